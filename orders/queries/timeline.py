"""A case's orders on one scale of time: the lanes of the picture, and the same facts as a list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from caseload.foundation import clock
from caseload.foundation.moments import Precision, end_of_local_day
from caseload.models import Case
from orders.choices import PHASE_LABELS, Expiry, WindowState
from orders.drawing import ENDLESS, Lane, Mark, Picture, draw, scale_for
from orders.models import EscalationWindow, Hearing, ProtectiveOrder, ServiceAttempt

OPEN_END = 2 * ENDLESS


@dataclass(frozen=True)
class Fact:
    """One line of the list. Of a whole day only the day is said; of an interval both its ends."""

    lane: str
    words: str
    tz: str
    start: datetime
    end: datetime | None = None
    day: date | None = None
    level: int = 0
    phase: str = ""
    is_ahead: bool = False
    is_endless: bool = False


@dataclass(frozen=True)
class Timeline:
    picture: Picture
    facts: list[Fact]
    lanes: list[Lane]
    now: datetime


@dataclass
class _Track:
    """One lane while it is filled: marks for the picture, facts for the list."""

    lane: Lane
    facts: list[Fact]
    now: datetime

    def add(
        self, mark: Mark, tz: str, *, day: date | None = None, phase: str = "", is_endless: bool = False
    ) -> None:
        self.lane.marks.append(mark)
        has_no_end = is_endless or day is not None or mark.end == mark.start
        self.facts.append(
            Fact(
                self.lane.title, mark.words, tz, mark.start, None if has_no_end else mark.end, day,
                mark.level, phase, is_ahead=mark.start > self.now, is_endless=is_endless,
            )
        )  # fmt: skip


def timeline(case: Case, span: str, tz: ZoneInfo) -> Timeline:
    """Every order of the case in its own lane, and every window that another event than service opened."""
    now = clock.now()
    orders = list(ProtectiveOrder.objects.filter(case=case).order_by("issued_from", "pk"))
    attempts = ServiceAttempt.objects.filter(case=case, state=ServiceAttempt.State.STANDS)
    windows = EscalationWindow.objects.filter(case=case).exclude(state=WindowState.SUPERSEDED)
    by_order: dict[int | None, list[Any]] = {}
    rows: list[Any] = [
        *attempts.order_by("happened_from"),
        *Hearing.objects.filter(case=case).order_by("starts_at"),
        *windows.prefetch_related("phases").order_by("opens_at"),
    ]
    others: list[EscalationWindow] = []
    for row in rows:
        if isinstance(row, EscalationWindow) and not (row.order_id and row.is_after_service):
            others.append(row)
        else:
            by_order.setdefault(row.order_id, []).append(row)
    tracks = [_order_track(order, by_order.get(order.pk, []), position, len(orders), now)
              for position, order in enumerate(orders, 1)]  # fmt: skip
    tracks += [_window_track(window, now) for window in others]
    lanes = [track.lane for track in tracks]
    facts = sorted((fact for track in tracks for fact in track.facts), key=lambda fact: fact.start)
    return Timeline(draw(lanes, scale_for(span, lanes, now), now, tz), facts, lanes, now)


def _order_track(order: ProtectiveOrder, rows: list[Any], position: int, total: int, now: datetime) -> _Track:
    title = str(order.get_order_type_display())
    if total > 1:
        title = _("%(number)d. %(kind)s") % {"number": position, "kind": title}
    track = _Track(Lane(title), [], now)
    _draw_order(track, order)
    for row in rows:
        if isinstance(row, EscalationWindow):
            _draw_phases(track, row)
        elif isinstance(row, Hearing):
            said = f"{_('Hearing')}: {row.get_kind_display()}"
            said += f" ({row.get_outcome_display()})" if row.outcome else ""
            track.add(Mark("hearing", row.starts_at, row.starts_at, said), row.tz)
        else:
            _draw_attempt(track, row)
    # Bars first, so that what is a point in time lies on top of them.
    track.lane.marks.sort(
        key=lambda mark: ["force", "phase", "attempt", "expiry", "issued", "hearing"].index(mark.kind)
    )
    return track


def _draw_order(track: _Track, order: ProtectiveOrder) -> None:
    if order.issued_from is None:
        return
    end = order.ended_at or order.expires_at
    stop = max(end or order.issued_from + OPEN_END, order.issued_from)
    track.lane.marks.append(Mark("force", order.issued_from, stop, _("In force")))
    until = order.issued_until or order.issued_from
    whole_day = order.issued_precision == Precision.DATE_ONLY
    day = order.issued_from.astimezone(order.zone).date() if whole_day else None
    track.add(Mark("issued", order.issued_from, until, _("Issued")), order.tz, day=day)
    if order.ended_at:
        words = str(order.get_state_display())
        track.add(Mark("expiry", order.ended_at, order.ended_at, words), order.tz)
    elif order.expires_at:
        last = order.expires_on if order.expiry == Expiry.ON_DATE else None
        track.add(Mark("expiry", order.expires_at, order.expires_at, _("Ends")), order.tz, day=last)


def _draw_attempt(track: _Track, row: ServiceAttempt) -> None:
    day = None
    if row.precision == Precision.DATE_ONLY:
        day = row.happened_from.astimezone(row.zone).date()
        if row.happened_until != end_of_local_day(day, row.zone):
            day = None
    words = f"{_('Service')}: {row.get_outcome_display()}"
    mark = Mark("attempt", row.happened_from, row.happened_until, words, is_sure=row.opens_window)
    track.add(mark, row.tz, day=day)


def _draw_phases(track: _Track, window: EscalationWindow) -> None:
    for phase in sorted(window.phases.all(), key=lambda phase: phase.position):
        # A phase that lasts until somebody resolves it runs out of the picture.
        ends = phase.ends_at or track.now + OPEN_END
        if window.closed_at and window.state == WindowState.CLOSED:
            if phase.starts_at >= window.closed_at:
                continue
            ends = min(ends, window.closed_at)
        words = str(PHASE_LABELS.get(phase.phase, phase.phase.replace("_", " ").capitalize()))
        mark = Mark("phase", phase.starts_at, ends, words, level=phase.level)
        track.add(mark, window.tz, phase=phase.phase, is_endless=phase.ends_at is None and window.is_open)


def _window_track(window: EscalationWindow, now: datetime) -> _Track:
    """A window that something else than service opened, named by what happened."""
    track = _Track(Lane(str(window.get_trigger_display())), [], now)
    _draw_phases(track, window)
    return track
