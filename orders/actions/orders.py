"""Recording an order as its paper states it, correcting the record, and noting its end."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from caseload.actions.cases import touch
from caseload.actions.tasks import cancel_tasks
from caseload.foundation import audit, clock
from caseload.foundation.atomic import action
from caseload.foundation.errors import RuleBroken
from caseload.foundation.moments import (
    Interval,
    Precision,
    Said,
    day_interval,
    end_of_local_day,
    start_of_local_day,
)
from caseload.foundation.versions import save_if
from caseload.models import Case, Staff
from clients.actions.plan_details import order_copies_stale
from clients.actions.plan_versions import call_review
from orders.actions import order_keys, overlays, papers, told
from orders.actions.deadlines import recompute
from orders.actions.phase_tasks import Anchors, open_tasks
from orders.actions.policies import current_policy
from orders.actions.watch import refresh_watch
from orders.choices import (
    ENDED_STATES,
    NO_CONTACT,
    OWN_WORDS,
    PERMITS_VISITS,
    TERM_OF,
    Expiry,
    Midnight,
    OrderState,
    ServiceState,
    Trigger,
)
from orders.escalation import TaskRule
from orders.models import ProtectiveOrder, ServiceAttempt


@action
def record_order(case: Case, *, by: Staff, issued: Said | None = None, **facts: Any) -> ProtectiveOrder:
    """A new order of the case; when it is issued and not served yet, the tasks before service open."""
    order = ProtectiveOrder(case=case, recorded_by=by)
    _fill(order, issued, facts)
    order.save()
    order_keys.refresh(order)
    papers.begin(order, by=by)
    if order.replaces:
        _replaced(order.replaces, by=by)
        tell_the_plan(case)
    ask_about_both_sides(order)
    _prepare_service(order)
    audit.record(
        "orders.order_recorded", order, kind=order.order_type, state=order.state, terms=len(order.terms)
    )
    recompute(order)
    refresh_watch(case)
    touch(case)
    return order


@action
def edit_order(
    order: ProtectiveOrder, *, by: Staff, version: int, new_paper: bool = False, issued: Said | None = None,
    **facts: Any,
) -> ProtectiveOrder:  # fmt: skip
    """Correct the record, or take in a paper the court changed: that one has to be served again (PO-2).

    Raises `Stale` when somebody else saved first. Windows stay as they are (W-7).
    """
    former, before, since = order.replaces_id, papers.as_it_stands(order), order.issued_from
    _fill(order, issued, facts)
    if new_paper:
        _check_issued_since(order, since)
    _check_service_after_issue(order)
    if new_paper:
        order.paper_version += 1
        if order.service_state != ServiceState.NOT_REQUIRED:
            order.service_state = ServiceState.NOT_SENT
    save_if(order, version)
    order_keys.refresh(order)
    papers.follow(order, before, by=by, new_paper=new_paper)
    ask_about_both_sides(order)
    if order.replaces and order.replaces_id != former:
        _replaced(order.replaces, by=by)
    if new_paper or (order.replaces and order.replaces_id != former):
        tell_the_plan(order.case)
    _prepare_service(order)
    event = "orders.order_modified" if new_paper else "orders.order_changed"
    audit.record(event, order, paper_version=order.paper_version, state=order.state)
    recompute(order)
    refresh_watch(order.case)
    touch(order.case)
    return order


@action
def end_order(
    order: ProtectiveOrder, *, by: Staff, version: int, state: str, reason: str = ""
) -> ProtectiveOrder:
    """Note that the order was denied, dismissed or withdrawn. An open window goes on (W-7)."""
    if state not in ENDED_STATES:
        raise RuleBroken(_("Choose how the order ended."), field="state")
    order.state, order.ended_at, order.ended_reason = state, clock.now(), reason
    save_if(order, version)
    papers.note_end(order, by=by)
    _drop_service_tasks(order, _("The order ended."))
    audit.record("orders.order_ended", order, state=str(state))
    if state in (OrderState.DENIED, OrderState.DISMISSED):
        _heighten(order)
    recompute(order)
    call_review(order.case, trigger="order_change")
    refresh_watch(order.case)
    touch(order.case)
    return order


def _heighten(order: ProtectiveOrder) -> None:
    """The respondent learns that the order is denied or gone: some days of heightened care follow (C.2)."""
    ended = order.ended_at or clock.now()
    overlays.raise_overlay(
        order.case, trigger=Trigger.ORDER_ENDED, by=None, order=order, tz=order.zone,
        when=Interval(ended, ended), source_key=f"order:{order.ref}:ended",
    )  # fmt: skip


@action
def send_out(order: ProtectiveOrder, *, by: Staff) -> ProtectiveOrder:
    """Note that the order is with whoever serves it. Safe to repeat."""
    order = ProtectiveOrder.objects.select_for_update(of=("self",)).select_related("case").get(pk=order.pk)
    if order.service_state == ServiceState.NOT_SENT:
        order.service_state = ServiceState.OUT_FOR_SERVICE
        order.save()
        audit.record("orders.order_changed", order, service_state=order.service_state.value)
    return order


def _fill(order: ProtectiveOrder, issued: Said | None, facts: dict[str, Any]) -> None:
    """Put the facts on the order and hold them against the rules."""
    for name, value in facts.items():
        setattr(order, name, value)
    if order.respondent and order.respondent.case_id != order.case_id:
        raise RuleBroken(_("Choose a respondent of this case."), field="respondent")
    if order.replaces and (order.replaces.case_id != order.case_id or order.replaces_id == order.pk):
        raise RuleBroken(_("Choose another order of this case."), field="replaces")
    if order.state not in ENDED_STATES:
        if order.ended_at:  # It never ended after all.
            overlays.withdraw(f"order:{order.ref}:ended", words=_("The record of the order was corrected."))
        order.ended_at, order.ended_reason = None, ""
    _fill_issue(order, issued)
    _fill_expiry(order)
    _check_terms(order)


def _fill_issue(order: ProtectiveOrder, issued: Said | None) -> None:
    now = clock.now()
    if issued is None:
        if order.state == OrderState.ISSUED:
            raise RuleBroken(_("Give the date on which the order was issued."), field="issued_day")
        order.issued_from = order.issued_until = None
        order.issued_said = {}
        return
    when = told.interval(issued, now=now, field="issued_at", which="issued_which")
    told.not_in_future(when, now=now, field="issued_day")
    if order.filed_on and told.surely_before(when, day_interval(order.filed_on, order.zone)):
        raise RuleBroken(_("An order is issued after the petition is filed."), field="issued_day")
    order.issued_from, order.issued_until = when
    order.issued_precision, order.issued_said = issued.precision, told.kept(issued)


def _fill_expiry(order: ProtectiveOrder) -> None:
    """When the order is over: at the end of its last local day, unless the paper states a time (DT-5)."""
    order.expires_at = None
    if order.expiry not in (Expiry.ON_DATE, Expiry.AT_TIME):
        order.expires_on, order.expires_time, order.expires_midnight = None, None, ""
        return
    if order.expires_on is None:
        raise RuleBroken(_("Give the date on which the order ends."), field="expires_on")
    if order.expiry == Expiry.ON_DATE:
        order.expires_time, order.expires_midnight = None, ""
        order.expires_at = end_of_local_day(order.expires_on, order.zone)
    elif order.expires_time is None:
        raise RuleBroken(_("Give the time the paper states."), field="expires_time")
    elif order.expires_time == time(0):
        order.expires_at = _stated_midnight(order)
    else:
        order.expires_midnight = ""
        order.expires_at = _stated_time(order)
    if order.issued_from and order.expires_at <= order.issued_from:
        raise RuleBroken(_("The order would end before it begins."), field="expires_on")


def _stated_time(order: ProtectiveOrder) -> datetime:
    said = Said(Precision.EXACT, ZoneInfo(order.tz), order.expires_on, order.expires_time, either_fold=True)
    return told.interval(said, now=clock.now(), field="expires_time").end


def _stated_midnight(order: ProtectiveOrder) -> datetime:
    """Midnight has two sides, a day apart: nobody guesses which one the paper means (DT-15)."""
    if order.expires_midnight == Midnight.END:
        return end_of_local_day(order.expires_on or date.max, order.zone)
    if order.expires_midnight == Midnight.START:
        return start_of_local_day(order.expires_on or date.max, order.zone)
    words = _(
        "“Midnight” can be the night before this date or the night after it. Choose which the paper means."
    )
    raise RuleBroken(words, field="expires_midnight")


def _check_terms(order: ProtectiveOrder) -> None:
    terms = set(order.terms)
    order.terms = [code for code in TERM_OF if code in terms]
    if {NO_CONTACT, PERMITS_VISITS} <= terms and not order.exceptions.strip():
        words = _("No contact and permitted visits together: write down the exceptions the order makes.")
        raise RuleBroken(words, field="exceptions")
    if OWN_WORDS in terms and not order.terms_text.strip():
        raise RuleBroken(_("Write down the other terms in the order's own words."), field="terms_text")


def _check_issued_since(order: ProtectiveOrder, since: datetime | None) -> None:
    """What the court changes has been in force since its first paper: that day does not move."""
    now, zone = order.issued_from, order.zone
    if since and now and now.astimezone(zone).date() > since.astimezone(zone).date():
        words = _("Leave the day on which it was first issued: it has been in force since then.")
        raise RuleBroken(words, field="issued_day")


def _check_service_after_issue(order: ProtectiveOrder) -> None:
    if order.issued_from is None:
        return
    stands = ServiceAttempt.objects.filter(
        order=order, state=ServiceAttempt.State.STANDS, paper_version=order.paper_version
    )
    if order.paper_version == 1 and stands.filter(happened_until__lt=order.issued_from).exists():
        words = _("Service is on record before this moment. Correct the time of service first.")
        raise RuleBroken(words, field="issued_day")


def _replaced(order: ProtectiveOrder, *, by: Staff) -> None:
    """A later order takes the place of this one."""
    order.state, order.ended_at = OrderState.SUPERSEDED, clock.now()
    save_if(order, order.version)
    papers.note_end(order, by=by)
    _drop_service_tasks(order, _("A later order replaces this one."))
    audit.record("orders.order_ended", order, state=order.state.value)
    recompute(order)


def ask_about_both_sides(order: ProtectiveOrder) -> None:
    """Orders against both sides are a matter for an attorney (PO-15)."""
    if order.mutual:
        open_one(order, "mutual_order", key="both", hours=24)


def open_one(order: ProtectiveOrder, task: str, *, key: str, hours: float) -> None:
    """One task for the advocate about the order, once for each `key`."""
    rules, now = current_policy().parsed, clock.now()
    rule = TaskRule(task, "advocate", hours, anchor="known", priority=1)
    open_tasks(order.case, [rule], prefix=f"{order.ref}:{key}", rules=rules, anchors=Anchors(now, now))


def tell_the_plan(case: Case) -> None:
    """Copies in other hands are out of date (A6), and the safety plan wants another look (SP-2)."""
    order_copies_stale(case)
    call_review(case, trigger="order_change")


def _prefix(order: ProtectiveOrder) -> str:
    return f"{order.ref}:pending:{order.paper_version}"


def _prepare_service(order: ProtectiveOrder) -> None:
    """An issued, unserved order: service can happen at any hour, so its tasks open now."""
    if not order.is_unserved:
        return
    rules = current_policy().parsed
    now = clock.now()
    open_tasks(
        order.case, rules.pending_service, prefix=_prefix(order), rules=rules, anchors=Anchors(now, now),
        firearms=order.forbids_firearms,
    )  # fmt: skip


def _drop_service_tasks(order: ProtectiveOrder, reason: str) -> None:
    cancel_tasks(order.case, dedupe_prefix=f"{order.ref}:pending:", reason=reason)


def served(order: ProtectiveOrder) -> None:
    """The tasks before service are over."""
    _drop_service_tasks(order, _("The order was served."))
