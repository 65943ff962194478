"""Violations of orders as the client tells them, what followed, and contact the client made.

Originals of evidence stay with the client: the record says what there is and where it is kept.
"""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from caseload.foundation import audit, clock
from caseload.foundation.crypto import EncryptedTextField
from caseload.foundation.moments import Interval, Precision
from caseload.foundation.tenancy import AgencyOwned
from caseload.foundation.versions import Versioned
from clients.choices import Storage, YesNoUnknown
from orders.choices import TERM_OF, Source, Term
from orders.choices.violations import (
    AskedBy,
    Channel,
    CourtOutcome,
    EvidenceKind,
    Keeper,
    Option,
    Part,
    ReportChoice,
    StepKind,
    ViolationState,
    Weapon,
)


class Happened(AgencyOwned):
    """Something that happened at a moment known more or less exactly."""

    happened_from = models.DateTimeField()
    happened_until = models.DateTimeField()
    precision = models.CharField(max_length=12, choices=Precision)
    said = models.JSONField(default=dict, blank=True)
    tz = models.CharField(max_length=60)

    class Meta:
        abstract = True

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.tz)

    @property
    def when(self) -> Interval:
        return Interval(self.happened_from, self.happened_until)

    @property
    def is_exact(self) -> bool:
        return self.happened_from == self.happened_until


def _asked(words: Any) -> models.CharField:
    return models.CharField(words, max_length=8, choices=YesNoUnknown, default=YesNoUnknown.UNKNOWN)


QUESTIONS = (
    "strangulation", "threats", "weapon", "followed", "injury", "medical_care", "children_present",
    "police_called",
)  # fmt: skip


