"""Every deadline that follows from an order, from plain values (DOMAIN B.5): no database, no clock."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from caseload.foundation.moments import Interval, add_elapsed, day_interval, start_of_local_day

from .calendars import CourtCalendar, MissingYear
from .counting import day_for, instant_for, last_moment
from .packs import Kind, Pack, Rule

REVIEW_UNSERVED = timedelta(days=7)
LONG_WEEKEND = 5
HEARD = ("granted", "consent", "default", "mutual")


@dataclass(frozen=True)
class HearingFact:
    """A date in court as far as deadlines depend on it."""

    key: int
    kind: str
    starts_at: datetime
    outcome: str = ""

    @property
    def is_ahead(self) -> bool:
        """Nobody has noted yet what came of it."""
        return not self.outcome

    @property
    def is_full(self) -> bool:
        return self.kind == "full"


@dataclass(frozen=True)
class OrderFacts:
    """An order as far as deadlines depend on it; what is not known is None."""

    order_type: str
    tz: ZoneInfo
    is_alive: bool
    is_over: bool
    is_temporary: bool
    issued: Interval | None = None
    served: Interval | None = None
    is_unserved: bool = False
    expires_at: datetime | None = None
    expires_on: date | None = None
    forbids_firearms: bool = False
    return_is_filed: bool = False
    hearings: Sequence[HearingFact] = ()
    sure_to_lapse: bool = True


@dataclass(frozen=True)
class Planned:
    """One deadline: when it falls due, and by which rule; `missing_year` when nobody can count."""

    kind: Kind
    due: Interval | None
    rule: Rule | None = None
    hearing: int | None = None
    hearing_kind: str = ""
    is_day: bool = True
    is_met: bool = False
    missing_year: int | None = None

    @property
    def key(self) -> tuple[Kind, int | None]:
        return self.kind, self.hearing


def plan(order: OrderFacts, pack: Pack, calendar: CourtCalendar) -> list[Planned]:
    """What is due for this order, by the rules of `pack`."""
    if not order.is_alive:
        return []
    found = [*_hearings(order), *_end(order, pack, calendar)]
    if order.is_over:  # What it asked for is not asked for any more.
        return found
    return [*found, *_before_the_hearing(order, pack, calendar), *_service(order, pack, calendar)]


def _hearings(order: OrderFacts) -> Iterator[Planned]:
    """Dates in court state themselves."""
    for hearing in order.hearings:
        yield Planned(
            Kind.HEARING, Interval(hearing.starts_at, hearing.starts_at), hearing=hearing.key,
            hearing_kind=hearing.kind, is_day=False, is_met=not hearing.is_ahead,
        )  # fmt: skip


def _before_the_hearing(order: OrderFacts, pack: Pack, calendar: CourtCalendar) -> Iterator[Planned]:
    full = [hearing for hearing in order.hearings if hearing.is_full]
    if order.is_temporary and order.issued and not full:
        yield from _ruled(order, pack, calendar, Kind.FULL_HEARING, order.issued)
    ahead = next((hearing for hearing in full if hearing.is_ahead), None)
    if ahead and order.issued:
        at = Interval(ahead.starts_at, ahead.starts_at)
        met = not order.is_unserved
        yield from _ruled(order, pack, calendar, Kind.SERVICE_BEFORE_HEARING, at, is_met=met)
    held = [hearing for hearing in full if hearing.outcome in HEARD]
    reviewed = any(hearing.kind in ("firearms", "review") for hearing in order.hearings)
    if held and order.forbids_firearms and not reviewed:
        at = Interval(held[-1].starts_at, held[-1].starts_at)
        yield from _ruled(order, pack, calendar, Kind.FIREARM_REVIEW, at)


def _service(order: OrderFacts, pack: Pack, calendar: CourtCalendar) -> Iterator[Planned]:
    if order.issued and order.is_unserved:
        review = add_elapsed(order.issued.end, REVIEW_UNSERVED)
        yield Planned(Kind.UNSERVED, Interval(review, review), is_day=False)
    if order.served is None:
        return
    if order.forbids_firearms:
        yield from _ruled(order, pack, calendar, Kind.FIREARM_SURRENDER, order.served)
        yield from _ruled(order, pack, calendar, Kind.FIREARM_RECEIPT, order.served)
    met = order.return_is_filed
    yield from _ruled(order, pack, calendar, Kind.RETURN_OF_SERVICE, order.served, is_met=met)


def _end(order: OrderFacts, pack: Pack, calendar: CourtCalendar) -> Iterator[Planned]:
    """The order's own end is never moved by a rule: the printed date stands (DT-6)."""
    if order.expires_at is None or order.expires_on is None or order.issued is None:
        return
    end = Interval(order.expires_at, order.expires_at)
    whole_day = order.expires_at == day_interval(order.expires_on, order.tz).end
    due = day_interval(order.expires_on, order.tz) if whole_day else end
    yield Planned(Kind.EXPIRY, due, is_day=whole_day)
    if order.is_temporary:
        if order.sure_to_lapse:
            yield Planned(Kind.LAPSE, end, is_day=False)
        return
    start = day_interval(order.expires_on, order.tz)
    yield from _ruled(order, pack, calendar, Kind.RENEWAL_OPENS, start)


def _ruled(
    order: OrderFacts,
    pack: Pack,
    calendar: CourtCalendar,
    kind: Kind,
    start: Interval,
    *,
    is_met: bool = False,
) -> Iterator[Planned]:
    rule = pack.rule_for(kind, order.order_type)
    if rule is None:
        return
    is_day = not rule.count.in_hours
    try:
        due = due_between(rule, start, calendar, order.tz, pack)
    except MissingYear as missing:
        yield Planned(kind, None, rule, is_day=is_day, is_met=is_met, missing_year=missing.year)
    else:
        yield Planned(kind, due, rule, is_day=is_day, is_met=is_met)


def due_between(
    rule: Rule, start: Interval, calendar: CourtCalendar, tz: ZoneInfo, pack: Pack | None = None
) -> Interval:
    """When the rule falls due, counted from a start that is known as an interval.

    In hours: from its earliest instant and from its latest. In days: the one last day counted from the
    earliest day, because a deadline that comes too early harms nobody.
    """
    if rule.count.in_hours:
        first = instant_for(rule.count, start.start, calendar, tz)
        return Interval(first, instant_for(rule.count, start.end, calendar, tz))
    last = day_for(rule.count, start.start.astimezone(tz).date(), calendar)
    closes = pack.clerk_closes if pack and rule.is_filing else None
    return Interval(start_of_local_day(last, tz), last_moment(last, tz, closes))


def court_days_before(day: date, count: int, calendar: CourtCalendar) -> date:
    """So many court days before a day; where the calendar cannot say, early enough for any long weekend."""
    try:
        return calendar.court_days(day, -count)
    except MissingYear:
        return day - timedelta(days=count + LONG_WEEKEND)
