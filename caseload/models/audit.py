"""The audit log: append-only for the run-time role, and sealed in batches."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from auditlog.models import AbstractLogEntry, LogEntryManager
from django.contrib.contenttypes.models import ContentType
from django.db import models

from caseload.foundation import clock, context
from caseload.foundation.tenancy import AgencyManager, AgencyOwned

from .agencies import Staff
from .cases import Case


class AuditManager(AgencyManager, LogEntryManager):
    """auditlog's manager inside the agency: every entry takes agency, actor and source from the context."""

    def log_create(self, instance: Any, force_log: bool = False, **kwargs: Any) -> Any:
        about = {**_about(instance), **kwargs, **_by_whom()}
        return super().log_create(instance, force_log=force_log, **about)

    def log_many(self, instances: Iterable[Any], **kwargs: Any) -> None:
        """One entry about each of many objects of one kind, in one statement."""
        rows = [
            self.model(
                agency_id=context.current().agency_id,
                content_type=ContentType.objects.get_for_model(instance),
                object_pk=str(instance.pk),
                object_id=instance.pk,
                **{**_about(instance), **kwargs, **_by_whom()},
            )
            for instance in instances
        ]
        self.bulk_create(rows, batch_size=1000)


def _about(instance: Any) -> dict[str, Any]:
    kind = instance._meta.label_lower
    case_id = instance.pk if isinstance(instance, Case) else getattr(instance, "case_id", None)
    return {
        "object_ref": getattr(instance, "ref", ""),
        "object_kind": kind,
        "object_repr": kind,
        "case_id": case_id,
    }


def _by_whom() -> dict[str, Any]:
    acting = context.current()
    by = {
        "staff": acting.staff,
        "source": acting.source,
        "reason": acting.reason,
        "timestamp": clock.now(),
    }
    return {**by, "actor_id": acting.staff.user_id} if acting.staff is not None else by


class AuditEntry(AbstractLogEntry, AgencyOwned):
    """Who saw or changed what, when, through which door, and why."""

    staff = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    source = models.CharField(max_length=8)
    reason = models.CharField(max_length=200, blank=True, default="")
    event = models.CharField(max_length=60, blank=True, default="")
    object_ref = models.CharField(max_length=22, blank=True, default="")
    object_kind = models.CharField(max_length=60, blank=True, default="")

    objects = AuditManager()  # type: ignore[misc]

    class Meta:
        verbose_name = "audit entry"
        verbose_name_plural = "audit entries"
        ordering = ["-timestamp", "-id"]
        indexes = [
            models.Index(fields=["agency", "case", "-timestamp"], name="audit_by_case"),
            models.Index(fields=["agency", "-timestamp"], name="audit_by_time"),
            models.Index(fields=["agency", "staff", "-timestamp"], name="audit_by_staff"),
        ]


class AuditSeal(AgencyOwned):
    """A hash over a run of entries and over the seal before it: a changed or missing entry shows."""

    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField()
    count = models.PositiveIntegerField()
    previous = models.CharField(max_length=64, blank=True, default="")
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["last_id"]
