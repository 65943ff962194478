"""Notices of service from courts and sheriffs, and the keyed hashes by which they find an order.

What fits no order of the agency leaves no row: it is about people who are not its clients (CF-19).
"""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from caseload.foundation import audit
from caseload.foundation.crypto import EncryptedJSONField, EncryptedTextField
from caseload.foundation.tenancy import AgencyOwned
from orders.choices.notices import CandidateState, Doubt, NoticeState

from .orders import ProtectiveOrder
from .service import ServiceAttempt


class OrderKey(AgencyOwned):
    """Keyed hashes of an order's numbers; `of_version` is the version of the order they were made of."""

    case = models.ForeignKey("caseload.Case", on_delete=models.CASCADE, related_name="+")
    order = models.OneToOneField(ProtectiveOrder, on_delete=models.CASCADE, related_name="keys")
    order_number = models.BinaryField(null=True, editable=False)
    case_number = models.BinaryField(null=True, editable=False)
    of_version = models.PositiveIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["agency", "order_number"], name="order_by_number"),
            models.Index(fields=["agency", "case_number"], name="order_by_case_number"),
        ]


class NoticeBatch(AgencyOwned):
    """One list that was taken in; `refused` holds lines that could not be read and why, not their words."""

    class Channel(models.TextChoices):
        COMMAND = "command", _("Command")
        API = "api", _("API")

    source = models.CharField(_("where it came from"), max_length=120, blank=True, default="")
    channel = models.CharField(max_length=8, choices=Channel)
    format = models.CharField(max_length=4)
    encoding = models.CharField(max_length=10)
    digest = models.BinaryField()
    rows = models.PositiveIntegerField(default=0)
    refused = models.JSONField(default=list)
    unmatched = models.PositiveIntegerField(default=0)
    received_by = models.ForeignKey("caseload.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "notice batches"
        indexes = [models.Index(fields=["agency", "digest"], name="notice_batch_of_file")]


class ServiceNotice(AgencyOwned):
    """A notice that fits an order here, once per content however often it arrives. It keeps no words."""

    batch = models.ForeignKey(NoticeBatch, on_delete=models.PROTECT, related_name="notices")
    line = models.PositiveIntegerField()
    digest = models.BinaryField()
    state = models.CharField(max_length=10, choices=NoticeState, default=NoticeState.QUEUED)
    case = models.ForeignKey("caseload.Case", null=True, on_delete=models.PROTECT, related_name="+")
    attempt = models.ForeignKey(ServiceAttempt, null=True, on_delete=models.PROTECT, related_name="notices")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "digest"], name="one_notice_of_a_content")]
        indexes = [models.Index(fields=["agency", "state"], name="notice_by_state")]

    def get_absolute_url(self) -> str:
        return reverse("orders:notice", args=[self.ref])


class NoticeCandidate(AgencyOwned):
    """An order that a notice may be about. What the notice says is kept under the key of that order's case,
    until a person has decided."""

    notice = models.ForeignKey(ServiceNotice, on_delete=models.PROTECT, related_name="candidates")
    case = models.ForeignKey("caseload.Case", on_delete=models.PROTECT, related_name="+")
    order = models.ForeignKey(ProtectiveOrder, on_delete=models.PROTECT, related_name="notice_candidates")
    doubt = models.CharField(max_length=12, choices=Doubt, blank=True, default="")
    state = models.CharField(max_length=10, choices=CandidateState, default=CandidateState.OPEN)
    content = EncryptedJSONField(default=dict, blank=True)
    settled_by = models.ForeignKey("caseload.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)
    reason = EncryptedTextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notice", "order"], name="one_candidate_of_an_order"),
        ]
        indexes = [models.Index(fields=["agency", "state", "case"], name="candidate_by_state")]

    @property
    def is_open(self) -> bool:
        return self.state == CandidateState.OPEN


audit.register(NoticeBatch, exclude=("digest", "unmatched", "refused"))
audit.register(ServiceNotice, exclude=("digest",))
audit.register(NoticeCandidate)
