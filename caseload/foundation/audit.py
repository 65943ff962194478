"""Who saw and changed what. Field diffs come from auditlog; the meaning comes from `record`.

Both become entries of one append-only table with agency, actor and source, in the same
transaction as the change (CF-26). Protected values are never in them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from auditlog.registry import auditlog
from django.apps import apps
from django.conf import settings
from django.db import models

from . import crypto

UNTRACKED = {"id", "agency", "ref", "created_at", "version", "search"}
MASK = "caseload.foundation.audit.full_mask"


def full_mask(value: str) -> str:
    """Stands for a protected value, whatever it was."""
    return "[protected]"


def register(model: type[models.Model], *, exclude: tuple[str, ...] = ()) -> None:
    """Log every save of `model`: which fields changed, protected ones without their values."""
    protected = crypto.encrypted_fields(model)
    shown = [f.name for f in model._meta.concrete_fields if f.name not in UNTRACKED and f.name not in exclude]
    auditlog.register(model, include_fields=shown, mask_fields=protected, mask_callable=MASK)


def record(event: str, obj: models.Model, **facts: Any) -> None:
    """Add the entry `event` about `obj`; facts are references, codes and counts, never personal text."""
    _entry(event, obj, 1, facts)


def record_many(event: str, objs: Iterable[models.Model], **facts: Any) -> None:
    """`record` for many objects at once: what a bulk write owes to the log."""
    entries = apps.get_model(settings.AUDITLOG_LOGENTRY_MODEL).objects
    entries.log_many(objs, action=1, event=event, additional_data=facts or None)


def viewed(obj: models.Model, event: str, **facts: Any) -> None:
    """Add an entry that protected content of `obj` was shown or printed."""
    _entry(event, obj, 3, facts)


def _entry(event: str, obj: models.Model, action: int, facts: dict[str, Any]) -> None:
    entries = apps.get_model(settings.AUDITLOG_LOGENTRY_MODEL).objects
    entries.log_create(obj, force_log=True, action=action, event=event, additional_data=facts or None)
