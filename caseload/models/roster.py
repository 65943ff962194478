"""Who is on call, who is away, and who stands in. None of it opens a case to anybody."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from caseload.foundation import audit
from caseload.foundation.tenancy import AgencyOwned

from .agencies import Staff, Team


class Shift(AgencyOwned):
    """One person is on call for a team, or for the whole agency, from an instant up to another."""

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="shifts")
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.CASCADE, related_name="shifts")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    planned_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="shift_has_a_length")
        ]
        indexes = [models.Index(fields=["agency", "ends_at", "starts_at"], name="shift_by_time")]

    def holds_at(self, at: datetime) -> bool:
        return self.starts_at <= at < self.ends_at


class Absence(AgencyOwned):
    """One person is away, and perhaps somebody stands in. Why is nobody's business: it is not kept."""

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="absences")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    stand_in = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    entered_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="absence_has_a_length"),
            models.CheckConstraint(condition=~Q(stand_in=F("staff")), name="nobody_stands_in_for_themselves"),
        ]
        indexes = [models.Index(fields=["agency", "ends_at", "starts_at"], name="absence_by_time")]

    def holds_at(self, at: datetime) -> bool:
        return self.starts_at <= at < self.ends_at

    def overlaps(self, shift: Shift) -> bool:
        """Whether the person is away for some of a shift of theirs."""
        together = self.starts_at < shift.ends_at and shift.starts_at < self.ends_at
        return self.staff_id == shift.staff_id and together


audit.register(Shift)
audit.register(Absence)
