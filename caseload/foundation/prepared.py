"""Questions that are asked again and again: made into SQL once, with blanks for what differs each time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection, models
from django.db.models import Expression, QuerySet

from . import context

AGENCY = "agency"


class Blank(Expression):
    """A place in a prepared question, filled by its name when that is asked."""

    def __init__(self, name: str, output_field: models.Field):
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)


def rows_of(model: type[models.Model]) -> QuerySet[Any]:
    """The rows of whichever agency acts when the question is asked. Each of its tables is asked so."""
    return QuerySet(model).filter(agency_id=Blank(AGENCY, models.BigIntegerField()))


class Recipe:
    """A question made into SQL at its first use.

    It is made while nobody acts, so one that asks an agency's manager instead of `rows_of` raises `NoAgency`
    and can never carry one agency into another.
    """

    def __init__(self, make: Callable[[], QuerySet[Any, Any]]):
        self._make = make
        self._made: tuple[str, tuple[Any, ...]] | None = None

    def sql(self) -> tuple[str, tuple[Any, ...]]:
        if self._made is None:
            with context.nobody():
                self._made = self._make().query.get_compiler(connection=connection).as_sql()
        return self._made

    def fetch(self, **values: Any) -> list[tuple[Any, ...]]:
        """Its rows by itself, for the acting agency, with its blanks filled by `values`."""
        with connection.cursor() as cursor:
            cursor.execute(*self.filled(values))
            return list(cursor.fetchall())

    def filled(self, values: dict[str, Any]) -> tuple[str, tuple[Any, ...]]:
        """Its SQL and parameters; the acting agency fills its own blank, and there must be one."""
        sql, params = self.sql()
        known = {**values, AGENCY: context.current().agency_id}
        return sql, tuple(known[param.name] if isinstance(param, Blank) else param for param in params)


class Prepared(Expression):
    """A recipe of one column with its blanks filled by `values`, for the right side of `__in`.

    Run without an agency, it raises `NoAgency`.
    """

    output_field = models.BigIntegerField()

    def __init__(self, recipe: Recipe, values: dict[str, Any]):
        super().__init__()
        self.recipe, self.values = recipe, values

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, tuple[Any, ...]]:
        sql, params = self.recipe.filled(self.values)
        return f"({sql})", params
