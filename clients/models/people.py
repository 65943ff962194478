"""The person of a case, the household, the protected address and emergency contacts."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from caseload.foundation import audit, clock, context
from caseload.foundation.crypto import EncryptedTextField
from caseload.foundation.moments import age_at
from caseload.foundation.tenancy import AgencyOwned
from caseload.foundation.versions import Versioned
from clients.choices import HouseholdRelation, YesNoUnknown


def age_on(born: str, today: date) -> int | None:
    """Full years of age on a day, from an ISO date kept as text; None when unknown."""
    try:
        birth = date.fromisoformat(born)
    except ValueError:
        return None
    years = age_at(birth, today).years
    return years if years >= 0 else None


class Client(Versioned, AgencyOwned):
    """The survivor whom the agency serves. Everything that names them is encrypted."""

    case = models.OneToOneField("caseload.Case", on_delete=models.PROTECT, related_name="client")
    name = EncryptedTextField(_("name"), blank=True, default="")
    preferred_name = EncryptedTextField(_("name they like to be called"), blank=True, default="")
    alias = EncryptedTextField(_("alias"), blank=True, default="")
    code_only = models.BooleanField(_("known by case code only"), default=False)
    date_of_birth = EncryptedTextField(_("date of birth"), blank=True, default="")
    pronouns = EncryptedTextField(_("pronouns"), blank=True, default="")
    languages = EncryptedTextField(_("languages"), blank=True, default="")
    interpreter_needed = models.CharField(
        _("interpreter needed"), max_length=8, choices=YesNoUnknown, default=YesNoUnknown.UNKNOWN
    )
    access_needs = EncryptedTextField(_("access needs"), blank=True, default="")
    allergies = EncryptedTextField(_("food and other allergies"), blank=True, default="")
    pets = EncryptedTextField(_("pets"), blank=True, default="")
    acp_participant = models.BooleanField(_("address confidentiality program"), default=False)
    substitute_address = EncryptedTextField(_("substitute address"), blank=True, default="")
    do_not_contact = models.BooleanField(_("asked us not to make contact"), default=False)
    has_guardian = models.BooleanField(_("an adult with a legal guardian"), default=False)
    notes = EncryptedTextField(_("good to know"), blank=True, default="")

    def __str__(self) -> str:
        return f"client {self.ref}"

    @property
    def display_name(self) -> str:
        """How pages call the client; the case code when nothing else may be used."""
        if self.code_only:
            return self.case.code
        return self.alias or self.preferred_name or self.name or self.case.code

    @property
    def age(self) -> int | None:
        return age_on(self.date_of_birth, clock.today(context.current().agency.tz))

    @property
    def is_minor(self) -> bool:
        return self.age is not None and self.age < 18


class ProtectedLocation(Versioned, AgencyOwned):
    """Where the client really is. Its own permission; every reading is audited (CF-22)."""

    case = models.OneToOneField("caseload.Case", on_delete=models.PROTECT, related_name="location")
    address = EncryptedTextField(_("address"), blank=True, default="")
    directions = EncryptedTextField(_("directions and who knows"), blank=True, default="")
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)

    def __str__(self) -> str:
        return f"location {self.ref}"


class HouseholdMember(Versioned, AgencyOwned):
    """A child or other person who belongs to the client's household or is in danger with them."""

    case = models.ForeignKey("caseload.Case", on_delete=models.PROTECT, related_name="household")
    name = EncryptedTextField(_("name"), blank=True, default="")
    relation = models.CharField(
        _("relation to the client"),
        max_length=16,
        choices=HouseholdRelation,
        default=HouseholdRelation.CHILD,
    )
    is_child = models.BooleanField(_("under 18"), default=True)
    date_of_birth = EncryptedTextField(_("date of birth"), blank=True, default="")
    age_stated = EncryptedTextField(_("age, if the birth date is not known"), blank=True, default="")
    school_place = EncryptedTextField(_("school or day care"), blank=True, default="")
    lives_with_client = models.CharField(
        _("lives with the client"), max_length=8, choices=YesNoUnknown, default=YesNoUnknown.YES
    )
    is_protected = models.CharField(
        _("named as protected in an order"),
        max_length=8,
        choices=YesNoUnknown,
        default=YesNoUnknown.UNKNOWN,
    )
    abuse_concern = models.BooleanField(
        _("there is concern that this person is abusive"),
        default=False,
        help_text=_("Such a person may never sign a release for the client or for a child."),
    )
    notes = EncryptedTextField(_("good to know"), blank=True, default="")
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        indexes = [models.Index(fields=["agency", "case"], name="household_of_case")]

    def __str__(self) -> str:
        return f"household member {self.ref}"

    @property
    def age(self) -> str:
        """Age in years as text: from the birth date when known, else as it was stated."""
        years = age_on(self.date_of_birth, clock.today(context.current().agency.tz))
        return str(years) if years is not None else self.age_stated

    @property
    def short_name(self) -> str:
        return self.name or str(self.get_relation_display())


class EmergencyContact(Versioned, AgencyOwned):
    """Someone to turn to when the client cannot be reached, and what they may be told (A16)."""

    case = models.ForeignKey("caseload.Case", on_delete=models.PROTECT, related_name="emergency_contacts")
    name = EncryptedTextField(_("name"), default="")
    relation = EncryptedTextField(_("relation to the client"), blank=True, default="")
    phone = EncryptedTextField(_("phone"), blank=True, default="")
    knows_situation = models.CharField(
        _("knows the situation"), max_length=8, choices=YesNoUnknown, default=YesNoUnknown.UNKNOWN
    )
    may_tell = EncryptedTextField(_("what they may be told"), blank=True, default="")
    consent_on = models.DateField(
        _("client agreed on"),
        null=True,
        blank=True,
        help_text=_("Without this day the contact is shown here but nobody may call them."),
    )
    hours = EncryptedTextField(_("days and hours"), blank=True, default="")
    priority = models.PositiveSmallIntegerField(_("order to call in"), default=1)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        indexes = [models.Index(fields=["agency", "case"], name="emergency_of_case")]

    def __str__(self) -> str:
        return f"emergency contact {self.ref}"


for model in (Client, ProtectedLocation, HouseholdMember, EmergencyContact):
    audit.register(model)
