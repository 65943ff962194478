"""The ladder of check-ins of a case: it follows the open windows, and each outcome opens what comes next."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from caseload import access
from caseload.actions import tasks
from caseload.actions.cases import touch
from caseload.foundation import audit, clock, context
from caseload.foundation.atomic import action
from caseload.foundation.errors import RuleBroken
from caseload.foundation.moments import add_elapsed
from caseload.models import Case, Staff, Task
from caseload.permissions import Perm
from clients import contact
from clients import queries as client_queries
from orders.actions import not_reached
from orders.actions.check_in_notices import tell_advocate, tell_supervisor
from orders.actions.phase_tasks import title_of
from orders.choices.check_ins import REACHED_OUTCOMES, CheckInOutcome, CheckInState, PhoneAnswer
from orders.escalation.ladder import ACUTE, Rung, as_wished, cadence_at, due_at, tightest
from orders.models import CheckIn, CheckInPlan, EscalationWindow, WindowPhase
from orders.queries.check_ins import open_of, plan_of
from orders.queries.standing import begun_windows

# Tasks that a recorded check-in leaves open.
KEPT = {f"orders.{key}" for key in ("check_in_need", "check_in_wish")}
BETWEEN = timedelta(minutes=30)  # Two attempts lie so far apart at least.
SECOND_DUE = timedelta(minutes=45)
AGAIN = {True: 4.0, False: 24.0}  # Hours after two attempts without an answer: acute, and otherwise.
NEED_WITHIN = timedelta(hours=4)
TRY_NOW = timedelta(hours=1)
REMIND_FROM_LEVEL = 3
OLD_TASKS = "orders.check_in_"  # Reminders of the policy that a recorded check-in settles.


def follow(case: Case, *, now: datetime, windows: list[EscalationWindow] | None = None) -> CheckIn | None:
    """Bring the open check-in of the case in step with its windows; repeated, it changes nothing.

    The caller holds the case, and may hand over the open windows that have begun, each with its policy. What
    is overdue already stays due: a quieter phase does not put it off.
    """
    current, plan = open_of(case), plan_of(case)
    rung = _rung(begun_windows(case) if windows is None else windows, plan)
    if rung is None:
        if current:
            _settle(current, CheckInState.CANCELLED, by=None, now=now)
            _drop_tasks(current, _("The window ended."))
        return None
    methods = methods_of(case)
    quiet = bool(plan and plan.no_contact) or not _any_safe(methods)
    if current is None:
        return _schedule(case, rung, methods, quiet=quiet, last=_last_contact(case), now=now)
    if current.attempt > 1 or current.due_at <= now:
        due, cadence = current.due_at, current.cadence_at
    else:
        due, cadence = _when(rung, methods, last=_last_contact(case), now=now)
    wanted = (rung.window, rung.phase, rung.level, due, cadence, quiet)
    have = (
        current.window_id, current.phase, current.level, current.due_at, current.cadence_at,
        current.is_staff_only,
    )  # fmt: skip
    if wanted != have:
        if current.state == CheckInState.DUE:
            current.look_at = due
        (
            current.window_id, current.phase, current.level, current.due_at, current.cadence_at,
            current.is_staff_only,
        ) = wanted  # fmt: skip
        current.save()
    return current


def _rung(windows: list[EscalationWindow], plan: CheckInPlan | None) -> Rung | None:
    if not windows:
        return None
    phases = WindowPhase.objects.filter(window__in=windows)
    starts = {(row.window_id, row.phase): row.starts_at for row in phases}
    rungs = []
    for window in windows:
        hours = _hours(window)
        if hours:
            start = max(starts.get((window.pk, window.phase), window.opens_at), window.known_at)
            rungs.append(Rung(window.pk, window.phase, window.level, hours, start))
    rung = tightest(rungs)
    return as_wished(rung, plan.every_hours if plan else None) if rung else None


def _hours(window: EscalationWindow) -> float | None:
    """The cadence of the phase that holds; a policy that leaves it out asks for none."""
    phase = next((phase for phase in window.rules.phases if phase.key == window.phase), None)
    return phase.check_in_hours if phase else None


def _last_contact(case: Case) -> datetime | None:
    """When the client was reached last, or the case last looked at where contact is not wanted."""
    rows = CheckIn.objects.filter(case=case, outcome__in=[*REACHED_OUTCOMES, CheckInOutcome.LOOKED])
    return rows.order_by("-settled_at").values_list("settled_at", flat=True).first()


def methods_of(case: Case) -> list[contact.Method]:
    """The ways to speak or write to the client, as the rules of safe contact see them; post is too slow."""
    client = client_queries.client_or_none(case)
    silent = bool(client and client.do_not_contact)
    rows = client_queries.contact_methods(case)
    return [row.facts(do_not_contact=silent) for row in rows if row.kind != "post"]


def _is_staff_only(case: Case, plan: CheckInPlan | None) -> bool:
    """Whether no contact may be made: the client wants none, or no way is known to be safe."""
    return bool(plan and plan.no_contact) or not _any_safe(methods_of(case))


def _any_safe(methods: list[contact.Method]) -> bool:
    return any(contact.ever_safe(method) for method in methods)


def _when(
    rung: Rung, methods: list[contact.Method], *, last: datetime | None, now: datetime
) -> tuple[datetime, datetime]:
    cadence = cadence_at(rung, last)
    tz = context.current().agency.tz
    return due_at(rung, cadence, methods, tz, earliest=max(now, rung.starts_at)), cadence


def _schedule(
    case: Case, rung: Rung, methods: list[contact.Method], *, quiet: bool, last: datetime | None,
    now: datetime,
) -> CheckIn:  # fmt: skip
    due, cadence = _when(rung, methods, last=last, now=now)
    row = CheckIn(
        case=case, window_id=rung.window, phase=rung.phase, level=rung.level, due_at=due, look_at=due,
        cadence_at=cadence, is_staff_only=quiet,
    )  # fmt: skip
    row.save()
    return row


@action
def record(
    check_in: CheckIn, *, by: Staff, outcome: str, phone: str = "", phone_reason: str = "", words: str = ""
) -> CheckIn:
    """What came of a check-in; what follows is a row before this returns. The first answer stands."""
    access.require(by, Perm.EDIT_ORDERS, check_in.case)
    case = Case.objects.select_for_update(no_key=True).get(pk=check_in.case_id)
    row = CheckIn.objects.select_related("window__policy").get(pk=check_in.pk)
    row.case = case
    if not row.is_open:
        return row
    now = clock.now()
    _check(row, outcome, phone, phone_reason, now=now)
    row.outcome, row.phone, row.phone_reason, row.words = outcome, phone, phone_reason.strip(), words.strip()
    _settle(row, _state_of(row), by=by, now=now)
    _drop_tasks(row, _("The check-in is recorded."))
    audit.record(
        "orders.check_in_recorded", row, outcome=str(outcome), attempt=row.attempt, phase=row.phase,
        phone=str(phone), late_minutes=max(int((now - row.due_at).total_seconds() // 60), 0),
    )  # fmt: skip
    _go_on(row, by=by, now=now)
    touch(case)
    return row


def _check(row: CheckIn, outcome: str, phone: str, phone_reason: str, *, now: datetime) -> None:
    if outcome not in CheckInOutcome.values:
        raise RuleBroken(_("Choose what came of it."), field="outcome")
    if phone and phone not in PhoneAnswer.values:
        raise RuleBroken(_("Choose one of the answers about the phone."), field="phone")
    if outcome in REACHED_OUTCOMES and row.level >= ACUTE and not phone:
        words = _(
            "In the acute phase say whether a charged phone is with the client, or why it was not asked."
        )
        raise RuleBroken(words, field="phone")
    if phone == PhoneAnswer.NOT_ASKED and not phone_reason.strip():
        raise RuleBroken(_("Say why the phone was not asked about."), field="phone_reason")
    quiet = _is_staff_only(row.case, plan_of(row.case))
    if outcome == CheckInOutcome.NO_ANSWER and quiet:
        raise RuleBroken(_("No contact may be made here, so nobody can have tried."), field="outcome")
    if outcome == CheckInOutcome.LOOKED and not quiet:
        raise RuleBroken(_("There is a safe way to reach the client: use it."), field="outcome")
    if outcome == CheckInOutcome.NO_ANSWER and row.not_before and now < row.not_before:
        words = _("Two attempts lie at least 30 minutes apart. Try again later, then note it.")
        raise RuleBroken(words, field="outcome")


def _state_of(row: CheckIn) -> CheckInState:
    if row.outcome in REACHED_OUTCOMES:
        return CheckInState.REACHED
    return CheckInState.NOT_WANTED if row.outcome == CheckInOutcome.LOOKED else CheckInState.TRIED


def _settle(row: CheckIn, state: CheckInState, *, by: Staff | None, now: datetime) -> None:
    row.state, row.settled_at, row.settled_by = state, now, by
    row.save()


def not_wanted(row: CheckIn, *, by: Staff, now: datetime) -> None:
    """The client wants no contact: the open check-in ends; what is left is work for staff alone."""
    _settle(row, CheckInState.NOT_WANTED, by=by, now=now)
    _drop_tasks(row, _("The client wants no contact."))


def _drop_tasks(row: CheckIn, reason: str) -> None:
    tasks.cancel_tasks(row.case, dedupe_prefix=f"{row.ref}:missed", reason=reason)


def _go_on(row: CheckIn, *, by: Staff, now: datetime) -> None:
    """The next check-in, or the second attempt, or what was agreed for when nobody answers."""
    if row.outcome == CheckInOutcome.NO_ANSWER:
        _no_answer(row, now=now)
        return
    if row.outcome in REACHED_OUTCOMES:
        not_reached.reached(row.case, by=by, now=now)
        _settle_reminders(row, by=by, now=now)
    if row.outcome == CheckInOutcome.NEEDS:
        tasks.open_task(
            row.case, kind="orders.check_in_need", title=title_of("check_in_need"), body=row.words,
            due_at=add_elapsed(now, NEED_WITHIN), priority=Task.Priority.URGENT,
            dedupe_key=f"{row.ref}:need",
        )  # fmt: skip
    follow(row.case, now=now)


def _settle_reminders(row: CheckIn, *, by: Staff, now: datetime) -> None:
    """The policy's own reminders of check-ins that are due by the next one are done with this one."""
    rows = Task.objects.filter(
        case=row.case, state=Task.State.OPEN, kind__startswith=OLD_TASKS, due_at__lte=max(now, row.cadence_at)
    )
    for task in rows:
        if task.kind not in KEPT:
            tasks.complete_task(task, by=by)


