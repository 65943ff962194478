"""The four questions about firearms under federal law, answered; and a foreign order registered here."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from caseload.actions.cases import touch
from caseload.foundation import audit, clock
from caseload.foundation.atomic import action
from caseload.foundation.errors import RuleBroken
from caseload.foundation.moments import Precision, day_interval
from caseload.models import Staff
from orders.actions import papers
from orders.choices import EventKind
from orders.models import FirearmAnswers, OrderEvent, ProtectiveOrder
from orders.papers.disqualifier import Answer, Answers, result_of


@action
def answer_questions(
    order: ProtectiveOrder, *, by: Staff, heard: str, restrains: str, credible_threat: str, bans_force: str
) -> FirearmAnswers:
    """Keep the answers with what they come to. Earlier answers stay; the same again adds nothing."""
    answers = Answers(Answer(heard), Answer(restrains), Answer(credible_threat), Answer(bans_force))
    order = ProtectiveOrder.objects.select_for_update(of=("self",), no_key=True).get(pk=order.pk)
    last = FirearmAnswers.objects.filter(order=order).select_related("case", "order").last()
    if last and last.paper_version == order.paper_version:
        former = Answers(last.heard, last.restrains, last.credible_threat, last.bans_force)  # type: ignore[arg-type]
        if former == answers:
            return last
    row = FirearmAnswers(
        case=order.case, order=order, paper_version=order.paper_version, heard=answers.heard,
        restrains=answers.restrains, credible_threat=answers.credible_threat,
        bans_force=answers.bans_force, result=result_of(answers), answered_by=by,
    )  # fmt: skip
    row.save()
    audit.record("orders.firearms_answered", order)
    return row


@action
def note_registration(
    order: ProtectiveOrder, *, by: Staff, day: date, talked_over: bool, where: str = ""
) -> OrderEvent:
    """Note that an order from elsewhere was registered here; it can show where one lives (PO-13)."""
    if not order.is_from_elsewhere:
        raise RuleBroken(_("Only an order from another state, tribe or country is registered."))
    if not talked_over:
        raise RuleBroken(
            _("Talk over first what registering can reveal; it is the client's choice."), field="talked_over"
        )
    if day > clock.today(order.zone):
        raise RuleBroken(_("This lies in the future. Enter it when it has happened."), field="day")
    ProtectiveOrder.objects.select_for_update(of=("self",), no_key=True).get(pk=order.pk)
    known = OrderEvent.objects.filter(order=order, kind=EventKind.REGISTERED).select_related("case").last()
    if known:
        return known
    event = papers.note(
        order, EventKind.REGISTERED, by=by, when=day_interval(day, order.zone),
        precision=Precision.DATE_ONLY, said={"day": day.isoformat()}, where=where,
    )  # fmt: skip
    touch(order.case)
    return event
