"""Firearms under one order: who can reach them, whether they are to be handed over, and the proof."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from caseload.foundation import audit
from caseload.foundation.crypto import EncryptedTextField
from caseload.foundation.tenancy import AgencyOwned, new_ref
from caseload.foundation.versions import Versioned
from clients.choices import YesNoUnknown
from orders.choices import Source
from orders.choices.firearms import Exemption, Proof, ToWhom

from .orders import ProtectiveOrder


class FirearmSurrender(Versioned, AgencyOwned):
    """What is known about firearms under one order. The dates they are due are the order's deadlines.

    A later order that replaces this one carries it on: `watch_ref` stays, so that its windows stay too.
    """

    case = models.ForeignKey("caseload.Case", on_delete=models.PROTECT, related_name="firearms")
    order = models.OneToOneField(ProtectiveOrder, on_delete=models.PROTECT, related_name="firearms")
    continues = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="continued_by"
    )
    watch_ref = models.CharField(max_length=22, default=new_ref, editable=False)
    access = models.CharField(
        _("the respondent has firearms, or can reach some"),
        max_length=8,
        choices=YesNoUnknown,
        default=YesNoUnknown.UNKNOWN,
    )
    access_source = models.CharField(
        _("how we know"), max_length=12, choices=Source, default=Source.CLIENT_SAID
    )
    access_words = EncryptedTextField(_("what is known"), blank=True, default="")
    ordered = models.CharField(
        _("the court ordered that they are handed over"),
        max_length=8,
        choices=YesNoUnknown,
        default=YesNoUnknown.UNKNOWN,
    )
    to_whom = models.CharField(_("to whom"), max_length=8, choices=ToWhom, blank=True, default="")
    to_whom_words = EncryptedTextField(_("name or place"), blank=True, default="")
    exempt = models.CharField(_("exemption"), max_length=8, choices=Exemption, default=Exemption.UNKNOWN)
    exempt_words = EncryptedTextField(_("what the exemption says"), blank=True, default="")
    permit_suspended = models.CharField(
        _("the permit is suspended"), max_length=8, choices=YesNoUnknown, default=YesNoUnknown.UNKNOWN
    )
    proof_on = models.DateField(_("proof came on"), null=True, blank=True)
    proof_kind = models.CharField(_("what proves it"), max_length=10, choices=Proof, blank=True, default="")
    proof_words = EncryptedTextField(_("what it says"), blank=True, default="")
    filed_on = models.DateField(_("receipt filed at the court on"), null=True, blank=True)
    proof_by = models.ForeignKey(
        "caseload.Staff", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    set_aside_reason = EncryptedTextField(_("why proof was set aside"), blank=True, default="")
    client_told_on = models.DateField(_("client told on"), null=True, blank=True)
    next_due_at = models.DateTimeField(null=True, blank=True, editable=False)
    overdue_for = models.DateTimeField(null=True, blank=True, editable=False)
    overdue_raised_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(proof_on__isnull=True) | ~Q(proof_kind=""), name="proof_says_what_it_is"
            )
        ]
        indexes = [
            models.Index(
                fields=["agency", "next_due_at"],
                condition=Q(next_due_at__isnull=False),
                name="surrender_due",
            ),
            models.Index(fields=["agency", "case"], name="firearms_of_case"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("orders:firearms", args=[self.order.ref])

    @property
    def is_proven(self) -> bool:
        return self.proof_on is not None

    @property
    def is_open_danger(self) -> bool:
        """Firearms can be reached, and nothing proves that they were handed over (C.2)."""
        return self.access == YesNoUnknown.YES and not self.is_proven

    @property
    def is_awaited(self) -> bool:
        """Whether proof is to come: handing over was ordered, or there are firearms the order forbids."""
        if self.is_proven or self.exempt == Exemption.ALL:
            return False
        if YesNoUnknown.NO in (self.ordered, self.access):
            return False
        return YesNoUnknown.YES in (self.ordered, self.access)

    @property
    def access_key(self) -> str:
        """The key of the window that lasts while firearms can be reached."""
        return f"firearms:{self.watch_ref}"

    @property
    def overdue_key(self) -> str:
        """The key of the window that opens when the deadline passes without proof."""
        return f"surrender:{self.watch_ref}"


audit.register(FirearmSurrender)
