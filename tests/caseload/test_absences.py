"""Being away: not asked, somebody asked instead, and no case opened by it until a supervisor confirms."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from caseload import access, queries, roster
from caseload.actions import absences
from caseload.actions import cases as case_actions
from caseload.foundation import clock
from caseload.foundation.errors import Denied, RuleBroken
from caseload.models import Absence, Assignment, Notification
from tests import factories

NOW = "2026-11-10T10:00-06:00"
FORM = {"starts_at_0": "2026-11-10", "starts_at_1": "10:00", "ends_at_0": "2026-11-13", "ends_at_1": "09:00"}


@pytest.fixture
def away(cast, acting):
    """`away("ana", "ben")`: ana is away for three days, ben stands in."""

    def enter(name="ana", stand_in="ben", by=None, starts_at=None, ends_at=None):
        with acting(by or name):
            start = starts_at or clock.now()
            return absences.add_absence(
                staff=cast[name], stand_in=cast.get(stand_in), by=cast[by or name], starts_at=start,
                ends_at=ends_at or start + timedelta(days=3),
            )  # fmt: skip

    return enter


@pytest.mark.parametrize(
    ("away_now", "asked"),
    [
        ({}, 1),
        ({1: 2}, 2),
        ({1: None}, None),
        ({1: 2, 2: 3}, 3),
        ({1: 2, 2: None}, None),
        ({1: 2, 2: 1}, None),  # Each stands in for the other, and both are away.
        ({1: 2, 2: 3, 3: 1}, None),
        ({2: 3}, 1),
    ],
)
def test_who_is_asked_instead(away_now, asked):
    assert roster.asked_instead(1, away_now) == asked


def test_one_enters_ones_own_absence(as_staff, cast, frozen, acting):
    with frozen(NOW):
        sent = as_staff("ana").post(
            reverse("caseload:absences"), {**FORM, "staff": cast["ana"].ref, "stand_in": cast["ben"].ref}
        )
        assert sent.status_code == 302
        page = as_staff("ben").get(reverse("caseload:absences")).content.decode()
        for words in ("Ana", "away now", "Ben", "Fri Nov 13, 2026, 9:00 AM CST"):
            assert words in page
        home = as_staff("ben").get(reverse("caseload:home")).content.decode()
        assert "You stand in for Ana until" in home
        assert "I am back" in as_staff("ana").get(reverse("caseload:home")).content.decode()


def test_nobody_enters_a_colleagues_absence_but_who_answers_for_the_team(away, cast, as_staff, frozen):
    with frozen(NOW):
        with pytest.raises(Denied):
            away("ana", by="lee")
        offered = as_staff("ben").get(reverse("caseload:absences")).context["form"].fields["staff"].rows
        assert list(offered) == [cast["ben"].ref]
        away("ana", by="sol")
        away("sol", stand_in=None, by="dee")


def test_a_stand_in_opens_nothing_until_a_supervisor_confirms(away, case, cast, as_staff, frozen, acting):
    with frozen(NOW) as moment:
        absence = away()
        ben, sol = as_staff("ben"), as_staff("sol")
        assert ben.get(case.get_absolute_url()).status_code == 404
        with acting("sol"):
            wanted = Notification.objects.filter(kind="cover_wanted", channel="in_app")
            assert [row.recipient for row in wanted] == [cast["sol"]]
        url = reverse("caseload:absence", args=[absence.ref])
        assert case.code in sol.get(url).content.decode()
        assert case.code not in ben.get(url).content.decode()
        assert ben.post(url, {"cases": [case.ref]}).status_code == 403
        assert sol.post(url, {"cases": [case.ref]}).status_code == 302
        assert ben.get(case.get_absolute_url()).status_code == 200
        with acting("sol"):
            part = Assignment.objects.get(staff=cast["ben"], ended_at=None)
            assert (part.kind, part.ends_at) == ("cover", absence.ends_at)
        moment.move_to(datetime.fromisoformat("2026-11-13T10:00:01-06:00"))
        assert as_staff("ben").get(case.get_absolute_url()).status_code == 404, "cover ends with the absence"


def test_coming_back_early_ends_the_cover(away, case, cast, as_staff, frozen, acting):
    with frozen(NOW) as moment:
        absence = away()
        with acting("sol"):
            absences.confirm_cover(absence, cases=[case], by=cast["sol"])
            assert not queries.cases_to_cover(absence).exists()
        moment.shift(timedelta(hours=5))
        ana = as_staff("ana")
        url = reverse("caseload:absence_end", args=[absence.ref])
        assert "Cover given for it on 1 case ends too." in ana.get(url).content.decode()
        for _press in range(2):
            assert ana.post(url).status_code == 302
        assert as_staff("ben").get(case.get_absolute_url()).status_code == 404
        with acting("sol"):
            assert Absence.objects.get().ends_at == clock.now()
            assert queries.absences_at(clock.now()) == {}


def test_an_absence_that_has_not_begun_is_taken_back(away, acting, cast, frozen):
    with frozen(NOW):
        absence = away(starts_at=clock.now() + timedelta(days=2))
        with acting("ana"):
            absences.end_absence(absence, by=cast["ana"])
            absences_left = Absence.objects.count()
        assert absences_left == 0


def test_cf_16_a_stand_in_barred_from_a_case_is_not_offered_for_it(
    away, case, cast, as_staff, frozen, acting
):
    with frozen(NOW):
        with acting("sol"):
            case_actions.restrict(case, staff=cast["ben"], by=cast["sol"])
        absence = away()
        url = reverse("caseload:absence", args=[absence.ref])
        page = as_staff("sol").get(url).content.decode()
        assert "Cases that need somebody else" in page
        assert f'value="{case.ref}"' not in page
        assert as_staff("sol").post(url, {"cases": [case.ref]}).status_code == 422
        assert case.code not in as_staff("ben").get(url).content.decode()


def test_nobody_confirms_cover_for_cases_that_are_not_theirs_to_assign(away, case, cast, acting, frozen):
    with frozen(NOW):
        absence = away()
        with acting("ana"), pytest.raises(Denied):
            absences.confirm_cover(absence, cases=[case], by=cast["ana"])


def test_without_a_stand_in_the_cases_nobody_else_works_on_are_named(
    away, case, cast, acting, frozen, as_staff
):
    with frozen(NOW):
        with acting("ana"):
            shared = factories.make_case(by=cast["ana"])
            case_actions.assign(shared, staff=cast["lee"], by=cast["sol"], kind="second")
        absence = away(stand_in=None)
        page = as_staff("sol").get(reverse("caseload:absence", args=[absence.ref])).content.decode()
        assert case.code in page
        assert shared.code not in page


IMPOSSIBLE = [
    ({"stand_in": "ana"}, "stand_in"),
    ({"stand_in": "fin"}, "stand_in"),
    ({"ends_at": datetime.fromisoformat(NOW)}, "ends_at"),
    ({"ends_at": datetime.fromisoformat("2028-11-10T10:00-06:00")}, "ends_at"),
    ({"starts_at": datetime.fromisoformat("2026-11-01T10:00-06:00")}, "ends_at"),
]


def test_an_absence_that_makes_no_sense_is_refused_on_its_field(away, frozen):
    with frozen(NOW):
        for facts, field in IMPOSSIBLE:
            with pytest.raises(RuleBroken) as broken:
                away(**facts)
            assert broken.value.field == field


def test_the_same_absence_twice_is_one_and_overlapping_ones_are_refused(away, frozen, acting):
    with frozen(NOW):
        assert away() == away()
        with pytest.raises(RuleBroken) as broken:
            away(starts_at=clock.now() + timedelta(days=1))
        assert broken.value.field == "starts_at"
        with acting():
            assert Absence.objects.count() == 1


def test_why_somebody_is_away_is_kept_nowhere():
    kept = {field.name for field in Absence._meta.fields}
    assert kept == {
        "id",
        "agency",
        "ref",
        "created_at",
        "staff",
        "starts_at",
        "ends_at",
        "stand_in",
        "entered_by",
    }


def test_standing_in_for_a_supervisor_gives_none_of_her_rights(away, case, cast, acting, frozen):
    from caseload.permissions import Perm

    with frozen(NOW):
        away("sol", "lee")
        with acting("lee"):
            assert not access.can(cast["lee"], Perm.SEE_CASE, case)
            assert not access.may_enter_absence(cast["lee"], cast["ben"])


def test_the_people_of_a_case_show_who_is_away_until_when(away, as_staff, case, frozen):
    with frozen(NOW) as moment:
        away()
        away("sol", stand_in=None)
        url = reverse("caseload:case_people", args=[case.ref])
        page = as_staff("dee").get(url).content.decode()
        assert page.count("away until Fri Nov 13, 2026, 10:00 AM CST") == 2
        assert "Ben stands in" in page
        assert "nobody stands in" in page
        moment.shift(timedelta(days=3))
        assert "away until" not in as_staff("dee").get(url).content.decode()


def test_the_page_of_a_person_shows_until_when_they_are_away(away, as_staff, cast, frozen):
    with frozen(NOW) as moment:
        absence = away()
        url = reverse("caseload:person", args=[cast["ana"].ref])
        page = as_staff("lee").get(url).content.decode()
        for words in ("away until Fri Nov 13, 2026, 10:00 AM CST", "Ben stands in", absence.ref):
            assert words in page
        assert (
            "away until"
            not in as_staff("lee").get(reverse("caseload:person", args=[cast["ben"].ref])).content.decode()
        )
        moment.shift(timedelta(days=3))
        assert "away until" not in as_staff("lee").get(url).content.decode()
