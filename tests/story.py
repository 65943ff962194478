"""One of everything: a resident's case in the middle of its work, made through the product's own actions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from caseload.actions import absences, cases, notes, notifications, roster, staff, tasks
from caseload.foundation import clock
from caseload.foundation.context import acting_as
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
from tests.story_court import go_to_court, violated, write_rules

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
        go_to_court(made, world.cast["ana"])
        violated(made, world.cast["ana"])
        _plan(made, world.cast["ana"])
        _plan_the_week(made, world.team, world.cast)
        _refer(made, world.cast["ana"])
    with acting_as(world.agency, staff=world.cast["sol"], source="web"):
        write_rules(made, world.cast["sol"])
    return Story(**made)


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
