"""What falls on which day: hearings, ends of orders, ends of phases, tasks. One function for each kind.

A kind is a function that takes what is asked for and returns light rows: no encrypted field is read here, and
no more than `LIMIT` rows of one kind. To add a kind, write its function and name it in `KINDS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from caseload import access
from caseload.foundation.moments import end_of_local_day, start_of_local_day
from caseload.models import Assignment, Staff, Task
from caseload.permissions import Perm, Scope, scope_of
from clients.models import Client
from orders.choices import ENDED_STATES, NOT_HELD, Expiry, HearingKind, OrderState, WindowState
from orders.models import Hearing, ProtectiveOrder, WindowPhase

LIMIT = 1_000
# Zones reach from UTC-12 to UTC+14: a day somewhere lies within these hours of the same day here.
SPREAD = timedelta(hours=26)
# What decides on the order itself does not take place once the order has ended.
ABOUT_THE_ORDER = (HearingKind.FULL, HearingKind.TEMPORARY, HearingKind.MODIFICATION)


@dataclass(frozen=True)
class Asked:
    """From which day to which, for whom, and how narrowed."""

    staff: Staff
    first: date
    last: date
    tz: ZoneInfo
    whose: str = "all"
    team: str = ""

    def cases(self, perm: Perm) -> Any:
        """For `case__in`: what this person may look into for `perm`, as far as the filters let it through."""
        narrowed = self.whose == "mine" and scope_of(self.staff.role, perm) != Scope.ASSIGNED
        if not (narrowed or self.whose == "team" or self.team):
            return access.visible_keys(self.staff, perm)
        rows = access.visible_cases(self.staff, perm)
        if narrowed:
            rows = rows.filter(Exists(_parts_of(self.staff)))
        elif self.whose == "team":
            rows = rows.filter(access.in_team(self.staff))
        return rows.filter(team__ref=self.team) if self.team else rows

    @property
    def since(self) -> datetime:
        return start_of_local_day(self.first, self.tz) - SPREAD

    @property
    def until(self) -> datetime:
        return end_of_local_day(self.last, self.tz) + SPREAD


def _parts_of(staff: Staff) -> QuerySet[Assignment]:
    return Assignment.objects.filter(case=OuterRef("pk"), staff=staff, ended_at__isnull=True)


@dataclass
class Row:
    """One thing on one day. `at` is an instant in the zone `tz`; without it the day is the whole of it."""

    kind: str
    ref: str
    case_id: int
    case_ref: str
    code: str
    url: str
    day: date
    tz: str
    at: datetime | None = None
    words: Any = ""
    level: int = 0
    phase: str = ""
    is_off: bool = False  # it does not take place, or is over and done with
    version: int = 0
    changed_at: datetime | None = None
    name: str = ""

    @property
    def order(self) -> tuple[date, bool, float, str]:
        """By day, whole days first, then by instant."""
        return self.day, self.at is not None, self.at.timestamp() if self.at else 0, self.code


_CASE = ("case_id", "case__ref", "case__code")


def _local_day(at: datetime, tz: str) -> date:
    return at.astimezone(ZoneInfo(tz)).date()


def _row(kind: str, found: dict[str, Any], *, at: datetime | None, tz: str, **more: Any) -> Row:
    day = more.pop("day", None) or _local_day(at, tz)  # type: ignore[arg-type]
    return Row(
        kind, found["ref"], found["case_id"], found["case__ref"], found["case__code"], day=day, at=at, tz=tz,
        changed_at=found["created_at"], **more,
    )  # fmt: skip


def _rows(rows: QuerySet[Any], *names: str) -> list[dict[str, Any]]:
    """Plain values, one more than the limit, so that the page can say that there are more."""
    return list(rows.values("ref", "created_at", *_CASE, *names)[: LIMIT + 1])


def hearings(asked: Asked) -> list[Row]:
    """Dates in court, on the day the court's clocks show."""
    rows = Hearing.objects.filter(
        case__in=asked.cases(Perm.SEE_ORDERS), starts_at__gte=asked.since, starts_at__lt=asked.until
    ).order_by("starts_at", "pk")
    names = (
        "starts_at", "tz", "kind", "outcome", "version", "order__ref", "order__state", "order__ended_at",
    )  # fmt: skip
    return [
        _row(
            "hearing", row, at=row["starts_at"], tz=row["tz"], words=HearingKind(row["kind"]).label,
            url=reverse("orders:order", args=[row["order__ref"]]), version=row["version"],
            is_off=_is_off(row),
        )
        for row in _rows(rows, *names)
    ]  # fmt: skip


