"""One of everything: a resident's case in the middle of its work, made through the product's own actions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from caseload.actions import absences, cases, notes, notifications, roster, staff, tasks
from caseload.foundation import clock
from caseload.foundation.context import acting_as
from caseload.foundation.moments import Precision, Said
from caseload.models import Absence, Case, Note, NoticeChoice, Notification, Shift, Task
from clients.actions import disclosures, intake, people, plan_details, plan_versions, plans, releases
from clients.models import (
    Client,
    ContactMethod,
    EmergencyContact,
    HouseholdMember,
    PlanItem,
    Release,
    Respondent,
    SafetyPlan,
)
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
    CheckInPlan,
    ClientNotice,
    CourtDay,
    Custody,
    Deadline,
    EscalationWindow,
    ExpectedService,
    Hearing,
    NotedEvent,
    NoticeBatch,
    NoticeRegistration,
    NotReachedStep,
    OrderScan,
    ProgrammeOrder,
    ProtectiveOrder,
    Renewal,
    ServiceAttempt,
    ServiceNotice,
    Violation,
)
from referrals.actions import letters, referrals, resources
from referrals.models import Letter, Referral, Resource
from tests.papers import png

SECTION = "home"


@dataclass
class Story:
    """What was made, by name. ana is the advocate, lee works with her, ben is barred from the case."""

    world: Any
    case: Case
    client: Client
    contact: ContactMethod
    member: HouseholdMember
    respondent: Respondent
    emergency: EmergencyContact
    note: Note
    task: Task
    notice: Notification
    assignment: Any
    restriction: Any
    invitation: Any
    token: str
    order: ProtectiveOrder
    unserved: ProtectiveOrder
    attempt: ServiceAttempt
    window: EscalationWindow
    alert: Alert
    feed_token: str
    hearing: Hearing
    check_in: CheckIn
    not_reached_step: NotReachedStep
    check_in_plan: CheckInPlan
    expected: ExpectedService
    scan: OrderScan
    batch: NoticeBatch
    queued_notice: ServiceNotice
    deadline: Deadline
    return_deadline: Deadline
    court_day: CourtDay
    noted: NotedEvent
    noted_window: EscalationWindow
    custody: Custody
    armed: ProtectiveOrder
    firearms: Any
    ending: ProtectiveOrder
    renewal: Renewal
    registration: NoticeRegistration
    client_notice: ClientNotice
    programme: ProgrammeOrder
    violation: Violation
    step: Any
    evidence: Any
    contact_event: Any
    chronology: Any
    plan: SafetyPlan
    item: PlanItem
    signal: Any
    copy: Any
    version: Any
    printed: Any
    release: Release
    draft_release: Release
    disclosure: Any
    resource: Resource
    referral: Referral
    other_referral: Referral
    letter: Letter
    final_letter: Letter
    rules: Any
    rules_move: Any
    policy_draft: Any
    policy_proposal: Any
    shift: Shift
    absence: Absence
    delivery: Notification
    choice: NoticeChoice


def make_story(world: Any) -> Story:
    """Everything a case can have, once, in the agency of `world`."""
    made: dict[str, Any] = {"world": world}
    with acting_as(world.agency, staff=world.cast["ada"], source="web"):
        made["invitation"], made["token"] = staff.invite(
            email="new@example.org", name="Nia New", role="advocate", team=world.team, by=world.cast["ada"]
        )
    with acting_as(world.agency, staff=world.cast["ana"], source="web"):
        _take_in(made, world.cast)
        _go_to_court(made, world.cast["ana"])
        _violated(made, world.cast["ana"])
        _plan(made, world.cast["ana"])
        _plan_the_week(made, world.team, world.cast)
        _refer(made, world.cast["ana"])
    with acting_as(world.agency, staff=world.cast["sol"], source="web"):
        _write_rules(made, world.cast["sol"])
    return Story(**made)


def _write_rules(made: dict[str, Any], sol: Any) -> None:
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


def _take_in(made: dict[str, Any], cast: dict[str, Any]) -> None:
    ana, sol = cast["ana"], cast["sol"]
    case = intake.take_in(
        by=ana,
        assign_to=ana,
        is_resident=True,
        client={
            "name": "Rosa Quintero",
            "preferred_name": "Ro",
            "date_of_birth": "1990-05-01",
            "languages": "Spanish",
        },
        household=[
            {
                "name": "Mia Quintero",
                "relation": "child",
                "is_child": True,
                "date_of_birth": "2018-02-03",
                "school_place": "Birch School",
            }
        ],
        contact_methods=[{"kind": "phone", "value": "312-555-0143", "safe_to_call": "yes"}],
        respondent={"name": "Sam Colewater", "relationship": "spouse", "phone": "312-555-0199"},
    )
    made |= {
        "case": case,
        "client": Client.objects.get(case=case),
        "contact": ContactMethod.objects.get(case=case),
        "member": HouseholdMember.objects.get(case=case),
        "respondent": Respondent.objects.get(case=case),
    }
    made["emergency"] = people.add_emergency_contact(
        case, by=ana, name="Kay Moss", phone="312-555-0177", consent_on=clock.today(case.agency.tz)
    )
    people.set_location(case, by=ana, version=0, address="12 Elm Street, Chicago")
    made["assignment"] = cases.assign(case, staff=cast["lee"], by=sol, kind="second")
    made["restriction"] = cases.restrict(case, staff=cast["ben"], by=sol)
    made["note"] = notes.write_note(case, by=ana, body="We talked about the school.")
    made["task"] = tasks.open_task(
        case, kind="manual", title="Call the school", due_at=clock.now() + timedelta(days=1)
    )
    made["notice"] = notifications.queue(
        [sol], kind="new_case", case=case, url_name="caseload:case", url_ref=case.ref
    )[0]


def _plan_the_week(made: dict[str, Any], team: Any, cast: dict[str, Any]) -> None:
    """lee is on call, ana will be away and lee stands in; ana has a mobile number; one message failed."""
    now, sol = clock.now(), cast["sol"]
    made["shift"] = roster.add_shift(
        staff=cast["lee"], team=team, starts_at=now, ends_at=now + timedelta(hours=12), by=sol
    )
    made["absence"] = absences.add_absence(
        staff=cast["ana"], starts_at=now + timedelta(days=8), ends_at=now + timedelta(days=9),
        stand_in=cast["lee"], by=cast["ana"],
    )  # fmt: skip
    made["choice"] = choice = NoticeChoice(staff=cast["ana"])
    choice.mobile, choice.mobile_confirmed_at = "+13125550142", now
    choice.save()
    made["delivery"] = Notification(
        recipient=sol, case=made["case"], channel="email", kind="orders.alert", state="failed",
        is_urgent=True, attempts=5, result="SMTPServerDisconnected",
    )  # fmt: skip
    made["delivery"].save()


def said(moment: datetime) -> Said:
    """A moment as a person tells it, to the minute, in the agency's time."""
    local = moment.astimezone(ZoneInfo("America/Chicago"))
    at = local.time().replace(second=0, microsecond=0)
    return Said(Precision.EXACT, local.tzinfo, local.date(), at, fold=local.fold)


