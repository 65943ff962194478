"""Who is on call: planned for a week, copied forward by the local clock, and never more than a question."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from caseload import access, queries
from caseload.actions import absences, agencies, roster
from caseload.actions import cases as case_actions
from caseload.actions import staff as staff_actions
from caseload.foundation import clock
from caseload.foundation.errors import Denied, RuleBroken
from caseload.models import AuditEntry, Case, Notification, Shift

CHICAGO = ZoneInfo("America/Chicago")
NOW = "2026-10-26T10:00-05:00"  # a Monday; the clocks go back on the Sunday after
FORM = {"starts_at_0": "2026-10-27", "starts_at_1": "17:00", "ends_at_0": "2026-10-28", "ends_at_1": "09:00"}


def local(*parts):
    return datetime(*parts, tzinfo=CHICAGO)


@pytest.fixture
def shift(cast, acting, world):
    """`shift("ben", 27)` puts her on call for the team from five in the evening to nine in October 2026."""

    def add(name="ben", day=27, team=True, by="sol", starts_at=None, ends_at=None):
        with acting(by):
            return roster.add_shift(
                staff=cast[name], team=world.team if team else None, by=cast[by],
                starts_at=starts_at or local(2026, 10, day, 17),
                ends_at=ends_at or local(2026, 10, day + 1, 9),
            )  # fmt: skip

    return add


def test_a_supervisor_plans_a_week_on_the_page(as_staff, frozen, cast, world, acting):
    with frozen(NOW):
        sol = as_staff("sol")
        url = reverse("caseload:roster")
        sent = sol.post(url, {**FORM, "staff": cast["ben"].ref, "team": world.team.ref})
        assert sent.url == f"{url}?week=2026-10-26"
        page = sol.get(sent.url).content.decode()
        assert page.count(">5:00 PM CDT<") == 1
        again = sol.post(
            url, {**FORM, "staff": cast["ben"].ref, "team": world.team.ref, "ends_at_1": "08:00"}
        )
        assert again.status_code == 422
        assert "on call at that time already" in again.content.decode()
        assert 'value="08:00"' in again.content.decode(), "nothing typed is lost"
        with acting("ben"):
            assert Notification.objects.filter(kind="on_call", recipient=cast["ben"]).exists()
        other = as_staff("ben").get(sent.url).content.decode()
        assert "Wed Oct 28, 2026, 9:00 AM CDT" in other
        assert "Add a shift" not in other


def test_the_same_shift_twice_is_one_and_touching_ones_do_not_overlap(shift, acting, frozen):
    with frozen(NOW):
        assert shift() == shift()
        shift(starts_at=local(2026, 10, 28, 9), ends_at=local(2026, 10, 28, 17))
        shift("lee")
        shift(team=False, by="dee")
        with pytest.raises(RuleBroken):
            shift(starts_at=local(2026, 10, 28, 8), ends_at=local(2026, 10, 28, 10))
        with acting():
            assert Shift.objects.count() == 4


def test_a_week_is_copied_by_the_local_clock_across_the_change(shift, as_staff, frozen, acting):
    """Five in the evening stays five in the evening, and the night of the change has an hour more."""
    with frozen(NOW):
        shift("ben", 27)
        shift("lee", starts_at=local(2026, 10, 31, 17), ends_at=local(2026, 11, 1, 9))
        sol, url = as_staff("sol"), reverse("caseload:roster_copy")
        for _press in range(2):
            done = sol.post(url, {"week": "2026-11-05"}, follow=True)
        assert "0 shifts copied" in done.content.decode()
        with acting():
            rows = list(queries.shifts_of_week(date(2026, 11, 2)))
    assert [(row.staff.name, row.starts_at, row.ends_at) for row in rows] == [
        ("Ben", local(2026, 11, 3, 17), local(2026, 11, 4, 9)),
        ("Lee", local(2026, 11, 7, 17), local(2026, 11, 8, 9)),
    ]
    assert rows[0].starts_at.astimezone(UTC).hour == 23
    with acting():
        first = Shift.objects.get(starts_at=local(2026, 10, 31, 17))
        assert first.ends_at.astimezone(UTC) - first.starts_at.astimezone(UTC) == timedelta(hours=17)


def test_who_left_is_not_copied_and_leaves_a_gap_that_shows(shift, cast, acting, frozen, as_staff):
    with frozen(NOW):
        shift()
        with acting("ada"):
            staff_actions.leave(cast["ben"], by=cast["ada"])
        with acting("sol"):
            assert not Shift.objects.exists()
            assert AuditEntry.objects.filter(event="caseload.shift_removed").count() == 1
            assert roster.copy_week(date(2026, 11, 2), by=cast["sol"]) == (0, 0)


def test_a_supervisor_plans_her_team_and_a_director_the_agency(shift, cast, acting, frozen, world):
    with frozen(NOW):
        with pytest.raises(Denied):
            shift(team=False, by="sol")
        shift(team=False, by="dee")
        with acting("dee"):
            night = agencies.create_team(name="Night team")
        with acting("sol"), pytest.raises(Denied):
            roster.add_shift(
                staff=cast["ben"], team=night, by=cast["sol"], starts_at=local(2026, 10, 29, 17),
                ends_at=local(2026, 10, 30, 9),
            )  # fmt: skip
        for name in ("ana", "ada", "lee"):
            assert not access.may_plan(cast[name], world.team)


IMPOSSIBLE = [
    ("fin", {}, "staff"), ("ben", {"ends_at": local(2026, 10, 27, 17)}, "ends_at"),
    ("ben", {"ends_at": local(2026, 12, 27, 17)}, "ends_at"),
    ("ben", {"starts_at": local(2026, 10, 20, 9), "ends_at": local(2026, 10, 20, 17)}, "ends_at"),
]  # fmt: skip


def test_a_shift_that_makes_no_sense_is_refused_on_its_field(shift, frozen):
    with frozen(NOW):
        for name, times, field in IMPOSSIBLE:
            with pytest.raises(RuleBroken) as broken:
                shift(name, **times)
            assert broken.value.field == field


def test_removing_asks_first(shift, as_staff, frozen, acting):
    with frozen(NOW):
        row = shift()
        url = reverse("caseload:shift_remove", args=[row.ref])
        sol = as_staff("sol")
        assert "Ben" in sol.get(url).content.decode()
        with acting():
            assert Shift.objects.exists()
        assert sol.post(url).url == f"{reverse('caseload:roster')}?week=2026-10-26"
        assert sol.post(url).status_code == 404
        with acting():
            assert not Shift.objects.exists()


def test_who_is_on_now_says_what_they_can_open(shift, as_staff, frozen, acting, case, cast):
    """A name alone would promise too much: an advocate on call opens only the cases that are hers."""
    with frozen("2026-10-27T18:00-05:00"):
        with acting("sol"):
            Case.objects.filter(pk=case.pk).update(level=4)
        shift()
        url = reverse("caseload:roster")
        assert "can open 0 of 1 watched cases" in as_staff("sol").get(url).content.decode()
        with acting("sol"):
            end = clock.now() + timedelta(days=1)
            case_actions.assign(case, staff=cast["ben"], by=cast["sol"], kind="cover", ends_at=end)
        assert "can open 1 of 1 watched cases" in as_staff("sol").get(url).content.decode()


def test_a_shift_of_somebody_who_is_away_then_says_so(shift, as_staff, frozen, acting, cast):
    with frozen(NOW):
        shift()
        with acting("ben"):
            absences.add_absence(
                staff=cast["ben"], stand_in=cast["lee"], by=cast["ben"], starts_at=local(2026, 10, 28, 8),
                ends_at=local(2026, 10, 30, 8),
            )  # fmt: skip
        page = as_staff("sol").get(reverse("caseload:roster")).content.decode()
        assert "away then" in page
        assert "Lee stands in" in page
    with frozen("2026-10-28T08:30-05:00"):
        page = as_staff("sol").get(reverse("caseload:roster")).content.decode()
        assert "away now" in page


def test_a_week_that_makes_no_sense_is_this_week(as_staff, frozen):
    with frozen(NOW):
        for week in ("x", "2026-13-40", "0001-01-01", ""):
            page = as_staff("sol").get(reverse("caseload:roster"), {"week": week})
            assert page.context["monday"] == date(2026, 10, 26)


def test_the_first_page_says_who_is_on_call(shift, as_staff, frozen):
    with frozen("2026-10-27T18:00-05:00"):
        shift()
        home = as_staff("ben").get(reverse("caseload:home")).content.decode()
        assert "On call</span> until Wed Oct 28, 2026, 9:00 AM CDT, Day team" in " ".join(home.split())
        assert "On the roster" not in as_staff("lee").get(reverse("caseload:home")).content.decode()


def test_another_agency_sees_no_shift_and_no_absence(shift, frozen, as_staff):
    with frozen(NOW):
        row = shift()
        assert "Ben" not in as_staff("eve").get(reverse("caseload:roster")).content.decode()
        assert as_staff("oli").get(reverse("caseload:shift_remove", args=[row.ref])).status_code == 404


# ---- Told --------------------------------------------------------------------------------------------------


@pytest.fixture
def told(acting):
    """Kind of every message about the roster that a person has in Lantern."""

    def look(name):
        with acting(name) as context:
            rows = Notification.objects.filter(recipient=context.staff, channel="in_app").order_by("pk")
            return [row.kind for row in rows if row.kind in {"on_call", "off_call"}]

    return look


def test_who_is_taken_off_the_roster_hears_of_it_once(shift, cast, acting, frozen, told):
    with frozen(NOW), acting("sol"):
        row = shift()
        for _press in range(2):
            roster.remove_shift(
                Shift(pk=row.pk, staff=row.staff, team=row.team, ends_at=row.ends_at), by=cast["sol"]
            )
        assert told("ben") == ["on_call", "off_call"]
        assert told("sol") == []


def test_taking_off_a_shift_that_is_over_or_ones_own_tells_nobody(shift, cast, acting, frozen, told):
    with frozen(NOW) as moment, acting("sol"):
        own, past = shift("sol"), shift()
        roster.remove_shift(own, by=cast["sol"])
        moment.move_to(local(2026, 10, 28, 9))
        roster.remove_shift(past, by=cast["sol"])
    assert told("sol") == []
    assert told("ben") == ["on_call"]


def test_whose_shifts_were_copied_hears_of_it_once(shift, cast, acting, frozen, told):
    with frozen(NOW), acting("sol"):
        shift("ben", 26)
        shift("ben", 27)
        shift("sol", 28)
        for _press in range(2):
            roster.copy_week(date(2026, 11, 2), by=cast["sol"])
    assert told("ben") == ["on_call"] * 3, "two planned by hand, one for the week"
    assert told("sol") == []
