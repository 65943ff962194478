"""Rows that belong to an agency, and the manager that never forgets it."""

from __future__ import annotations

import secrets
from functools import cache
from typing import Any

from django.db import models
from django.db.models import Expression
from django.db.models.sql import Query

from . import clock, context


def new_ref() -> str:
    """An opaque, unguessable reference of 22 URL-safe characters."""
    return secrets.token_urlsafe(16)


class CurrentAgency(Expression):
    """The acting agency, read when the SQL is built: no agency, no query."""

    output_field = models.BigIntegerField()

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, tuple[int]]:
        return "%s", (context.current().agency_id,)


class AgencyManager(models.Manager):
    """Filters every query by the acting agency; running one without an agency raises `NoAgency`."""

    def get_queryset(self) -> models.QuerySet:
        rows = super().get_queryset()
        rows.query = _of_agency(self.model).chain()
        return rows


@cache
def _of_agency(model: type[models.Model]) -> Query:
    """Every query of a model begins with the same condition, so it is built once; which agency, each time."""
    return models.QuerySet(model).filter(agency_id=CurrentAgency()).query


class AgencyOwned(models.Model):
    """A row of exactly one agency, addressed from outside by its opaque `ref` only."""

    agency = models.ForeignKey("caseload.Agency", on_delete=models.PROTECT, related_name="+", editable=False)
    ref = models.CharField(max_length=22, unique=True, default=new_ref, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    objects = AgencyManager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        acting = context.current()
        if self.agency_id is None:
            self.agency_id = acting.agency_id
        elif self.agency_id != acting.agency_id:
            raise ValueError(f"{type(self).__name__} {self.ref} belongs to another agency")
        super().save(*args, **kwargs)

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.ref}"


def agency_models() -> list[type[models.Model]]:
    """Every concrete agency-owned model of the installed apps."""
    from django.apps import apps

    return [m for m in apps.get_models() if issubclass(m, AgencyOwned) and not m._meta.proxy]
