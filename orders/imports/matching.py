"""Which order a notice is about: certain, doubtful, or none. Nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from orders.choices.notices import Doubt

from .notices import Told
from .numbers import court_form, exact_form, loose_form


@dataclass(frozen=True)
class Known:
    """What the record of an order says that a notice may name."""

    key: int
    order_number: str
    case_number: str
    court_name: str
    court_place: str
    order_type: str
    has_ended: bool = False

    @property
    def courts(self) -> set[str]:
        """The court by its name, with and without the place."""
        if not self.court_name.strip():
            return set()
        return {court_form(self.court_name), court_form(f"{self.court_name} {self.court_place}")} - {""}


@dataclass
class Verdict:
    """`certain` is the one order that fits in everything; else each order that fits in part, and why not."""

    certain: int | None = None
    doubts: dict[int, Doubt] = field(default_factory=dict)


def decide(told: Told, orders: Iterable[Known]) -> Verdict:
    """The one unended order that fits by number and court, or by case number and court; else the doubts."""
    weighed = {order.key: (order, weigh(told, order)) for order in orders}
    fits = [order for order, doubt in weighed.values() if doubt == ""]
    if len(fits) > 1:
        named = [order for order in fits if _same(told.order_number, order.order_number)]
        fits = named if len(named) == 1 else fits
    if len(fits) == 1:
        return Verdict(certain=fits[0].key)
    if fits:
        return Verdict(doubts={order.key: Doubt.SEVERAL for order in fits})
    return Verdict(doubts={key: Doubt(doubt) for key, (_order, doubt) in weighed.items() if doubt})


def weigh(told: Told, order: Known) -> Doubt | str | None:
    """Nothing when all that both name is the same, a doubt when it fits in part, None for another order."""
    number = _same(told.order_number, order.order_number)
    case = _same(told.court_case_number, order.case_number)
    court = court_form(told.court) in order.courts if told.court and order.courts else None
    if not (number or case):
        loose = _loosely(told.order_number, order.order_number) or _loosely(
            told.court_case_number, order.case_number
        )
        return Doubt.WRITTEN if loose and court is not False else None
    if number is False or case is False:
        return None if court is False else Doubt.NUMBERS
    if not court:
        return Doubt.COURT
    if told.order_type and told.order_type != order.order_type:
        return Doubt.KIND
    return Doubt.ENDED if order.has_ended else ""


def _same(one: str, other: str) -> bool | None:
    """Whether two numbers are the same; None when one of them is not given."""
    first, second = exact_form(one), exact_form(other)
    return first == second if first and second else None


def _loosely(one: str, other: str) -> bool:
    return bool(loose_form(one)) and loose_form(one) == loose_form(other)
