"""Bulk data is made of the same rows that actions make: readable, sealed, inside its agency."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.db.models import Count

from caseload.foundation.context import acting_as
from caseload.models import Agency, Assignment, AuditEntry, Case, CaseGrant, Note, Staff
from clients.models import Client, ContactMethod
from orders.models import Alert, EscalationWindow, ProtectiveOrder, WindowPhase
from referrals.models import Referral, Resource

CLIENTS = 150


@pytest.fixture
def as_owner(db):
    """The command is for the owner of the tables; what it made is then read as the run-time role."""

    def run(**options):
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
        try:
            call_command("seed_scale", agencies=1, processes=1, **options)
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SET ROLE lantern_app")

    return run


def test_is_refused_to_the_run_time_role(db):
    with pytest.raises(CommandError, match="lantern_owner"):
        call_command("seed_scale", agencies=1, clients=1, processes=1)


def test_rows_are_sealed_readable_and_have_the_promised_spread(as_owner):
    as_owner(clients=CLIENTS)
    agency = Agency.objects.get(slug="scale-0001")
    assert Staff.objects.filter(agency=agency).count() == 20
    with acting_as(agency, source="command"):
        assert Case.objects.count() == CLIENTS == Client.objects.count()
        assert all(client.display_name for client in Client.objects.select_related("case"))
        assert all(note.body.endswith(".") for note in Note.objects.select_related("case"))
        assert all("555" in method.value for method in ContactMethod.objects.select_related("case"))
        assert 1.0 < ProtectiveOrder.objects.count() / CLIENTS < 1.45
        assert Referral.objects.exists()
        assert Resource.objects.filter(search__isnull=False).count() == 48
        assert AuditEntry.objects.filter(event="clients.intake_completed").count() == CLIENTS
        opened = Case.objects.filter(status="open")
        assert CaseGrant.objects.count() == opened.count() == Assignment.objects.filter(ended_at=None).count()
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.agency_id', %s, true)", [str(agency.pk)])
        cursor.execute("SELECT body FROM caseload_note LIMIT 1")
        assert b"client" not in bytes(cursor.fetchone()[0]).lower()


def test_windows_stand_where_the_rules_put_them(as_owner):
    as_owner(clients=CLIENTS)
    agency = Agency.objects.get(slug="scale-0001")
    with acting_as(agency, source="command"):
        windows = list(EscalationWindow.objects.select_related("case", "policy"))
        assert windows
        for window in windows:
            phases = list(WindowPhase.objects.filter(window=window).order_by("position"))
            assert [phase.phase for phase in phases] == [p.key for p in window.policy.parsed.active]
            assert (window.case.phase, window.case.level) == (window.phase, window.level)
            assert window.case.next_due_at is not None
        counted = Alert.objects.values("window").annotate(number=Count("pk"))
        assert {row["number"] for row in counted} == {4}
        assert not Alert.objects.filter(state="pending", raised_at__isnull=False).exists()


def test_the_same_numbers_give_the_same_people_and_a_second_run_adds_nothing(as_owner):
    as_owner(clients=40)
    agency = Agency.objects.get(slug="scale-0001")

    def people():
        with acting_as(agency, source="command"):
            return [
                (row.case.code, row.ref, row.name)
                for row in Client.objects.select_related("case").order_by("pk")
            ]

    first = people()
    as_owner(clients=40)
    assert people() == first
    as_owner(clients=55)
    assert len(people()) == 55
    assert people()[:40] == first


@pytest.mark.engine
def test_foreign_keys_are_back_in_place(as_owner):
    keys = "SELECT conname FROM pg_constraint WHERE contype = 'f' AND convalidated ORDER BY 1"
    with connection.cursor() as cursor:
        cursor.execute(keys)
        before = cursor.fetchall()
        as_owner(clients=5)
        cursor.execute(keys)
        assert cursor.fetchall() == before
