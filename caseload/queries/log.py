"""What happened, from the audit log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from caseload import access
from caseload.choices import SOURCES
from caseload.foundation import context, crypto
from caseload.models import AuditEntry, AuditSeal, Case, Staff
from caseload.permissions import Perm, Scope, scope_of

from .people import colleagues
from .words import event_label, is_key_event

PAGE = 50


def timeline(case: Case) -> QuerySet[AuditEntry]:
    """What happened on the case, newest first: meanings, not field diffs."""
    rows = AuditEntry.objects.filter(case=case).exclude(event="").exclude(event__endswith="_viewed")
    return rows.select_related("staff", "case").order_by("-timestamp", "-pk")


def audit_entries(staff: Staff) -> QuerySet[AuditEntry]:
    """The audit log as far as `staff` may read it: all of it, or the entries about the team's cases."""
    rows = AuditEntry.objects.select_related("staff", "case").order_by("-timestamp", "-pk")
    scope = scope_of(staff.role, Perm.SEE_AUDIT)
    if scope == Scope.AGENCY:
        return rows
    return rows.filter(case__in=access.visible_keys(staff, Perm.SEE_AUDIT))


@dataclass(frozen=True)
class LogFilter:
    """What of the log is wanted; every part is optional."""

    since: date | None = None
    until: date | None = None
    person: Staff | None = None
    event: str = ""
    code: str = ""
    source: str = ""
    with_fields: bool = False

    def apply(self, rows: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        tz = context.current().agency.tz
        if self.since:
            rows = rows.filter(timestamp__gte=datetime.combine(self.since, time.min, tz))
        if self.until:
            rows = rows.filter(timestamp__lt=datetime.combine(self.until + timedelta(days=1), time.min, tz))
        if self.person:
            rows = rows.filter(staff=self.person)
        if self.event:
            rows = rows.filter(event=self.event)
        elif not self.with_fields:
            rows = rows.exclude(event="")
        if self.code:
            rows = rows.filter(case__in=Case.objects.filter(code__iexact=self.code).values("pk"))
        return rows.filter(source=self.source) if self.source else rows


@dataclass(frozen=True)
class Happening:
    """One entry of the log in words, as the timeline partial shows it."""

    ref: str
    at: datetime
    label: str
    actor: str
    detail: str
    source: str
    case: Case | None
    is_view: bool
    key: bool = False


@dataclass(frozen=True)
class Stretch:
    """One screenful of the log, and the reference to continue from; nothing is ever counted."""

    entries: list[Happening]
    older: str = ""


def stretch(rows: QuerySet[AuditEntry], *, before: str = "", size: int = PAGE) -> Stretch:
    """The newest `size` entries of `rows` that are older than the entry `before`."""
    if before:
        last = access.get_entry(before)
        rows = rows.filter(Q(timestamp__lt=last.timestamp) | Q(timestamp=last.timestamp, pk__lt=last.pk))
    found = list(rows[: size + 1])
    older = found[size - 1].ref if len(found) > size else ""
    return Stretch(in_words(found[:size]), older)


def in_words(entries: Iterable[AuditEntry]) -> list[Happening]:
    """Entries as sentences: labels of every app, names of colleagues, names of changed fields."""
    entries = list(entries)
    refs = [str((e.additional_data or {}).get("staff", "")) for e in entries]
    names = colleagues([ref for ref in refs if ref])
    return [
        Happening(
            ref=entry.ref,
            at=entry.timestamp,
            label=event_label(entry.event) if entry.event else _field_label(entry),
            actor=entry.staff.name if entry.staff else "",
            detail=names.get(ref, "") if entry.event else _changed_fields(entry),
            source=str(SOURCES.get(entry.source, entry.source)),
            case=entry.case if entry.case_id else None,
            is_view=entry.action == AuditEntry.Action.ACCESS,
            key=is_key_event(entry.event),
        )
        for entry, ref in zip(entries, refs, strict=True)
    ]


def _model_of(entry: AuditEntry) -> Any:
    try:
        return apps.get_model(entry.object_kind)
    except (LookupError, ValueError):
        return None


def _field_label(entry: AuditEntry) -> str:
    model = _model_of(entry)
    words = {
        AuditEntry.Action.CREATE: _("Stored: %(what)s"),
        AuditEntry.Action.UPDATE: _("Fields changed: %(what)s"),
        AuditEntry.Action.DELETE: _("Removed: %(what)s"),
    }.get(entry.action, _("Read: %(what)s"))
    return words % {"what": model._meta.verbose_name if model else entry.object_kind}


def _changed_fields(entry: AuditEntry) -> str:
    """Names of the changed fields. Values only where no case is concerned and the field is not protected."""
    model = _model_of(entry)
    protected = set(crypto.encrypted_fields(model)) if model else set()
    said = []
    for name, values in (entry.changes or {}).items():
        words = _field_name(model, name)
        if name in protected:
            said.append(_("%(field)s (protected)") % {"field": words})
        elif entry.case_id or entry.action != AuditEntry.Action.UPDATE or not isinstance(values, list):
            said.append(words)
        else:
            said.append(f"{words}: {values[0]} → {values[1]}")
    return "; ".join(said)


def _field_name(model: Any, name: str) -> str:
    try:
        return capfirst(str(model._meta.get_field(name).verbose_name)) if model else name
    except FieldDoesNotExist:
        return name


def last_seal() -> AuditSeal | None:
    """The newest seal over the acting agency's log."""
    return AuditSeal.objects.order_by("-last_id").first()
