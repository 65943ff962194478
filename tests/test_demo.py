"""The demo: rich, consistent, fictional, and added once."""

from __future__ import annotations

import re
from datetime import datetime
from io import StringIO

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.auth.password_validation import validate_password
from django.core.management import call_command
from django.db import connection, transaction
from django.test import override_settings

from caseload.foundation import clock
from caseload.foundation.context import acting_as
from caseload.foundation.tenancy import agency_models
from caseload.models import Agency, AuditEntry, Case, Notification, Staff, Task, User
from caseload.permissions import Role
from clients.models import SafetyPlan
from config.demo_data import acts, cast, seeding
from orders.actions.sweep import sweep
from orders.models import (
    Alert,
    EscalationWindow,
    FirearmAnswers,
    OrderEvent,
    OrderScan,
    OrderVersion,
    ProtectiveOrder,
)
from orders.papers.disqualifier import Result
from orders.papers.scans import read_scan
from referrals.models import Address, Letter, Location, Referral, Resource

pytestmark = pytest.mark.slow
SCENARIOS = [scenario for found in seeding.SCENARIOS.values() for scenario in found]


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """The demo, seeded once for this file; what it printed."""
    out = StringIO()
    as_a_server = override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.Argon2PasswordHasher"])
    with django_db_blocker.unblock(), transaction.atomic():
        with as_a_server:
            call_command("seed_demo", stdout=out)
        with connection.cursor() as cursor:  # Its keys are checked here, once, and not after each test.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        yield out.getvalue()
        transaction.set_rollback(True)


@pytest.fixture
def inside(db, demo):
    """`with inside("harbor"):` acts for one of the agencies."""
    return lambda slug: acting_as(Agency.objects.get(slug=slug), source="command")


def rows() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in agency_models()}


def test_a_second_run_adds_nothing(inside):
    before, out = {}, StringIO()
    for house in cast.HOUSES:
        with inside(house.slug):
            before[house.slug] = rows()
    call_command("seed_demo", stdout=out)
    for house in cast.HOUSES:
        with inside(house.slug):
            assert rows() == before[house.slug]
    assert out.getvalue().count("nothing was added") == 2


def test_everybody_who_is_named_may_sign_in(inside):
    out = StringIO()
    call_command("seed_demo", "--who", stdout=out)
    said = out.getvalue()
    assert cast.PASSPHRASE in said
    emails = set(re.findall(r"[\w.]+@[\w.]*example\.org", said))
    here = Staff.objects.filter(agency__slug__in=["harbor", "norte"], is_active=True)
    assert emails == set(here.values_list("user__email", flat=True))
    user = User.objects.get(email="ana@harbor.example.org")
    validate_password(cast.PASSPHRASE, user)
    assert Argon2PasswordHasher().verify(cast.PASSPHRASE, user.password)
    for slug in ("harbor", "norte"):
        assert set(here.filter(agency__slug=slug).values_list("role", flat=True)) == set(Role.values)
    assert Staff.objects.filter(user__email=cast.BOTH).count() == 2


def test_every_screen_has_something_to_show(inside):
    with inside("harbor"):
        assert Case.objects.count() >= 40
        windows = EscalationWindow.objects.values_list("phase", flat=True)
        assert set(windows) >= {"acute", "high", "elevated", "watch", ""}
        alerts = set(Alert.objects.values_list("state", flat=True))
        assert alerts >= {"pending", "raised", "escalated", "acknowledged"}
        orders = ProtectiveOrder.objects
        assert any(order.is_unserved for order in orders.all())
        forces = {order.force_at(clock.now()) for order in orders.all()}
        assert forces >= {"not_yet", "in_force", "expired", "ended"}
        assert set(Referral.objects.values_list("state", flat=True)) >= {
            "draft", "offered", "sent", "accepted", "waitlisted", "declined", "unreachable", "placed",
        }  # fmt: skip
        assert set(Letter.objects.values_list("state", flat=True)) >= {
            "draft",
            "approved",
            "final",
            "delivered",
        }
        now = clock.now()
        open_tasks = Task.objects.filter(state="open")
        assert open_tasks.filter(due_at__lt=now).exists()
        assert open_tasks.filter(due_at__gt=now).exists()
        assert Task.objects.filter(state="done").exists()
        assert Case.objects.filter(status="closed").exists()
        assert SafetyPlan.objects.filter(review_on__lt=now.date()).exists()
        assert Notification.objects.filter(channel="in_app", read_at__isnull=True).exists()
        assert Resource.objects.count() == 40
    with inside("norte"):
        assert Case.objects.count() >= 15
        assert Resource.objects.count() == 20


