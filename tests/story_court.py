"""The part of the story that plays at court: orders, service, windows, violations, check-ins, rules."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from caseload.foundation import clock
from caseload.foundation.moments import Precision, Said
from orders.actions import (
    check_in_plans,
    chronologies,
    client_notices,
    contact_events,
    court_rules,
    custody,
    drafts,
    feeds,
    firearms,
    hearings,
    not_reached,
    noted,
    notices,
    orders,
    policies,
    programmes,
    readiness,
    renewals,
    rule_moves,
    scans,
    service,
    violation_steps,
    violations,
)
from orders.escalation import editing
from orders.imports.mapping import Mapping
from orders.imports.reading import sheet_of
from orders.models import (
    Alert,
    CheckIn,
    Deadline,
    EscalationWindow,
    NotReachedStep,
    Renewal,
    ServiceNotice,
)
from tests.papers import png

SECTION = "home"


def write_rules(made: dict[str, Any], sol: Any) -> None:
    """A second version, a window moved to it, a draft, and a proposal that waits."""
    rules = editing.whole(policies.default_rules())
    rules["first_service_uplift_hours"] = 12
    second = policies.set_policy(rules, by=None)
    made["rules"] = second
    moved = rule_moves.ask(second, by=sol, refs=[made["noted_window"].ref])
    made["rules_move"] = moved
    made["noted_window"] = moved.items.get().became
    made["policy_draft"] = drafts.begin(by=sol, title="Longer first days")
    proposal = drafts.begin(by=sol, title="Saturday mornings")

    def open_on_saturday(data: dict[str, Any]) -> None:
        data["staffed_hours"]["sat"] = [["09:00", "12:00"]]

    proposal = drafts.change_part(
        proposal, by=sol, part=lambda data: data["staffed_hours"], was="", what="staffed_hours",
        change=open_on_saturday,
    )  # fmt: skip
    made["policy_proposal"] = drafts.propose(
        proposal, by=sol, version=proposal.version, why="Calls on Saturdays wait until Monday."
    )


def said(moment: datetime) -> Said:
    """A moment as a person tells it, to the minute, in the agency's time."""
    local = moment.astimezone(ZoneInfo("America/Chicago"))
    at = local.time().replace(second=0, microsecond=0)
    return Said(Precision.EXACT, local.tzinfo, local.date(), at, fold=local.fold)


def go_to_court(made: dict[str, Any], ana: Any) -> None:
    case, now = made["case"], clock.now()
    facts = {"order_type": "ex_parte_temporary", "tz": "America/Chicago", "terms": ["01", "05"]}
    issued = said(now - timedelta(days=2))
    made["order"] = order = orders.record_order(
        case, by=ana, issued=issued, respondent=made["respondent"], court_name="County Court", **facts
    )
    made["unserved"] = orders.record_order(
        case, by=ana, issued=issued, order_number="26 OP 77", court_name="County Court", **facts
    )
    made["armed"] = armed = orders.record_order(case, by=ana, issued=issued, **{**facts, "terms": ["07"]})
    made["firearms"] = firearms.edit_firearms(armed, by=ana, ordered="yes", to_whom="sheriff")
    _run_out(made, ana, facts)
    made["hearing"] = hearings.record_hearing(
        order, by=ana, kind="full", starts_at=now + timedelta(days=7), place="Room 4"
    )
    made["scan"] = scans.add_scan(order, by=ana, data=png())
    made["attempt"] = service.record_service(
        order, by=ana, said=said(now - timedelta(minutes=30)), outcome="served", server="sheriff"
    )
    made["window"] = EscalationWindow.objects.get(order=order, trigger="service")
    made["alert"] = Alert.objects.get(window=made["window"], state="raised")
    told = {"said": said(now - timedelta(hours=3)), "reason": "Waited at the gate"}
    first = noted.note_event(case, by=ana, trigger="stalking", **told)
    made["noted"] = noted.correct_event(first, by=ana, why="The school, not work", **told)
    made["noted_window"] = EscalationWindow.objects.get(trigger="stalking")
    made["custody"] = custody.record_custody(case, by=ana, respondent=made["respondent"], place="County jail")
    made["order"].refresh_from_db()
    made["feed_token"] = feeds.make_feed(ana, kinds=["hearing", "expiry"], whose="mine")[1]
    of_order = {row.kind: row for row in Deadline.objects.filter(order=order)}
    made["deadline"], made["return_deadline"] = (
        of_order["service_before_hearing"],
        of_order["return_of_service"],
    )
    made["court_day"] = court_rules.add_court_day(now.date() + timedelta(days=30), by=ana, name="Moving day")
    _hear_from_another_court(made)
    _keep_in_touch(made, ana)