def _go_to_court(made: dict[str, Any], ana: Any) -> None:
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


def _violated(made: dict[str, Any], ana: Any) -> None:
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


def _plan(made: dict[str, Any], ana: Any) -> None:
    case = made["case"]
    made["plan"] = plan = plans.start(case, by=ana)
    answers = [
        plans.Answer(key="home.locks", state="yes", words="Changed in May"),
        plans.Answer(label="Dog gate", state="yes", setting="home"),
    ]
    plans.save_answers(plan, SECTION, answers, by=ana)
    made["item"] = PlanItem.objects.get(plan=plan, key="")
    made["signal"] = plan_details.add_signal(
        plan, by=ana, signal="Porch light off", audience="neighbour", response="Call 911"
    )
    made["copy"] = plan_details.add_order_copy(plan, by=ana, holder="reception", decision="planned")
    made["version"] = plan_versions.publish(plan, by=ana, made_with_client=True)
    plan.refresh_from_db()
    plan.case = case
    made["printed"] = plan_versions.record_print(
        plan, by=ana, client_asked=True, storage="trusted_person", sections=[SECTION]
    )
    # The client agreed that both may read it, so the table of routes shows how far the roles reach.
    plans.set_sharing(plan, by=ana, shelter_may_read=True, legal_may_read=True)


def _refer(made: dict[str, Any], ana: Any) -> None:
    case = made["case"]
    made["resource"] = resource = resources.add(
        by=ana, name="Night shelter", provider="Harbor Homes", needs=["shelter"], phone="312-555-0121"
    )
    terms = {
        "recipient_name": "Harbor Homes",
        "recipient_ref": resource.ref,
        "purpose": "A bed for tonight",
        "items": ["identity_initials", "household_size", "urgency"],
        "methods": ["phone", "letter"],
    }
    made["release"] = releases.create(
        case, by=ana, signers=[{"capacity": "client"}], informed=True, not_a_condition=True, **terms
    )
    made["draft_release"] = releases.draft(case, by=ana, **terms)
    made["disclosure"] = disclosures.disclose(
        made["release"], by=ana, items=["urgency"], method="phone", told_to="Pat at the desk"
    )
    made["referral"] = referrals.make(case, by=ana, need="shelter", mode="letter", resource=resource)
    made["other_referral"] = referrals.make(
        case, by=ana, need="food", mode="info", provider="The pantry at the corner", note="Open on Mondays"
    )
    facts = {"named_as": "initials", "client_name": "R. Q.", "urgency": "today", "household_size": 2}
    common = {"recipient": "Harbor Homes", "language": "en", "signer": "Ana", "referral": made["referral"]}
    made["letter"] = letters.draft(case, by=ana, kind="shelter", facts=facts, **common)
    final = letters.draft(case, by=ana, kind="shelter", facts=facts, **common)
    made["final_letter"] = letters.finalise(final, by=ana, delivery="handed_to_client", client_read=True)