def test_the_papers_of_orders_have_something_to_show(inside):
    with inside("harbor"):
        kinds = set(OrderEvent.objects.values_list("kind", flat=True))
        assert kinds >= {"modified", "corrected", "superseded", "heard", "continued", "extended"}
        versions = OrderVersion.objects.filter(number=2).select_related("case")
        assert all(row.content["terms"] for row in versions) and versions.exists()
        orders = ProtectiveOrder.objects
        assert orders.filter(mutual=True).exists() and orders.filter(filed_under_seal=True).exists()
        assert orders.filter(order_type="foreign", state="issued").exists()
        assert set(FirearmAnswers.objects.values_list("result", flat=True)) == set(Result.values)
        kept = OrderScan.objects.filter(removed_at=None).select_related("case")
        assert len({scan.order_id for scan in kept}) >= 3
        assert {scan.kind for scan in kept} == {"pdf", "png"}
        assert all(read_scan(scan.content)[0] == scan.kind for scan in kept)
        assert OrderScan.objects.exclude(removed_at=None).select_related("case").get().removed_why
    with inside("norte"):
        assert OrderEvent.objects.filter(kind="registered").exists()


@pytest.mark.parametrize("slug", ["harbor", "norte"])
def test_the_next_sweep_has_nothing_to_catch_up(inside, slug):
    with inside(slug):
        before, seeded = rows(), _started()
        assert sweep(now=clock.now()) is False
        after = rows()
        grown = {name: n - before[name] for name, n in after.items() if n != before[name]}
        # Only what fell due in the seconds since: never an avalanche.
        assert grown.get("Alert", 0) == 0
        assert grown.get("Notification", 0) <= 8
        assert not Notification.objects.filter(channel="email", state="waiting", created_at__lt=seeded)


def _started() -> datetime:
    return AuditEntry.objects.order_by("-timestamp").values_list("timestamp", flat=True)[0]


@pytest.mark.parametrize("slug", ["harbor", "norte"])
def test_nothing_happened_in_the_future(inside, slug):
    with inside(slug), connection.cursor() as cursor:
        now = clock.now()
        for table, column in (
            ("caseload_auditentry", "timestamp"), ("caseload_note", "happened_at"),
            ("caseload_task", "done_at"), ("orders_alert", "acknowledged_at"),
            ("clients_planitem", "changed_at"),
            ("referrals_letter", "finalised_at"), ("caseload_notification", "sent_at"),
        ):  # fmt: skip
            cursor.execute(f"SELECT max({column}) FROM {table}")
            (latest,) = cursor.fetchone()
            assert latest is None or latest <= now, table


def test_confidential_places_have_no_address(inside):
    with inside("harbor"):
        hidden = Location.objects.filter(confidential=True)
        assert hidden.count() >= 6
        assert not Address.objects.filter(location__in=hidden).exists()
        assert not Address.objects.filter(line_1__contains="Larkspur Row").exists()


def test_an_interrupted_seeding_leaves_nothing(db, demo, monkeypatch):
    """Half an agency would count as seeded and stay half for good."""
    Agency.objects.filter(slug="norte").update(slug="moved-aside")

    def interrupted(scene, **facts):
        raise KeyboardInterrupt

    monkeypatch.setitem(acts.ACTS, "order", interrupted)
    with pytest.raises(KeyboardInterrupt):
        call_command("seed_demo", stdout=StringIO())
    assert not Agency.objects.filter(slug="norte").exists()


# ---- Pure: what is written down about people who do not exist ------------------------------------------


def test_every_number_and_address_is_fictional():
    text = repr(SCENARIOS) + repr(cast.HOUSES)
    numbers = re.findall(r"\d{3}-\d{3}-\d{4}", text)
    assert numbers
    assert not [n for n in numbers if not re.fullmatch(r"(312|773|602)-555-01\d\d", n)]
    assert not [m for m in re.findall(r"[\w.\-]+@([\w.\-]+)", text) if not m.endswith("example.org")]


def test_scenarios_name_known_people_and_acts():
    people = {house.slug: {person.key for person in house.people} for house in cast.HOUSES}
    for slug, found in seeding.SCENARIOS.items():
        assert len({scenario.key for scenario in found}) == len(found)
        for scenario in found:
            assert scenario.by in people[slug]
            for step in scenario.steps:
                assert step.act in acts.ACTS
                assert step.facts.get("by", scenario.by) in people[slug]