def _no_answer(row: CheckIn, *, now: datetime) -> None:
    plan = plan_of(row.case)
    rung = _rung(begun_windows(row.case), plan)
    if rung is None:
        return
    if row.attempt == 1:
        due = add_elapsed(now, SECOND_DUE)
        _next(row, rung, plan, due=due, attempt=2, not_before=add_elapsed(now, BETWEEN))
        return
    acute = rung.level >= ACUTE
    due = add_elapsed(now, timedelta(hours=min(AGAIN[acute], rung.hours)))
    _next(row, rung, plan, due=due, attempt=1, not_before=None)
    if acute:
        not_reached.begin(row, now=now)
    else:
        tasks.open_task(
            row.case, kind="orders.not_reached_twice", title=title_of("not_reached_twice"),
            due_at=add_elapsed(now, NEED_WITHIN), priority=Task.Priority.URGENT,
            dedupe_key=f"{row.ref}:twice",
        )  # fmt: skip


def _next(
    row: CheckIn, rung: Rung, plan: CheckInPlan | None, *, due: datetime, attempt: int,
    not_before: datetime | None,
) -> None:  # fmt: skip
    CheckIn(
        case=row.case, window_id=rung.window, phase=rung.phase, level=rung.level, follows=row,
        attempt=attempt, due_at=due, look_at=due, cadence_at=due, not_before=not_before,
        is_staff_only=_is_staff_only(row.case, plan),
    ).save()  # fmt: skip


