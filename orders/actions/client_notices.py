"""Registering for notices, and taking down what a client was told (PO-18).

One path: service and release are recorded where they always are, so that the same windows and tasks follow.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from caseload import access
from caseload.actions.cases import touch
from caseload.actions.tasks import cancel_task, complete_task
from caseload.foundation import audit, clock, context
from caseload.foundation.atomic import action
from caseload.foundation.errors import RuleBroken
from caseload.foundation.locks import in_turn
from caseload.foundation.moments import Said
from caseload.foundation.versions import save_if
from caseload.models import Case, Staff, Task
from caseload.permissions import Perm
from clients.models import Respondent
from orders.actions import custody, service, told
from orders.actions import orders as order_actions
from orders.choices import Outcome, Server, Source
from orders.choices.client_notices import SOURCE_OF, NoticeService, RegistrationState, ToldKind, Via
from orders.models import ClientNotice, NoticeRegistration, ProtectiveOrder
from orders.papers.pins import holds_pin

OFFER = "service_notice_registration"
PRESSED_TWICE = timedelta(minutes=10)


@action
def record_registration(
    case: Case, *, by: Staff, order: ProtectiveOrder | None = None, **facts: Any
) -> NoticeRegistration:
    """The client registered, or does not want to: either way the offer was made, and its task is over.

    A note that looks like a PIN is refused: the PIN is never kept here.
    """
    access.require(by, Perm.EDIT_ORDERS, case)
    row = NoticeRegistration(case=case, order=order, recorded_by=by)
    _fill(row, facts)
    row.save()
    audit.record("orders.registration_recorded", row, service=str(row.service), state=str(row.state))
    _complete_offer(row, by=by)
    touch(case)
    return row


@action
def edit_registration(
    row: NoticeRegistration, *, by: Staff, version: int, **facts: Any
) -> NoticeRegistration:
    """Note that the test notice came, that it ended, what was wrong; `Stale` if somebody saved first."""
    access.require(by, Perm.EDIT_ORDERS, row.case)
    _fill(row, facts)
    save_if(row, version)
    audit.record("orders.registration_changed", row, service=str(row.service), state=str(row.state))
    touch(row.case)
    return row


@action
def record_notice(
    case: Case, *, by: Staff, kind: str, said: Said, via: str, words: str = "",
    order: ProtectiveOrder | None = None, respondent: Respondent | None = None,
    registration: NoticeRegistration | None = None,
) -> ClientNotice:  # fmt: skip
    """Keep what the client was told, and record what follows: service, release, the question for a new date.

    An unknown time of service counts from now, with a task to find it out (W-4). The same told again by the
    same person within minutes is a second press: the first stands.
    """
    access.require(by, Perm.EDIT_ORDERS, case)
    refuse_pin(words, field="words")
    in_turn(f"client notice {case.ref}")
    now = clock.now()
    when = told.interval(said, now=now)
    told.not_in_future(when, now=now, field="day")
    notice = ClientNotice(
        case=case, order=order, registration=registration, kind=kind, via=via, words=words.strip(),
        precision=said.precision, said=told.kept(said), tz=str(said.tz), recorded_by=by,
    )  # fmt: skip
    notice.happened_from, notice.happened_until = when
    if twin := _twin(notice):
        return twin
    _follow(notice, by=by, said=said, respondent=respondent)
    notice.save()
    audit.record("orders.client_notice_recorded", notice, kind=str(kind), via=str(via))
    touch(case)
    return notice


def refuse_pin(words: str, *, field: str) -> None:
    """The PIN of a notification service belongs to the client alone; it is kept nowhere, encrypted or not."""
    if holds_pin(words):
        raise RuleBroken(
            _(
                "This looks like a PIN or a code. It belongs to the client alone and is never kept here, "
                "because whoever has it can stop the notices. Take the number out and save again."
            ),
            field=field,
        )


def _fill(row: NoticeRegistration, facts: dict[str, Any]) -> None:
    for name, value in facts.items():
        setattr(row, name, value)
    for name in ("note", "service_name"):
        refuse_pin(getattr(row, name), field=name)
    if row.order is not None and row.order.case_id != row.case_id:
        raise RuleBroken(_("This order belongs to another case."), field="order")
    if row.service == NoticeService.OTHER and not row.service_name.strip():
        raise RuleBroken(_("Say which service it is."), field="service_name")
    if row.registered_on and row.registered_on > clock.today(context.current().agency.tz):
        words = _("This lies in the future. Enter it when it has happened.")
        raise RuleBroken(words, field="registered_on")


def _complete_offer(row: NoticeRegistration, *, by: Staff) -> None:
    """The task that asks to offer it is done: that of the order, or where none is named, of every order.

    A registration about custody alone says nothing of service: that offer stays open.
    """
    about_custody = row.order is None and row.service == NoticeService.VINE
    if row.state == RegistrationState.ENDED or about_custody:
        return
    rows = Task.objects.filter(case=row.case, state=Task.State.OPEN, kind=f"orders.{OFFER}")
    if row.order is not None:
        rows = rows.filter(dedupe_key__startswith=f"{row.order.ref}:")
    words = str(RegistrationState(row.state).label)
    for task in rows:
        if row.is_active:
            complete_task(task, by=by, note=words)
        else:  # Nobody shall read that the client is registered.
            cancel_task(task, by=by, reason=words)


def _twin(notice: ClientNotice) -> ClientNotice | None:
    rows = ClientNotice.objects.filter(
        case=notice.case, kind=notice.kind, order=notice.order, precision=notice.precision, said=notice.said,
        recorded_by=notice.recorded_by, created_at__gte=clock.now() - PRESSED_TWICE,
    )  # fmt: skip
    found = rows.select_related("case", "order")
    return next((row for row in found if (row.via, row.words) == (notice.via, notice.words)), None)


def _follow(notice: ClientNotice, *, by: Staff, said: Said, respondent: Respondent | None) -> None:
    """Into the record where it belongs."""
    if notice.kind == ToldKind.SERVED:
        _serve(notice, by=by, said=said)
    elif notice.kind == ToldKind.RELEASED:
        notice.custody = custody.record_release_alone(notice.case, by=by, said=said, respondent=respondent)
    elif notice.kind == ToldKind.HEARING:
        if notice.order is None:
            raise RuleBroken(_("Choose the order whose hearing was moved."), field="order")
        order_actions.open_one(notice.order, "ask_new_date", key=f"told:{notice.ref}", hours=24)
    elif not notice.words:
        raise RuleBroken(_("Say in short what happened."), field="words")


def _serve(notice: ClientNotice, *, by: Staff, said: Said) -> None:
    if notice.order is None:
        raise RuleBroken(_("Choose the order that was served."), field="order")
    source = SOURCE_OF.get(Via(notice.via), Source.CLIENT_SAID)
    note = ". ".join(part for part in (str(Via(notice.via).label), notice.words) if part)
    notice.attempt = service.record_service(
        notice.order, by=by, said=said, outcome=Outcome.SERVED, server=Server.OTHER, source=source, note=note
    )
