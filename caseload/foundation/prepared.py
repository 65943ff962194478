"""Questions that are asked again and again: made into SQL once, with blanks for what differs each time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any

from django.db import connection, models
from django.db.models import Expression, QuerySet
from django.db.models.query import get_related_populators

from . import context
from .errors import NoAgency
from .tenancy import AgencyOwned

AGENCY = "agency"
KEY = models.BigIntegerField()


class Blank(Expression):
    """A place in a prepared question, filled by its name when that is asked."""

    def __init__(self, name: str, output_field: models.Field):
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)


def rows_of(model: type[models.Model]) -> QuerySet[Any]:
    """The rows of whichever agency acts when the question is asked. Each of its tables is asked so."""
    return QuerySet(model).filter(agency_id=Blank(AGENCY, KEY))


class Recipe:
    """A question made into SQL at its first use.

    It is made while nobody acts, so one that asks an agency's manager instead of `rows_of` raises `NoAgency`
    and can never carry one agency into another.
    """

    def __init__(self, make: Callable[[], QuerySet[Any, Any]]):
        self._make = make

    def rows(self, **values: Any) -> list[Any]:
        """Its model's rows for the acting agency, with what they select besides; `values` fill its blanks.

        A row that fills a blank does so with its key, and stands under that name on each row that is found.
        """
        return list(self._found(values))

    def first(self, **values: Any) -> Any:
        """The first of these rows, or None. All are fetched: for questions with one answer or a limit."""
        return next(self._found(values), None)

    def get(self, **values: Any) -> Any:
        """The only one of these rows; raises the model's `DoesNotExist` where there is none."""
        (found,) = self.rows(**values) or [None]
        if found is None:
            raise self._made.model.DoesNotExist
        return found

    def _found(self, values: dict[str, Any]) -> Iterator[Any]:
        known = {name: value for name, value in values.items() if isinstance(value, models.Model)}
        for one in self._made.instances(self.fetch(**values)):
            for name, value in known.items():
                setattr(one, name, value)
            yield one

    def fetch(self, **values: Any) -> list[tuple[Any, ...]]:
        """Its columns as they come from the database."""
        with connection.cursor() as cursor:
            cursor.execute(*self.filled(values))
            return list(cursor.fetchall())

    def filled(self, values: dict[str, Any]) -> tuple[str, tuple[Any, ...]]:
        """Its SQL and parameters; the acting agency fills its own blank. `NoAgency` where nobody acts."""

        def value(param: Any) -> Any:
            if not isinstance(param, Blank):
                return param
            found = context.current().agency_id if param.name == AGENCY else values[param.name]
            return found.pk if isinstance(found, models.Model) else found

        return self._made.sql, tuple(value(param) for param in self._made.params)

    @cached_property
    def _made(self) -> _Made:
        with context.nobody():
            return _Made(self._make())


class _Made:
    """The statement of a recipe, and how its rows become objects: what a queryset works out each time."""

    def __init__(self, queryset: QuerySet[Any, Any]):
        compiler = queryset.query.get_compiler(connection=connection)
        self.sql, self.params = compiler.as_sql()
        asks = {param.name for param in self.params if isinstance(param, Blank)}
        if issubclass(queryset.model, AgencyOwned) and AGENCY not in asks:
            raise NoAgency(f"a question about {queryset.model._meta.label} begins with rows_of()")
        self._annotations = dict(compiler.annotation_col_map or {})
        self._converters = compiler.get_converters([column[0] for column in compiler.select])
        if compiler.klass_info is not None:
            fields = compiler.klass_info["select_fields"]
            self._columns = slice(fields[0], fields[-1] + 1)
            self._names = [column[0].target.attname for column in compiler.select[self._columns]]
            self.model = compiler.klass_info["model"]
            self._related = get_related_populators(compiler.klass_info, compiler.select, queryset.db)  # type: ignore[call-arg]
            self._db = queryset.db

    def instances(self, rows: list[tuple[Any, ...]]) -> Iterator[Any]:
        for found in rows:
            row = list(found)
            for at, (converters, expression) in self._converters.items():
                for converter in converters:
                    row[at] = converter(row[at], expression, connection)
            one = self.model.from_db(self._db, self._names, row[self._columns])
            for related in self._related:
                related.populate(row, one)
            for name, at in self._annotations.items():
                setattr(one, name, row[at])
            yield one


class Prepared(Expression):
    """A recipe of one column with its blanks filled by `values`, for the right side of `__in`.

    Run without an agency, it raises `NoAgency`.
    """

    output_field = KEY

    def __init__(self, recipe: Recipe, values: dict[str, Any]):
        super().__init__()
        self.recipe, self.values = recipe, values

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, tuple[Any, ...]]:
        sql, params = self.recipe.filled(self.values)
        return f"({sql})", params
