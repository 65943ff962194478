"""Two people editing one thing: the second is told, and loses nothing."""

from __future__ import annotations

from typing import Any

from django.db import models

from .atomic import action
from .errors import Stale


class Versioned(models.Model):
    """Carries a version that a form shows and hands back."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


@action
def save_if(obj: Any, expected_version: int) -> None:
    """Save `obj` if its row still has `expected_version`, else raise `Stale` with the row as it stands."""
    rows = type(obj).objects.filter(pk=obj.pk, version=expected_version)
    if not rows.update(version=expected_version + 1):
        raise Stale(type(obj).objects.get(pk=obj.pk))
    obj.version = expected_version + 1
    obj.save()
