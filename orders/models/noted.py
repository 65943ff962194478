"""Events that people note. A corrected one stays, beside the one that corrects it (PO-6)."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from caseload.foundation import audit
from caseload.foundation.crypto import EncryptedTextField
from caseload.foundation.moments import Interval, Precision
from caseload.foundation.tenancy import AgencyOwned
from orders.choices import NO_WINDOW_WORDS, Detail, NotedState, Trigger
from orders.escalation import NoWindow

from .orders import ProtectiveOrder


class NotedEvent(AgencyOwned):
    """What somebody noted of a case: when it must have happened, and why it calls for care.

    Its window carries the same `source_key`, which all corrections of one event share. Where it opened none,
    `no_window` says why.
    """

    case = models.ForeignKey("caseload.Case", on_delete=models.PROTECT, related_name="noted_events")
    source_key = models.CharField(max_length=80, editable=False)
    trigger = models.CharField(_("what happened"), max_length=20, choices=Trigger)
    detail = models.CharField(max_length=10, choices=Detail, blank=True, default="")
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    order = models.ForeignKey(
        ProtectiveOrder, null=True, blank=True, on_delete=models.PROTECT, related_name="noted_events"
    )
    happened_from = models.DateTimeField()
    happened_until = models.DateTimeField()
    precision = models.CharField(max_length=12, choices=Precision)
    said = models.JSONField(default=dict, blank=True)
    tz = models.CharField(max_length=60)
    reason = EncryptedTextField(_("what happened, in short"))
    known_at = models.DateTimeField()
    no_window = models.CharField(max_length=16, blank=True, default="")
    noted_by = models.ForeignKey("caseload.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=NotedState, default=NotedState.STANDS)
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by"
    )
    changed_by = models.ForeignKey("caseload.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(null=True, blank=True)
    change_reason = EncryptedTextField(blank=True, default="")

    class Meta:
        ordering = ["-happened_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(happened_until__gte=F("happened_from")), name="noted_event_is_an_interval"
            ),
            models.CheckConstraint(
                condition=Q(level__isnull=True) | Q(level__range=(1, 4)), name="noted_level_is_on_the_scale"
            ),
            models.UniqueConstraint(
                fields=["agency", "source_key"],
                condition=Q(state="stands"),
                name="one_standing_note_per_event",
            ),
        ]
        indexes = [models.Index(fields=["agency", "case", "state"], name="noted_of_case")]

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.tz)

    @property
    def happened(self) -> Interval:
        return Interval(self.happened_from, self.happened_until)

    @property
    def is_exact(self) -> bool:
        return self.happened_from == self.happened_until

    @property
    def no_window_words(self) -> str:
        return str(NO_WINDOW_WORDS[NoWindow(self.no_window)]) if self.no_window else ""

    @property
    def stands(self) -> bool:
        return self.state == NotedState.STANDS


audit.register(NotedEvent)
