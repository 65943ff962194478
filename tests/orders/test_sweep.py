"""The minute's sweep: one question while nothing is due, and nothing left over when something is."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from orders.actions import sweep as sweeping
from orders.choices.check_ins import CheckInState
from orders.models import CheckIn, EscalationWindow

from .conftest import said, serve

SERVED = "2026-11-06T17:05-06:00"


def next_change():
    return EscalationWindow.objects.get().next_change_at


def test_while_nothing_is_due_the_sweep_asks_one_question(order, ana, acting, frozen):
    with frozen(SERVED), acting("ana"):
        serve(order, ana, said("2026-11-06", "17:05"))
    with acting():
        before = datetime.fromisoformat(SERVED) + timedelta(seconds=1)
        assert sweeping.what_is_due(before) == set()
        with CaptureQueriesContext(connection) as asked:
            assert sweeping.sweep(now=before) is False
    assert len(asked) == 2, "the lock, and what is due"


def test_each_kind_is_due_by_its_own_time(order, ana, acting, frozen):
    with frozen(SERVED), acting("ana"):
        serve(order, ana, said("2026-11-06", "17:05"))
    with acting():
        at = next_change()
        CheckIn.objects.update(look_at=at + timedelta(minutes=1))
        assert "windows" in sweeping.what_is_due(at)
        assert "check-ins" not in sweeping.what_is_due(at)
        assert "check-ins" in sweeping.what_is_due(at + timedelta(minutes=1))


def test_the_next_due_time_is_the_first_of_all_kinds(order, ana, acting, frozen):
    with frozen(SERVED), acting("ana"):
        assert sweeping.next_due() is None
        serve(order, ana, said("2026-11-06", "17:05"))
        first = sweeping.next_due()
        assert sweeping.what_is_due(first - timedelta(microseconds=1)) == set()
        assert sweeping.what_is_due(first)
        CheckIn.objects.update(look_at=first - timedelta(minutes=5))
        assert sweeping.next_due() == first - timedelta(minutes=5)


def test_another_agencys_windows_are_not_due_here(order, world, ana, acting, frozen):
    from caseload.foundation.context import acting_as

    with frozen(SERVED), acting("ana"):
        serve(order, ana, said("2026-11-06", "17:05"))
    late = datetime.fromisoformat("2027-11-06T17:05-06:00")
    with acting():
        assert "windows" in sweeping.what_is_due(late)
    with acting_as(world.other, source="job"):
        assert sweeping.what_is_due(late) == set()


def test_what_one_act_makes_due_is_done_in_the_same_sweep(order, ana, acting, frozen, monkeypatch):
    """An alert must not wait a minute for having become due while another row was worked on."""
    with frozen(SERVED), acting("ana"):
        serve(order, ana, said("2026-11-06", "17:05"))
    windows, *others = sweeping.KINDS

    def moves_and_makes_late(window, *, now):
        windows.act(window, now=now)
        CheckIn.objects.update(look_at=now)

    monkeypatch.setattr(sweeping, "KINDS", (replace(windows, act=moves_and_makes_late), *others))
    with acting():
        at = next_change()
        CheckIn.objects.update(look_at=at + timedelta(days=9))
        with frozen(at.isoformat()):
            sweeping.sweep(now=at)
        assert CheckIn.objects.get(settled_at__isnull=True).state == CheckInState.MISSED