def _hear_from_another_court(made: dict[str, Any]) -> None:
    """A notice with the number of an order and another court: it waits for a person."""
    agency = made["world"].agency
    told = {"order_number": "26 OP 77", "court": "Town Court", "outcome": "served"}
    told["served_on"] = clock.today(agency.tz).isoformat()
    mapping = Mapping(agency.timezone)
    sheet = sheet_of([told], mapping, "notices")
    found = notices.read_notices(sheet, mapping)
    report = notices.take_in(
        sheet, b"notices", found, agency=agency, by=None, channel="command", source="Sheriff"
    )
    made["batch"] = report.batch
    made["queued_notice"] = ServiceNotice.objects.get()


def violated(made: dict[str, Any], ana: Any) -> None:
    case, when = made["case"], said(clock.now() - timedelta(minutes=10))
    made["violation"] = violation = violations.record_violation(
        case, by=ana, said=when, respondent=made["respondent"], channel="call", terms=["05"],
        facts="Three calls in ten minutes", client_words="He said he knows where I work",
    )  # fmt: skip
    today = clock.today(violation.zone)
    made["step"] = violation_steps.add_step(violation, by=ana, kind="reported", happened_on=today)
    made["evidence"] = violation_steps.add_evidence(violation, by=ana, kind="call_log")
    made["contact_event"] = contact_events.record_contact(case, by=ana, said=when, channel="message")
    made["chronology"] = chronologies.record_print(
        case, by=ana, refs=[violation.ref], parts=["words"], client_approved=True, asked_by="client",
        storage="trusted_person",
    )  # fmt: skip


def _keep_in_touch(made: dict[str, Any], ana: Any) -> None:
    """A check-in is due; what follows silence is agreed and has begun; service is expected."""
    case, now = made["case"], clock.now()
    made["check_in_plan"] = check_in_plans.agree(
        case, by=ana, version=0, if_not_reached="Ask Kay first", call_order=[made["emergency"].ref],
        welfare_check="yes", wait_minutes=30,
    )  # fmt: skip
    made["check_in"] = CheckIn.objects.select_related("case").get(case=case)
    not_reached.begin(made["check_in"], now=now)
    made["not_reached_step"] = NotReachedStep.objects.get(case=case)
    made["expected"] = readiness.expect_service(
        made["unserved"], by=ana, version=0, said=said(now + timedelta(days=2)), source="police",
        told_by="The sheriff's desk",
    )  # fmt: skip


def _run_out(made: dict[str, Any], ana: Any, facts: dict[str, Any]) -> None:
    """An order that runs out and is to be renewed; what the client was told; what is known of a programme."""
    case, now = made["case"], clock.now()
    issued = said(now - timedelta(days=2))
    made["ending"] = ending = orders.record_order(
        case, by=ana, issued=issued, expiry="on_date", expires_on=now.date() + timedelta(days=20),
        service_state="not_required", **{**facts, "order_type": "final"},
    )  # fmt: skip
    made["renewal"] = renewals.decide(
        Renewal.objects.select_related("case", "order").get(order=ending), by=ana, version=1, answer="renew",
        words="She still parks at my work", whose="client",
    )  # fmt: skip
    made["registration"] = client_notices.record_registration(
        case, by=ana, order=made["unserved"], service="other", service_name="County Alert", channel="call",
        note="It calls until somebody answers",
    )  # fmt: skip
    made["client_notice"] = client_notices.record_notice(
        case, by=ana, kind="other", said=said(now - timedelta(hours=1)), via="service",
        order=made["unserved"], registration=made["registration"], words="The papers are at the sheriff's",
    )  # fmt: skip
    made["programme"] = programmes.record_programme(
        case, by=ana, respondent=made["respondent"], ordered_by="criminal", programme="Turning Point",
        required_sessions=26,
    )  # fmt: skip
    programmes.note_fact(
        made["programme"], by=ana, info_date=clock.today(case.agency.tz), status="terminated", attended=4,
        missed=3, source="probation", discharge_reason="Did not come back", words="By letter",
    )  # fmt: skip