class Violation(Versioned, Happened):
    """One violation. Which orders held then, and whether they were served, is computed, never typed."""

    case = models.ForeignKey("caseload.Case", on_delete=models.PROTECT, related_name="violations")
    respondent = models.ForeignKey(
        "clients.Respondent", null=True, blank=True, on_delete=models.PROTECT, related_name="violations"
    )
    terms = models.JSONField(default=list, blank=True)
    channel = models.CharField(_("how"), max_length=12, choices=Channel)
    facts = EncryptedTextField(_("what happened"))
    client_words = EncryptedTextField(_("the client's own words"), blank=True, default="")
    place = EncryptedTextField(_("where"), blank=True, default="")
    witnesses = EncryptedTextField(_("who saw or heard it"), blank=True, default="")
    children_present = _asked(_("children were there"))
    followed = _asked(_("following, watching or spying"))
    threats = _asked(_("threats to kill: the client, others, or themselves"))
    weapon = models.CharField(_("weapon"), max_length=8, choices=Weapon, default=Weapon.UNKNOWN)
    injury = _asked(_("injury"))
    strangulation = _asked(_("pressure on the neck, choking"))
    medical_care = _asked(_("medical care"))
    police_called = _asked(_("police were called"))
    strangulation_told_at = models.DateTimeField(null=True, blank=True, editable=False)
    reporting = models.CharField(
        _("the client's choice about reporting"),
        max_length=10,
        choices=ReportChoice,
        default=ReportChoice.NOT_ASKED,
    )
    ask_again_on = models.DateField(_("ask again on"), null=True, blank=True)
    options = models.JSONField(default=list, blank=True)
    options_on = models.DateField(_("talked over on"), null=True, blank=True)
    options_words = EncryptedTextField(_("what the client said about it"), blank=True, default="")
    source = models.CharField(_("how we know"), max_length=12, choices=Source, default=Source.CLIENT_SAID)
    known_to_agency_at = models.DateTimeField(default=clock.now)
    recorded_by = models.ForeignKey("caseload.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=ViolationState, default=ViolationState.STANDS)
    changed_by = models.ForeignKey("caseload.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(null=True, blank=True)
    change_reason = EncryptedTextField(blank=True, default="")

    class Meta:
        ordering = ["-happened_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(happened_until__gte=F("happened_from")), name="violation_is_an_interval"
            )
        ]
        indexes = [models.Index(fields=["agency", "case", "-happened_from"], name="violation_of_case")]

    def get_absolute_url(self) -> str:
        return reverse("orders:violation", args=[self.ref])

    @property
    def stands(self) -> bool:
        return self.state == ViolationState.STANDS

    @property
    def answers(self) -> list[tuple[str, str]]:
        """The questions about danger that have an answer, each with it."""
        return [(words, str(said)) for words, value, said in self._asked if value != YesNoUnknown.UNKNOWN]

    @property
    def unanswered(self) -> list[str]:
        """The questions nobody has an answer to yet."""
        return [words for words, value, _said in self._asked if value == YesNoUnknown.UNKNOWN]

    @property
    def _asked(self) -> list[tuple[str, str, str]]:
        return [
            (str(self._meta.get_field(name).verbose_name), getattr(self, name), self._said(name))  # type: ignore[union-attr]
            for name in QUESTIONS
        ]

    def _said(self, name: str) -> str:
        return str(getattr(self, f"get_{name}_display")())

    @property
    def waits_for_choice(self) -> bool:
        """Nobody has asked the client yet about reporting."""
        return self.stands and self.reporting == ReportChoice.NOT_ASKED

    @property
    def term_list(self) -> list[Term]:
        return [TERM_OF[code] for code in self.terms if code in TERM_OF]

    @property
    def option_labels(self) -> list[str]:
        return [str(Option(code).label) for code in self.options if code in Option.values]


class ViolationStep(AgencyOwned):
    """What followed from a violation, on its day: report, arrest, charge, outcome."""

    case = models.ForeignKey("caseload.Case", on_delete=models.PROTECT, related_name="+")
    violation = models.ForeignKey(Violation, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(_("what"), max_length=12, choices=StepKind)
    happened_on = models.DateField(_("on"))
    office = EncryptedTextField(_("agency, court or office"), blank=True, default="")
    person = EncryptedTextField(_("officer or other person there"), blank=True, default="")
    number = EncryptedTextField(_("number of the report or the case"), blank=True, default="")
    outcome = models.CharField(_("outcome"), max_length=14, choices=CourtOutcome, blank=True, default="")
    detail = EncryptedTextField(_("good to know"), blank=True, default="")
    recorded_by = models.ForeignKey("caseload.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["happened_on", "pk"]
        indexes = [models.Index(fields=["agency", "violation"], name="step_of_violation")]

    def get_absolute_url(self) -> str:
        return self.violation.get_absolute_url()


class EvidenceItem(AgencyOwned):
    """A piece of evidence: what it is, who keeps the original and where. The agency never has it."""

    case = models.ForeignKey("caseload.Case", on_delete=models.PROTECT, related_name="+")
    violation = models.ForeignKey(Violation, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(_("what it is"), max_length=12, choices=EvidenceKind)
    description = EncryptedTextField(_("what it shows"), blank=True, default="")
    keeper = models.CharField(_("who has the original"), max_length=8, choices=Keeper, default=Keeper.CLIENT)
    kept_where = EncryptedTextField(_("where it is kept"), blank=True, default="")
    sha256 = models.CharField(_("fingerprint of the file"), max_length=64, blank=True, default="")
    recorded_by = models.ForeignKey("caseload.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["agency", "violation"], name="evidence_of_violation")]

    def get_absolute_url(self) -> str:
        return self.violation.get_absolute_url()


class ContactEvent(Versioned, Happened):
    """Contact the client made with the respondent: a fact, and never a violation of the client's order."""

    case = models.ForeignKey("caseload.Case", on_delete=models.PROTECT, related_name="contact_events")
    channel = models.CharField(_("how"), max_length=12, choices=Channel)
    words = EncryptedTextField(_("what it was about"), blank=True, default="")
    recorded_by = models.ForeignKey("caseload.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-happened_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(happened_until__gte=F("happened_from")), name="contact_event_is_an_interval"
            )
        ]
        indexes = [models.Index(fields=["agency", "case", "-happened_from"], name="contact_event_of_case")]

    def get_absolute_url(self) -> str:
        return reverse("orders:contact_event", args=[self.ref])


class ChronologyPrint(AgencyOwned):
    """That a chronology was printed: which entries, who asked, and where the paper will be kept (PO-17)."""

    case = models.ForeignKey("caseload.Case", on_delete=models.PROTECT, related_name="+")
    entries = models.JSONField(default=list)
    parts = models.JSONField(default=list)
    asked_by = models.CharField(max_length=10, choices=AskedBy)
    approved_on = models.DateField()
    storage = models.CharField(max_length=16, choices=Storage)
    reason = EncryptedTextField(_("what was said about keeping it"), blank=True, default="")
    copies = models.PositiveSmallIntegerField(default=1)
    printed_by = models.ForeignKey("caseload.Staff", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["agency", "case"], name="chronology_of_case")]

    @property
    def part_labels(self) -> list[str]:
        return [str(Part(code).label) for code in self.parts if code in Part.values]


for _model in (Violation, ViolationStep, EvidenceItem, ContactEvent, ChronologyPrint):
    audit.register(_model)
