"""The respondent in custody, and the watch for the day of release (PO-9, W-12)."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from caseload.foundation import audit
from caseload.foundation.crypto import EncryptedTextField
from caseload.foundation.moments import Precision
from caseload.foundation.tenancy import AgencyOwned
from caseload.foundation.versions import Versioned
from orders.choices import CustodyState, ExpectedRelease, Facility, Source


class Custody(Versioned, AgencyOwned):
    """One stretch in custody. While it lasts, `watch_at` says when the sweep asks for the next look.

    `source_key` names the service that told of it; it is empty where somebody noted it by itself.
    """

    case = models.ForeignKey("caseload.Case", on_delete=models.PROTECT, related_name="custodies")
    respondent = models.ForeignKey(
        "clients.Respondent", null=True, blank=True, on_delete=models.PROTECT, related_name="custodies"
    )
    state = models.CharField(max_length=10, choices=CustodyState, default=CustodyState.HELD)
    since_on = models.DateField(_("since"), null=True, blank=True)
    facility = models.CharField(
        _("what kind of place"), max_length=12, choices=Facility, default=Facility.UNKNOWN
    )
    place = EncryptedTextField(_("where"), blank=True, default="")
    expected = models.CharField(
        _("expected release"), max_length=10, choices=ExpectedRelease, default=ExpectedRelease.UNKNOWN
    )
    expected_on = models.DateField(_("expected on"), null=True, blank=True)
    give_or_take_days = models.PositiveSmallIntegerField(_("give or take how many days"), default=0)
    source = models.CharField(_("how we know"), max_length=12, choices=Source, default=Source.CLIENT_SAID)
    note = EncryptedTextField(_("good to know"), blank=True, default="")
    source_key = models.CharField(max_length=80, blank=True, default="", editable=False)
    watch_at = models.DateTimeField(null=True, blank=True, editable=False)

    released_from = models.DateTimeField(null=True, blank=True)
    released_until = models.DateTimeField(null=True, blank=True)
    released_precision = models.CharField(max_length=12, choices=Precision, blank=True, default="")
    released_said = models.JSONField(default=dict, blank=True)
    released_tz = models.CharField(max_length=60, blank=True, default="")
    recorded_by = models.ForeignKey("caseload.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    changed_by = models.ForeignKey("caseload.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    change_reason = EncryptedTextField(blank=True, default="")

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "custodies"
        constraints = [
            models.UniqueConstraint(
                fields=["respondent"],
                condition=Q(state="held", respondent__isnull=False),
                name="one_custody_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state="held", watch_at__isnull=False)
                | (~Q(state="held") & Q(watch_at__isnull=True)),
                name="custody_is_watched_while_it_lasts",
            ),
            models.CheckConstraint(
                condition=~Q(state="released") | Q(released_until__gte=models.F("released_from")),
                name="release_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(expected="unknown") | Q(expected_on__isnull=False),
                name="expected_release_has_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "case"], name="custody_of_case"),
            models.Index(fields=["agency", "watch_at"], condition=Q(state="held"), name="custody_watch_due"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("orders:custody", args=[self.case.ref])

    @property
    def window_key(self) -> str:
        """The `source_key` of the window after release."""
        return f"custody:{self.ref}"

    @property
    def is_held(self) -> bool:
        return self.state == CustodyState.HELD

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.released_tz)

    @property
    def earliest_on(self) -> date | None:
        """The earliest day on which release is expected."""
        return self.expected_on - timedelta(days=self.give_or_take_days) if self.expected_on else None

    @property
    def latest_on(self) -> date | None:
        """The latest."""
        return self.expected_on + timedelta(days=self.give_or_take_days) if self.expected_on else None


audit.register(Custody)
