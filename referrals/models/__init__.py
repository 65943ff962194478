"""The directory of resources, referrals and letters."""

from .directory import Address, Category, Contact, Location, Organization, Phone, Source
from .letters import Letter
from .referrals import Referral, ReferralEvent
from .resources import Resource, ResourceCategory, Site

__all__ = [
    "Address",
    "Category",
    "Contact",
    "Letter",
    "Location",
    "Organization",
    "Phone",
    "Referral",
    "ReferralEvent",
    "Resource",
    "ResourceCategory",
    "Site",
    "Source",
]