def _is_off(row: dict[str, Any]) -> bool:
    """Whether the hearing does not take place: moved, called off, or its order had ended by then."""
    if row["outcome"]:
        return row["outcome"] in NOT_HELD
    if row["kind"] not in ABOUT_THE_ORDER or row["order__state"] not in ENDED_STATES:
        return False
    if row["order__state"] == OrderState.SUPERSEDED:
        return False  # The later order may well be heard on that day.
    ended = row["order__ended_at"]
    return ended is None or bool(row["starts_at"] >= ended)


def expiries(asked: Asked) -> list[Row]:
    """The last day of an order, or the minute its paper states."""
    rows = ProtectiveOrder.objects.filter(
        case__in=asked.cases(Perm.SEE_ORDERS), expires_at__gte=asked.since, expires_at__lt=asked.until
    )
    rows = rows.exclude(state__in=ENDED_STATES).order_by("expires_at", "pk")
    return [
        _row(
            "expiry", row, at=row["expires_at"] if row["expiry"] == Expiry.AT_TIME else None, tz=row["tz"],
            day=row["expires_on"], words="", version=row["version"],
            url=reverse("orders:order", args=[row["ref"]]),
        )
        for row in _rows(rows, "expires_at", "expires_on", "expiry", "tz", "version")
    ]  # fmt: skip


def phases(asked: Asked) -> list[Row]:
    """The end of each phase of a window that has begun; midnight ends the day before."""
    rows = WindowPhase.objects.filter(
        case__in=asked.cases(Perm.SEE_BOARD), window__state=WindowState.OPEN,
        window__level__gt=0, ends_at__gte=asked.since, ends_at__lt=asked.until,
    ).order_by("ends_at", "pk")  # fmt: skip
    return [
        _row(
            "phase", row, tz=row["window__tz"], level=row["level"], phase=row["phase"], url=_window_url(row),
            **_end(row["ends_at"], ZoneInfo(row["window__tz"])),
        )
        for row in _rows(rows, "ends_at", "window__tz", "window__order__ref", "level", "phase")
    ]  # fmt: skip


def _end(at: datetime, tz: ZoneInfo) -> dict[str, Any]:
    """An end at 24:00 is said as that whole day: nobody reads midnight as the end of the day before."""
    day = _local_day(at - timedelta(microseconds=1), tz.key)
    return {"at": None, "day": day} if at == end_of_local_day(day, tz) else {"at": at}


def _window_url(row: dict[str, Any]) -> str:
    """A window stands on the page of its order; one without an order on the case's."""
    order = row["window__order__ref"]
    if order:
        return reverse("orders:order", args=[order])
    return reverse("orders:case_orders", args=[row["case__ref"]])


def tasks(asked: Asked) -> list[Row]:
    """Open tasks with a due time; narrowed to "mine", those that are mine."""
    everywhere = Asked(asked.staff, asked.first, asked.last, asked.tz, team=asked.team)
    mine = asked.whose == "mine"
    rows = Task.objects.filter(
        case__in=(everywhere if mine else asked).cases(Perm.SEE_TASKS), state=Task.State.OPEN,
        due_at__gte=asked.since, due_at__lt=asked.until,
    ).order_by("due_at", "pk")  # fmt: skip
    rows = rows.filter(Q(assigned_to=asked.staff)) if mine else rows
    return [
        _row(
            "task", row, at=row["due_at"], tz=asked.tz.key, words=row["title"], version=row["version"],
            url=reverse("caseload:task", args=[row["ref"]]),
        )
        for row in _rows(rows, "due_at", "title", "version")
    ]  # fmt: skip


KINDS: dict[str, Callable[[Asked], list[Row]]] = {
    "hearing": hearings,
    "expiry": expiries,
    "phase": phases,
    "task": tasks,
}


@dataclass
class Days:
    """The rows of a stretch of days, in order; `cut` names the kinds of which there are more than shown."""

    rows: list[Row]
    cut: list[str]

    def by_day(self) -> dict[date, list[Row]]:
        days: dict[date, list[Row]] = {}
        for row in self.rows:
            days.setdefault(row.day, []).append(row)
        return days


def days(asked: Asked, kinds: Iterable[str]) -> Days:
    """Everything of these kinds from the first day to the last: one query for each kind."""
    found: list[Row] = []
    cut: list[str] = []
    for kind in kinds:
        rows = KINDS[kind](asked)
        if len(rows) > LIMIT:
            cut.append(kind)
        found += rows[:LIMIT]
    found = [row for row in found if asked.first <= row.day <= asked.last]
    return Days(sorted(found, key=lambda row: row.order), cut)


def name_rows(staff: Staff, rows: Iterable[Row]) -> None:
    """Put the names clients are called by onto the rows that are shown, where this person may know them."""
    rows = list(rows)
    seen = Client.objects.filter(case__in=access.visible_keys(staff, Perm.SEE_CLIENT))
    clients = seen.filter(case_id__in={row.case_id for row in rows}).select_related("case")
    names = {client.case_id: client.display_name for client in clients}
    for row in rows:
        row.name = names.get(row.case_id, "")
