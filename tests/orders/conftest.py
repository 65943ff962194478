"""Orders of the story's case, made through actions."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from caseload.foundation import clock
from caseload.foundation.moments import Precision, Said
from clients.actions import contact as contact_actions
from clients.models import Client
from orders.actions import check_ins, noted
from orders.actions import orders as order_actions
from orders.actions import service as service_actions
from orders.actions import sweep as sweeping
from orders.models import CheckIn, EscalationWindow
from tests.kept import kept_fixture

CHICAGO = ZoneInfo("America/Chicago")
NOW = "2026-11-10T14:00-06:00"
DETAIL = {"separation": "moved_out", "new_partner": "known"}
LEVEL = {"client_fear": 4}


def said(day: str, at: str | None = None, tz: ZoneInfo = CHICAGO, **more) -> Said:
    """`said("2026-11-06", "17:05")`: to the minute with a time, else only the date."""
    precision = more.pop("precision", Precision.EXACT if at else Precision.DATE_ONLY)
    return Said(precision, tz, date.fromisoformat(day), time.fromisoformat(at) if at else None, **more)


def make_order(case, by, issued: Said | None = None, **facts):
    defaults = {"order_type": "ex_parte_temporary", "tz": "America/Chicago", "terms": ["01", "05"]}
    return order_actions.record_order(
        case, by=by, issued=issued or said("2026-11-02"), **{**defaults, **facts}
    )


def serve(order, by, when: Said, outcome="served", server="sheriff", **facts):
    return service_actions.record_service(order, by=by, said=when, outcome=outcome, server=server, **facts)


def correct(attempt, by, when: Said, reason="The return says so", outcome="served", **facts):
    facts = {"server": "sheriff", **facts}
    return service_actions.correct_service(attempt, by=by, said=when, outcome=outcome, reason=reason, **facts)


@kept_fixture
def client_of_case(case, acting):
    with acting("ana"):
        client = Client(case=case, name="Marigold Quill")
        client.save()
    return client


@pytest.fixture
def ana(cast):
    return cast["ana"]


@pytest.fixture
def sol(cast):
    return cast["sol"]


@kept_fixture
def order(case, client_of_case, acting, frozen):
    """An issued, unserved order of the story's case."""
    with frozen("2026-11-03T09:00-06:00"), acting("ana") as context:
        return make_order(case, context.staff)


@pytest.fixture
def sweep(agency, frozen, acting_job):
    """`sweep("2026-11-09T17:05-06:00")` runs the minute's job for the agency at that instant."""

    def run(at):
        with frozen(at), acting_job():
            return sweeping.sweep(now=clock.now())

    return run


@pytest.fixture
def acting_job(agency):
    from caseload.foundation.context import acting_as

    return lambda: acting_as(agency, source="job")


@pytest.fixture
def note(case, client_of_case, cast, acting, frozen):
    """`note("threats")`: ana notes what happened at that instant; `ago` tells it of some time before."""

    def tell(trigger, at=NOW, by="ana", when: Said | None = None, ago=timedelta(), **more):
        facts = {
            "detail": DETAIL.get(trigger, ""),
            "level": LEVEL.get(trigger),
            "reason": "It happened",
        } | more
        local = (datetime.fromisoformat(at) - ago).astimezone(CHICAGO)
        told = when or said(f"{local:%Y-%m-%d}", f"{local:%H:%M}")
        with frozen(at), acting(by):
            return noted.note_event(case, by=cast[by], trigger=trigger, said=told, **facts)

    return tell


def window_of(event):
    return EscalationWindow.objects.filter(source_key=event.source_key).order_by("-pk").first()


# ---- Check-ins ----


@kept_fixture
def safe_phone(case, ana, acting):
    with acting("ana"):
        return contact_actions.add_contact_method(
            case, by=ana, kind="phone", value="312-555-0143", safe_to_call="yes"
        )


@kept_fixture
def served(order, safe_phone, ana, acting, frozen):
    """The order is served on Monday evening; the acute phase begins."""
    with frozen("2026-11-09T17:05-06:00"), acting("ana"):
        serve(order, ana, said("2026-11-09", "17:05"))
    return order


@pytest.fixture
def open_one(case, acting):
    def find():
        with acting("ana"):
            return CheckIn.objects.select_related("case").filter(case=case, settled_at__isnull=True).first()

    return find


@pytest.fixture
def answered(open_one, ana, acting, frozen):
    """`answered("safe", at=...)`: ana notes what came of the open check-in."""

    def run(outcome, at, by=None, **more):
        if outcome in ("safe", "needs"):
            more.setdefault("phone", "yes")
        row = open_one()
        with frozen(at), acting("ana"):
            return check_ins.record(row, by=by or ana, outcome=outcome, **more)

    return run
