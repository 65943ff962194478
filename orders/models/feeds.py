"""A person's calendar feed: an address that a calendar program asks, without signing in."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from caseload.foundation import audit
from caseload.foundation.tenancy import AgencyOwned


class CalendarFeed(AgencyOwned):
    """One address of one person. Only the hash of its token is kept; an ended one answers nothing."""

    staff = models.ForeignKey("caseload.Staff", on_delete=models.PROTECT, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    kinds = models.JSONField(default=list)
    whose = models.CharField(max_length=4, default="mine")
    fetched_at = models.DateTimeField(null=True, blank=True)
    counted_from = models.DateTimeField(null=True, blank=True)
    fetches = models.PositiveIntegerField(default=0)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["staff"], condition=Q(ended_at__isnull=True), name="one_calendar_feed_per_person"
            )
        ]


audit.register(CalendarFeed, exclude=("token_hash", "fetched_at", "counted_from", "fetches"))
