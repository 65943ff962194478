"""What an order said, paper by paper; what happened to it; scans of it; answers about firearms."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from caseload.foundation import audit
from caseload.foundation.crypto import EncryptedBytesField, EncryptedJSONField, EncryptedTextField
from caseload.foundation.moments import Precision
from caseload.foundation.tenancy import AgencyOwned
from orders.choices import EventKind, HearingOutcome
from orders.papers.disqualifier import QUESTIONS, Answer, Result
from orders.papers.scans import ScanKind

from .orders import Hearing, ProtectiveOrder
from .service import ServiceAttempt


class OrderVersion(AgencyOwned):
    """What our record said a paper says. It never changes: a correction adds a row of the same paper."""

    case = models.ForeignKey("caseload.Case", on_delete=models.PROTECT, related_name="+")
    order = models.ForeignKey(ProtectiveOrder, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = EncryptedJSONField(default=dict)
    made_by = models.ForeignKey("caseload.Staff", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["agency", "order"], name="version_of_order")]


class OrderEvent(AgencyOwned):
    """Something that happened to an order, and when, as far as that is known. It never changes."""

    case = models.ForeignKey("caseload.Case", on_delete=models.PROTECT, related_name="+")
    order = models.ForeignKey(ProtectiveOrder, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=12, choices=EventKind)
    outcome = models.CharField(max_length=12, choices=HearingOutcome, blank=True, default="")
    hearing = models.ForeignKey(Hearing, null=True, on_delete=models.PROTECT, related_name="+")
    attempt = models.ForeignKey(ServiceAttempt, null=True, on_delete=models.PROTECT, related_name="+")
    happened_from = models.DateTimeField()
    happened_until = models.DateTimeField()
    precision = models.CharField(max_length=12, choices=Precision, default=Precision.EXACT)
    said = models.JSONField(default=dict, blank=True)
    tz = models.CharField(max_length=60)
    facts = EncryptedJSONField(default=dict, blank=True)
    by = models.ForeignKey("caseload.Staff", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["agency", "order"], name="event_of_order")]

    @property
    def is_exact(self) -> bool:
        return self.happened_from == self.happened_until

    @property
    def no_longer_stands(self) -> bool:
        """The entry of service it tells of was corrected or withdrawn since."""
        return self.attempt is not None and self.attempt.state != ServiceAttempt.State.STANDS


class OrderScan(AgencyOwned):
    """A picture of a paper, under the key of its case. Its bytes are read when somebody takes the file."""

    case = models.ForeignKey("caseload.Case", on_delete=models.PROTECT, related_name="+")
    order = models.ForeignKey(ProtectiveOrder, on_delete=models.PROTECT, related_name="scans")
    paper_version = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=4, choices=ScanKind)
    size = models.PositiveIntegerField()
    sha256 = EncryptedTextField(default="")
    content = EncryptedBytesField(default=b"")
    added_by = models.ForeignKey("caseload.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey("caseload.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    removed_why = EncryptedTextField(_("why"), blank=True, default="")

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["agency", "order"], name="scan_of_order")]

    def get_absolute_url(self) -> str:
        return reverse("orders:order", args=[self.order.ref])

    @property
    def file_name(self) -> str:
        """A name that says nothing of whose paper it is."""
        return f"document-{self.ref[:6]}.{self.kind}"


class FirearmAnswers(AgencyOwned):
    """The four questions about firearms under federal law, as they were answered once. It never changes."""

    case = models.ForeignKey("caseload.Case", on_delete=models.PROTECT, related_name="+")
    order = models.ForeignKey(ProtectiveOrder, on_delete=models.PROTECT, related_name="firearm_answers")
    paper_version = models.PositiveSmallIntegerField()
    heard = models.CharField(max_length=8, choices=Answer)
    restrains = models.CharField(max_length=8, choices=Answer)
    credible_threat = models.CharField(max_length=8, choices=Answer)
    bans_force = models.CharField(max_length=8, choices=Answer)
    result = models.CharField(max_length=12, choices=Result)
    answered_by = models.ForeignKey("caseload.Staff", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "firearm answers"
        indexes = [models.Index(fields=["agency", "order"], name="answers_of_order")]

    @property
    def lines(self) -> list[tuple[str, str]]:
        """Each question with its answer."""
        return [(str(words), str(Answer(getattr(self, name)).label)) for name, words in QUESTIONS.items()]


audit.register(OrderVersion)
audit.register(OrderEvent)
audit.register(OrderScan, exclude=("content",))
audit.register(FirearmAnswers)
