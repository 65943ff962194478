"""What a person says about a deadline: another date from the paper, back to the rule, done, open again."""

from __future__ import annotations

from datetime import date, time

from django.utils.translation import gettext as _

from caseload.actions.cases import touch
from caseload.foundation import audit, clock
from caseload.foundation.atomic import action
from caseload.foundation.errors import RuleBroken
from caseload.foundation.moments import Precision, Said, day_interval
from caseload.foundation.versions import save_if
from caseload.models import Staff
from orders.actions import told
from orders.actions.deadlines import recompute
from orders.choices import DeadlineState
from orders.models import Deadline, ProtectiveOrder


@action
def overwrite(
    deadline: Deadline,
    *,
    by: Staff,
    version: int,
    day: date,
    at: time | None = None,
    which: str = "",
    why: str,
) -> Deadline:
    """The date the paper or the court gives: it stands from now on, whatever the rule says (PO-10).

    Raises `Stale` when somebody else saved first.
    """
    _lock_order(deadline)
    if not deadline.may_be_overwritten:
        raise RuleBroken(_("This date is changed where it is recorded: on the order or its hearing."))
    if not why.strip():
        raise RuleBroken(_("Say where this date is from."), field="why")
    zone = deadline.order.zone
    if at is None:
        due = day_interval(day, zone)
    else:
        fold = int(which) if which in ("0", "1") else None
        said = Said(Precision.EXACT, zone, day, at, fold=fold, either_fold=which == "either")
        due = told.interval(said, now=clock.now())
    deadline.due_from, deadline.due_until = due
    deadline.is_day = at is None
    deadline.overwritten_at, deadline.overwritten_by, deadline.overwritten_why = clock.now(), by, why.strip()
    return _saved(deadline, version, "orders.deadline_overwritten")


@action
def restore(deadline: Deadline, *, by: Staff, version: int) -> Deadline:
    """Count by the rule again."""
    _lock_order(deadline)
    deadline.overwritten_at, deadline.overwritten_by, deadline.overwritten_why = None, None, ""
    deadline.due_from, deadline.due_until = deadline.counted_from, deadline.counted_until
    return _saved(deadline, version, "orders.deadline_restored")


@action
def mark_met(deadline: Deadline, *, by: Staff) -> Deadline:
    """It is done; its tasks go. Doing it twice changes nothing."""
    if not deadline.may_be_met:
        raise RuleBroken(_("This is done where it is recorded: at the hearing, the service or the order."))
    deadline = _locked(deadline)
    if not deadline.is_open:
        return deadline
    deadline.state, deadline.met_at, deadline.met_by = DeadlineState.MET, clock.now(), by
    return _saved(deadline, deadline.version, "orders.deadline_met")


@action
def mark_open(deadline: Deadline, *, by: Staff) -> Deadline:
    """It was marked done by mistake. Doing it twice changes nothing."""
    deadline = _locked(deadline)
    if deadline.state != DeadlineState.MET or deadline.met_by_id is None:
        return deadline
    deadline.state, deadline.met_at, deadline.met_by = DeadlineState.OPEN, None, None
    return _saved(deadline, deadline.version, "orders.deadline_opened")


def _locked(deadline: Deadline) -> Deadline:
    """The deadline as it stands, with its order locked before it."""
    _lock_order(deadline)
    return Deadline.objects.select_related("case", "order", "hearing").get(pk=deadline.pk)


def _lock_order(deadline: Deadline) -> None:
    """The order before its deadlines, as everybody locks them."""
    rows = ProtectiveOrder.objects.select_for_update(no_key=True, of=("self",))
    rows.get(pk=deadline.order_id)


def _saved(deadline: Deadline, version: int, event: str) -> Deadline:
    save_if(deadline, version)
    audit.record(event, deadline, order=deadline.order.ref, kind=str(deadline.kind))
    recompute(deadline.order)
    touch(deadline.case)
    return Deadline.objects.select_related("case", "order", "hearing", "overwritten_by", "met_by").get(
        pk=deadline.pk
    )
