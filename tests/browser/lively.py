"""A working day at an agency, made through actions: cases at every level, with long and foreign names."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from caseload.actions.notes import write_note
from caseload.foundation import clock
from caseload.foundation.context import acting_as
from caseload.foundation.moments import Precision, Said
from clients.actions import intake, plan_details, plan_versions, plans, releases
from orders.actions import orders, service, sweep
from referrals.actions import letters, referrals, resources

ZONE = ZoneInfo("America/Chicago")
# name, days since service (None: waits for service), resident
PEOPLE = (
    ("Maria-Guadalupe Concepción de los Ángeles Villaseñor Etxeberria", 0.2, True),
    ("نور الهدى عبد الرحمن", 6, False),
    ("Dana Whitfield", 20, False),
    ("Robin", 60, False),
    ("Sam Okafor", None, False),
)


def said(moment: datetime) -> Said:
    local = moment.astimezone(ZONE)
    return Said(Precision.EXACT, ZONE, local.date(), local.time().replace(second=0, microsecond=0))


def take_in(cast, name, resident):
    return intake.take_in(
        by=cast["ana"],
        client={"name": name, "preferred_name": name.split()[0], "date_of_birth": "1990-05-01"},
        household=[{"name": "Mia", "relation": "child", "is_child": True, "date_of_birth": "2018-02-03"}],
        contact_methods=[
            {"kind": "phone", "value": "312-555-0143", "safe_to_call": "yes"},
            {"kind": "email", "value": "someone@example.org"},
        ],
        respondent={
            "name": "Alex Stone",
            "aliases": "Al; A. Stone",
            "relationship": "spouse",
            "phone": "312-555-0199",
        },
        assign_to=cast["ana"],
        is_resident=resident,
    )


def order_for(case, by, served_days_ago):
    now = clock.now()
    order = orders.record_order(
        case,
        by=by,
        issued=said(now - timedelta(days=(served_days_ago or 0) + 3)),
        order_type="ex_parte_temporary",
        tz=str(ZONE),
        terms=["01", "04", "05", "07"],
        court_name="Circuit Court of Baltimore County, Domestic Relations Division",
        case_number="24-D-26-001234",
    )
    if served_days_ago is not None:
        moment = now - timedelta(days=served_days_ago)
        service.record_service(order, by=by, said=said(moment), outcome="served", server="sheriff")
    return order


def make_day(world) -> SimpleNamespace:
    """The agency of `world` in the middle of its work."""
    cast, cases, court = world.cast, [], []
    with acting_as(world.agency, staff=cast["ana"], source="web"):
        for name, served, resident in PEOPLE:
            case = take_in(cast, name, resident)
            cases.append(case)
            court.append(order_for(case, cast["ana"], served))
    with acting_as(world.agency, source="job"):
        sweep.sweep(now=clock.now())
    with acting_as(world.agency, staff=cast["ana"], source="web"):
        return _deepen(world, cast["ana"], cases, court)


def _deepen(world, ana, cases, court) -> SimpleNamespace:
    case = cases[0]
    note = write_note(
        case, by=ana, body="We talked about the school. It is safe to call before noon.", minutes=20
    )
    plan = plans.start(case, by=ana)
    plans.save_answers(
        plan,
        "phone",
        [plans.Answer(key="phone.charged", state="yes", words="Charger in the blue bag")],
        by=ana,
    )
    plan_details.add_signal(
        plan,
        by=ana,
        signal="Porch light on at noon",
        audience="neighbour",
        meaning="Call 911",
        response="Do not come in",
    )
    version = plan_versions.publish(plan, by=ana, made_with_client=True)
    release = releases.create(
        case,
        by=ana,
        recipient_name="Harbor Shelter",
        purpose="a bed for tonight",
        items=["identity_initials", "household_size"],
        methods=["phone", "letter"],
        signers=[{"capacity": "client"}],
        informed=True,
        not_a_condition=True,
    )
    resource = resources.add(
        by=ana, name="Harbor Homes Emergency Shelter", needs=["shelter", "housing"], phone="410 555 0100",
        provider="Harbor Homes", languages="Spanish", description="Short stays, with or without children.",
    )  # fmt: skip
    referral = referrals.make(
        case, by=ana, need="shelter", mode="letter", resource=resource, note="Asked for two beds"
    )
    letter = letters.draft(
        case, by=ana, kind="shelter", referral=referral, recipient="Harbor Homes", language="en",
        signer="Ana",
        facts={"named_as": "initials", "client_name": "M. V.", "urgency": "today", "household_size": 2},
    )  # fmt: skip
    return SimpleNamespace(
        world=world, cases=cases, case=case, orders=court, note=note, plan=plan, version=version,
        release=release, resource=resource, referral=referral, letter=letter,
    )  # fmt: skip