def miss(check_in: CheckIn, *, now: datetime) -> bool:
    """Its time is over and nothing is recorded: a task for the advocate once, and in the acute phase the
    supervisor hears of it, again with each further cadence. False when somebody was quicker."""
    first = check_in.state == CheckInState.DUE
    again = add_elapsed(now, timedelta(hours=AGAIN[check_in.level >= ACUTE]))
    changed = {"state": CheckInState.MISSED, "look_at": again}
    if first:
        changed["missed_at"] = now
    rows = CheckIn.objects.filter(pk=check_in.pk, settled_at__isnull=True, look_at__lte=now)
    if not rows.update(**changed):
        return False
    case = Case.objects.select_related("team").get(pk=check_in.case_id)
    audit.record("orders.check_in_missed", check_in, phase=check_in.phase, level=check_in.level, first=first)
    if first:
        tasks.open_task(
            case, kind="orders.missed_check_in", title=title_of("missed_check_in"),
            due_at=add_elapsed(now, TRY_NOW), priority=Task.Priority.URGENT,
            dedupe_key=f"{check_in.ref}:missed",
        )  # fmt: skip
    if check_in.level >= ACUTE:
        tell_supervisor(case, "orders.check_in_missed", check_in, now=now)
    elif check_in.level >= REMIND_FROM_LEVEL:
        tell_advocate(case, "orders.check_in_missed", check_in)
    return True
