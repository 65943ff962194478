"""Subqueries that page after page asks: made into SQL once, with blanks for what differs each time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection, models
from django.db.models import Expression, QuerySet

from . import context

AGENCY = "agency"


class Blank(Expression):
    """A place in a prepared subquery; `Prepared` fills it by its name."""

    def __init__(self, name: str, output_field: models.Field):
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)


def rows_of(model: type[models.Model]) -> QuerySet[Any]:
    """The rows of whichever agency acts when the subquery runs. Each of its tables is asked so."""
    return QuerySet(model).filter(agency_id=Blank(AGENCY, models.BigIntegerField()))


class Recipe:
    """A subquery of one column, made into SQL at its first use.

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


class Prepared(Expression):
    """`recipe` with its blanks filled by `values`, for the right side of `__in`.

    The acting agency fills its own blank when the query runs; without one, it raises `NoAgency`.
    """

    output_field = models.BigIntegerField()

    def __init__(self, recipe: Recipe, values: dict[str, Any]):
        super().__init__()
        self.recipe, self.values = recipe, values

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, tuple[Any, ...]]:
        sql, params = self.recipe.sql()
        values = {**self.values, AGENCY: context.current().agency_id}
        return f"({sql})", tuple(values[p.name] if isinstance(p, Blank) else p for p in params)
