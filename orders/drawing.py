"""Orders on a scale of time: where each mark lies, to scale, for a picture drawn by the server.

Pure: plain values in, numbers out; no ORM, no clock. The picture says what the table below it says.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from caseload.foundation.moments import add_months, start_of_local_day

WIDTH, TOP, LANE, LEFT = 960, 34, 64, 12
MIN_WIDTH = 3.0
WORD_FROM, NUMBER_FROM = 7.5, 12.0  # room a letter takes, and a lone figure
TICKS_APART = 82
ENDLESS = timedelta(days=3650)  # what has no end runs out of the picture, and does not stretch it


@dataclass(frozen=True)
class Scale:
    """A stretch of time laid along the width of the picture."""

    start: datetime
    end: datetime

    def x(self, at: datetime) -> float:
        """Where an instant lies, in units of the picture; outside the stretch, outside the picture."""
        share = (at - self.start) / (self.end - self.start)
        return round(LEFT + share * (WIDTH - 2 * LEFT), 1)

    def cut(self, start: datetime, end: datetime) -> tuple[float, float] | None:
        """The part of an interval that is in the picture: where it begins and how wide it is."""
        if end < self.start or start > self.end:
            return None
        left, right = self.x(max(start, self.start)), self.x(min(end, self.end))
        return left, max(round(right - left, 1), MIN_WIDTH)

    def holds(self, at: datetime) -> bool:
        return self.start <= at <= self.end


@dataclass(frozen=True)
class Mark:
    """One thing of a lane. `kind` says how it is drawn; an interval is as wide as its uncertainty."""

    kind: str  # force, phase, issued, attempt, hearing, expiry
    start: datetime
    end: datetime
    words: str
    level: int = 0
    is_sure: bool = True


@dataclass(frozen=True)
class Shape:
    """A mark with its place in the picture."""

    mark: Mark
    x: float
    y: float
    width: float
    height: float
    label: str = ""

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def points(self) -> str:
        """A triangle that stands on the instant, for hearings; a diamond for the day of issue."""
        x, y = self.x, self.y
        if self.mark.kind == "hearing":
            return f"{x},{y} {x + 6},{y + 11} {x - 6},{y + 11}"
        return f"{x},{y} {x + 6},{y + 6} {x},{y + 12} {x - 6},{y + 6}"


@dataclass
class Lane:
    """What belongs together: one order, or one window that no order stands behind."""

    title: str
    marks: list[Mark] = field(default_factory=list)


@dataclass(frozen=True)
class DrawnLane:
    title: str
    y: float
    shapes: list[Shape]


@dataclass(frozen=True)
class Tick:
    x: float
    day: date


@dataclass(frozen=True)
class Picture:
    width: int
    height: int
    lanes: list[DrawnLane]
    ticks: list[Tick]
    now_x: float | None


# Where in its lane a mark is drawn: offset from the lane's top, and height.
ROWS = {
    "force": (44.0, 6.0), "phase": (20.0, 20.0), "issued": (41.0, 12.0), "attempt": (20.0, 20.0),
    "hearing": (52.0, 11.0), "expiry": (38.0, 18.0),
}  # fmt: skip


def draw(lanes: list[Lane], scale: Scale, now: datetime, tz: ZoneInfo) -> Picture:
    """The picture of the stretch of time, one lane below the other."""
    drawn = []
    for position, lane in enumerate(lanes):
        y = TOP + position * (LANE + 12)
        shapes = [_shape(mark, scale, y) for mark in lane.marks]
        drawn.append(DrawnLane(lane.title, y, [shape for shape in shapes if shape]))
    height = TOP + len(lanes) * (LANE + 12) + 4
    return Picture(WIDTH, height, drawn, ticks(scale, tz), scale.x(now) if scale.holds(now) else None)


def _shape(mark: Mark, scale: Scale, lane_y: float) -> Shape | None:
    place = scale.cut(mark.start, mark.end)
    if place is None:
        return None
    left, width = place
    offset, height = ROWS[mark.kind]
    if mark.kind == "phase":  # The higher the level, the taller the bar: told apart without colour.
        height = 8.0 + 3 * mark.level
        offset += 20 - height
    label = ""
    if mark.kind == "phase":
        if width >= WORD_FROM * len(mark.words) + 6:
            label = mark.words
        elif width >= NUMBER_FROM:
            label = str(mark.level)
    return Shape(mark, left, lane_y + offset, width, height, label)


def ticks(scale: Scale, tz: ZoneInfo) -> list[Tick]:
    """Local midnights, as many as fit with their words: days, weeks or first days of months."""
    days = max((scale.end - scale.start).days, 1)
    most = max((WIDTH - 2 * LEFT) // TICKS_APART, 2)
    step = next((n for n in (1, 2, 7, 14) if days / n <= most), 0)
    first = scale.start.astimezone(tz).date()
    return [
        Tick(scale.x(at), day)
        for day in (_days(first, step, days) if step else _months(first, days, most))
        if scale.holds(at := start_of_local_day(day, tz))
    ]


def _days(first: date, step: int, days: int) -> list[date]:
    if step % 7 == 0:
        first -= timedelta(days=(first.weekday() + 1) % 7)
    return [first + timedelta(days=n) for n in range(0, days + step + 1, step)]


def _months(first: date, days: int, most: int) -> list[date]:
    months = days / 30.4
    step = next((n for n in (1, 2, 3, 6, 12, 24, 60) if months / n <= most), 120)
    month = date(first.year, 1, 1)
    found = []
    while month <= first + timedelta(days=days + 1):
        found.append(month)
        month = add_months(month, step)
    return found


SPANS = {"30": (10, 20), "90": (30, 60), "365": (120, 245)}


def scale_for(span: str, lanes: list[Lane], now: datetime) -> Scale:
    """The stretch a zoom asks for: a third of it past, the rest ahead; or everything there is."""
    if span in SPANS:
        back, ahead = SPANS[span]
        return Scale(now - timedelta(days=back), now + timedelta(days=ahead))
    marks = [mark for lane in lanes for mark in lane.marks]
    moments = [mark.start for mark in marks] + [now]
    moments += [mark.end for mark in marks if mark.end - mark.start < ENDLESS]
    start, end = min(moments), max(moments)
    margin = max((end - start) * 0.04, timedelta(days=2))
    return Scale(start - margin, end + margin)
