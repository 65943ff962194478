"""The safety plan: a working copy of items and signals, and versions that never change again."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caseload.foundation import audit
from caseload.foundation.crypto import EncryptedJSONField, EncryptedTextField
from caseload.foundation.tenancy import AgencyOwned
from caseload.foundation.versions import Versioned
from clients.choices import (
    Audience,
    CopyDecision,
    CopyHolder,
    HandedBy,
    PlanState,
    ReviewTrigger,
    Setting,
    Storage,
    YesNoUnknown,
)


class SafetyPlan(Versioned, AgencyOwned):
    """The plan of a case. Its items are the draft; `current` is the version that holds."""

    case = models.OneToOneField("caseload.Case", on_delete=models.PROTECT, related_name="safety_plan")
    current = models.ForeignKey(
        "clients.SafetyPlanVersion", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    review_on = models.DateField(_("next review"), null=True, blank=True)
    review_trigger = models.CharField(max_length=24, choices=ReviewTrigger, blank=True, default="")
    changed_since_version = models.BooleanField(default=False, editable=False)
    declined_on = models.DateField(null=True, blank=True)
    shelter_may_read = models.BooleanField(_("shelter staff may read it"), default=False)
    legal_may_read = models.BooleanField(_("legal advocates may read it"), default=False)

    class Meta:
        indexes = [models.Index(fields=["agency", "review_on"], name="plan_by_review")]

    def __str__(self) -> str:
        return f"plan {self.ref}"


class SafetyPlanVersion(AgencyOwned):
    """What the plan said on one day; written once (SP-1)."""

    case = models.ForeignKey("caseload.Case", on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(SafetyPlan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = EncryptedJSONField(default=dict)
    made_by = models.ForeignKey("caseload.Staff", on_delete=models.PROTECT, related_name="+")
    made_on = models.DateField()
    made_with_client = models.BooleanField(_("made with the client"), default=False)
    client_approved_on = models.DateField(_("client approved on"), null=True, blank=True)
    language = EncryptedTextField(_("language"), blank=True, default="")
    reason = EncryptedTextField(_("why a new version"), blank=True, default="")
    next_review_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="plan_version_number")]

    def __str__(self) -> str:
        return f"plan version {self.ref}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("a version of a safety plan never changes")
        super().save(*args, **kwargs)


class PlanItem(Versioned, AgencyOwned):
    """One answer in the working copy; the client's own items carry their own words as label."""

    case = models.ForeignKey("caseload.Case", on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(SafetyPlan, on_delete=models.PROTECT, related_name="items")
    section = models.CharField(max_length=32)
    key = models.CharField(max_length=64, blank=True, default="")
    setting = models.CharField(max_length=20, choices=Setting, default=Setting.OTHER)
    label = EncryptedTextField(_("item"), blank=True, default="")
    state = models.CharField(_("answer"), max_length=8, choices=PlanState, blank=True, default="")
    words = EncryptedTextField(_("in the client's words"), blank=True, default="")
    staff_note = EncryptedTextField(_("note for staff, never printed"), blank=True, default="")
    changed_by = models.ForeignKey("caseload.Staff", on_delete=models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(null=True, blank=True, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "key"], condition=~Q(key=""), name="plan_item_once")
        ]
        indexes = [models.Index(fields=["agency", "plan", "section"], name="plan_item_of_section")]

    def __str__(self) -> str:
        return f"plan item {self.ref}"


class DangerSignal(Versioned, AgencyOwned):
    """A sign agreed with one audience, and what they do when they see it (A17)."""

    case = models.ForeignKey("caseload.Case", on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(SafetyPlan, on_delete=models.PROTECT, related_name="signals")
    signal = EncryptedTextField(_("the signal"), default="")
    audience = models.CharField(_("agreed with"), max_length=12, choices=Audience)
    who = EncryptedTextField(_("who exactly"), blank=True, default="")
    meaning = EncryptedTextField(_("what it means"), blank=True, default="")
    response = EncryptedTextField(_("what they do"), default="")
    agreed_on = models.DateField(_("agreed on"), null=True, blank=True)
    rehearsed = models.CharField(
        _("tried out"), max_length=8, choices=YesNoUnknown, default=YesNoUnknown.UNKNOWN
    )
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        indexes = [models.Index(fields=["agency", "plan"], name="signal_of_plan")]

    def __str__(self) -> str:
        return f"danger signal {self.ref}"


class OrderCopy(Versioned, AgencyOwned):
    """Who holds, or is to hold, a copy of the order, and who hands it over (A6 to A9)."""

    case = models.ForeignKey("caseload.Case", on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(SafetyPlan, on_delete=models.PROTECT, related_name="copies")
    holder = models.CharField(_("who"), max_length=16, choices=CopyHolder)
    child = models.ForeignKey(
        "clients.HouseholdMember",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("for which child"),
    )
    place = EncryptedTextField(_("place or organization"), blank=True, default="")
    person = EncryptedTextField(_("name"), blank=True, default="")
    decision = models.CharField(
        _("decided"), max_length=16, choices=CopyDecision, default=CopyDecision.PLANNED
    )
    handed_by = models.CharField(_("handed over by"), max_length=8, choices=HandedBy, default=HandedBy.CLIENT)
    release = models.ForeignKey(
        "clients.Release", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    given_on = models.DateField(_("given on"), null=True, blank=True)
    is_certified = models.BooleanField(_("certified copy"), default=False)
    is_stale = models.BooleanField(_("replaced by a newer order"), default=False)
    notes = EncryptedTextField(_("notes"), blank=True, default="")
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name_plural = "order copies"
        indexes = [models.Index(fields=["agency", "plan"], name="order_copy_of_plan")]

    def __str__(self) -> str:
        return f"order copy {self.ref}"


class PlanPrint(AgencyOwned):
    """That a sheet was printed: for whom, which sections, and where it will be kept (SP-5, SP-8)."""

    case = models.ForeignKey("caseload.Case", on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(SafetyPlan, on_delete=models.PROTECT, related_name="prints")
    plan_version = models.ForeignKey(SafetyPlanVersion, on_delete=models.PROTECT, related_name="+")
    sections = ArrayField(models.CharField(max_length=32))
    setting = models.CharField(max_length=20, choices=Setting, blank=True, default="")
    audience = models.CharField(max_length=12, choices=Audience)
    storage = models.CharField(max_length=16, choices=Storage)
    reason = EncryptedTextField(_("what was said about keeping it"), blank=True, default="")
    is_discreet = models.BooleanField(default=True)
    copies = models.PositiveSmallIntegerField(default=1)
    printed_by = models.ForeignKey("caseload.Staff", on_delete=models.PROTECT, related_name="+")
    collected_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["agency", "plan"], name="print_of_plan")]

    def __str__(self) -> str:
        return f"plan print {self.ref}"


for model in (SafetyPlan, SafetyPlanVersion, PlanItem, DangerSignal, OrderCopy, PlanPrint):
    audit.register(model)
