"""The person, the household, safe contact, respondents, releases and safety plans."""

from .contact import ContactMethod
from .people import Client, EmergencyContact, HouseholdMember, ProtectedLocation
from .plans import DangerSignal, OrderCopy, PlanItem, PlanPrint, SafetyPlan, SafetyPlanVersion
from .releases import Release, ReleaseDisclosure, ReleaseSigner
from .respondents import Respondent

__all__ = [
    "Client",
    "ContactMethod",
    "DangerSignal",
    "EmergencyContact",
    "HouseholdMember",
    "OrderCopy",
    "PlanItem",
    "PlanPrint",
    "ProtectedLocation",
    "Release",
    "ReleaseDisclosure",
    "ReleaseSigner",
    "Respondent",
    "SafetyPlan",
    "SafetyPlanVersion",
]
