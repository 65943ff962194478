"""The audit log: append-only for the run-time role, and sealed in batches."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from auditlog.cid import get_cid
from auditlog.models import AbstractLogEntry, LogEntryManager
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction

from caseload.foundation import clock, context
from caseload.foundation.atomic import hold
from caseload.foundation.tenancy import AgencyManager, AgencyOwned

from .agencies import Staff
from .cases import Case

AT_ONCE = 1000


class AuditManager(AgencyManager, LogEntryManager):
    """auditlog's manager inside the agency: every entry takes agency, actor and source from the context."""

    def log_create(self, instance: Any, force_log: bool = False, **kwargs: Any) -> None:
        """Nothing is said about an object that did not change."""
        if force_log or kwargs.get("changes") is not None:
            self.log_many([instance], **kwargs)

    def log_many(self, instances: Iterable[Any], **kwargs: Any) -> None:
        """One entry about each of many objects, stored with the others of the running action."""
        common = {"cid": get_cid(), **kwargs, **_by_whom()}
        hold(_write, [{**_about(instance), **common} for instance in instances])


def _write(entries: list[dict[str, Any]]) -> None:
    """Store entries as they are, in their order: every change makes some, and a model's `save` is dear."""
    for first in range(0, len(entries), AT_ONCE):
        _insert(entries[first : first + AT_ONCE])


def _insert(entries: list[dict[str, Any]]) -> None:
    insert, row, fields = _columns()
    values = [
        field.get_db_prep_save(entry[name] if name in entry else field.get_default(), connection)
        for entry in entries
        for name, field in fields.items()
    ]
    rows = ", ".join([row] * len(entries))
    with transaction.mark_for_rollback_on_error(connection.alias), connection.cursor() as cursor:
        cursor.execute(f"{insert} {rows}", values)


@cache
def _columns() -> tuple[str, str, dict[str, models.Field]]:
    """The beginning of the statement, the places of one entry, and the field of each."""
    quote, meta = connection.ops.quote_name, AuditEntry._meta
    fields = {field.attname: field for field in meta.concrete_fields if not field.primary_key}
    names = ", ".join(quote(str(field.column)) for field in fields.values())
    places = ", ".join(["%s"] * len(fields))
    return f"INSERT INTO {quote(meta.db_table)} ({names}) VALUES", f"({places})", fields


def _about(instance: Any) -> dict[str, Any]:
    kind = instance._meta.label_lower
    case_id = instance.pk if isinstance(instance, Case) else getattr(instance, "case_id", None)
    return {
        "content_type_id": ContentType.objects.get_for_model(instance).pk,
        "object_pk": instance.pk,
        "object_id": instance.pk,
        "object_ref": getattr(instance, "ref", ""),
        "object_kind": kind,
        "object_repr": kind,
        "case_id": case_id,
    }


def _by_whom() -> dict[str, Any]:
    acting, now = context.current(), clock.now()
    return {
        "agency_id": acting.agency_id,
        "staff_id": acting.staff.pk if acting.staff is not None else None,
        "actor_id": acting.staff.user_id if acting.staff is not None else None,
        "source": acting.source,
        "reason": acting.reason,
        "timestamp": now,
        "created_at": now,
    }


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
