"""Inviting, joining, changing a place, leaving: access follows at once (CF-30)."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.urls import reverse
from knox.models import AuthToken

from caseload import queries
from caseload.actions import cases as case_actions
from caseload.actions import staff as staff_actions
from caseload.actions import tasks as task_actions
from caseload.foundation.context import acting_as
from caseload.foundation.errors import RuleBroken
from caseload.models import Assignment, AuditEntry, CaseGrant, Invitation, Notification, Staff, User
from tests import factories

PASSWORD = "seven-lamps-over-water"


@pytest.fixture
def invitation(cast, acting):
    """An invitation of a new advocate and its token."""

    def make(email="new@example.org", role="advocate", by="ada"):
        with acting(by):
            return staff_actions.invite(email=email, name="New Person", role=role, team=None, by=cast[by])

    return make


def link_to(token):
    return reverse("caseload:join", args=[token])


# ---- Inviting ------------------------------------------------------------------------------------------


def test_an_administrator_invites_and_the_link_is_shown_once(
    as_staff, cast, acting, django_capture_on_commit_callbacks
):
    ada = as_staff("ada")
    with django_capture_on_commit_callbacks(execute=True):
        page = ada.post(
            reverse("caseload:invite"),
            {"email": "New@Example.org", "name": "New Person", "role": "advocate", "team": ""},
        )
    link = re.search(r'value="(http[^"]+/join/[^"]+)"', page.content.decode()).group(1)
    token = link.rstrip("/").rpartition("/")[2]
    with acting("ada"):
        stored = Invitation.objects.get()
        assert stored.email == "new@example.org"
        assert token not in str(stored.__dict__), "only the hash is kept"
        assert abs(stored.expires_at - stored.created_at - timedelta(days=7)) < timedelta(seconds=5)
    assert token not in ada.get(reverse("caseload:staff")).content.decode()
    [message] = mail.outbox
    assert link in message.body
    assert message.subject == "Lantern: invitation"
    for word in ("Harbor", "New Person", "advocate", "agency", "shelter", "violence"):
        assert word not in message.subject + message.body


def test_a_second_invitation_ends_the_first(invitation, client):
    _first, old = invitation()
    _second, new = invitation()
    assert client.get(link_to(old)).status_code == 404
    assert client.get(link_to(new)).status_code == 200


def test_nobody_is_invited_twice_into_one_agency(invitation):
    with pytest.raises(RuleBroken, match="works here already"):
        invitation(email="ana@example.org")


# ---- Joining -------------------------------------------------------------------------------------------


def test_a_new_person_joins_by_the_link(invitation, client, cast, acting):
    _row, token = invitation()
    page = client.get(link_to(token))
    assert "Harbor House" in page.content.decode()
    done = client.post(link_to(token), {"name": "Nia", "password": PASSWORD, "again": PASSWORD})
    assert done.status_code == 302
    assert client.get(reverse("caseload:home")).status_code == 200
    staff = Staff.objects.get(user__email="new@example.org")
    assert (staff.name, staff.role, staff.agency_id) == ("Nia", "advocate", cast["ada"].agency_id)
    assert staff.user.check_password(PASSWORD)
    assert client.get(link_to(token)).status_code == 404, "a link works once"
    with acting("ada"):
        assert AuditEntry.objects.filter(event="caseload.staff_joined", object_ref=staff.ref).exists()


@pytest.mark.parametrize(
    ("password", "again", "word"),
    [("short", "short", "15"), (PASSWORD, PASSWORD + "x", "differ"), ("passwordpassword" * 2, "", "differ")],
)
def test_a_weak_or_mistyped_password_is_refused_and_the_link_lives(password, again, word, invitation, client):
    _row, token = invitation()
    page = client.post(link_to(token), {"name": "Nia", "password": password, "again": again})
    assert page.status_code == 422
    assert word in page.content.decode()
    assert not User.objects.filter(email="new@example.org").exists()
    assert client.get(link_to(token)).status_code == 200


def test_a_link_dies_with_time_and_by_withdrawal(invitation, client, cast, acting, as_staff, frozen):
    row, token = invitation()
    later = row.expires_at + timedelta(seconds=1)
    with frozen(later):
        assert client.get(link_to(token)).status_code == 404
    assert as_staff("ada").post(reverse("caseload:invitation_withdraw", args=[row.ref])).status_code == 302
    assert client.get(link_to(token)).status_code == 404
    for nonsense in ("x", "x.y", token + "z", token[:20]):
        assert client.get(link_to(nonsense)).status_code == 404


def test_a_signed_in_person_joins_a_second_agency_and_sees_one_at_a_time(
    world, invitation, as_staff, case, acting
):
    """CF-13 within one person: two agencies, one active."""
    _row, token = invitation(email="eve@work.example", role="director")
    with acting("eve"):
        theirs = factories.make_case(by=world.cast["eve"])
    eve = as_staff("eve")
    assert "Join with this account" in eve.get(link_to(token)).content.decode()
    assert eve.post(link_to(token)).status_code == 302
    place = Staff.objects.get(user=world.cast["eve"].user, agency=world.agency)
    assert eve.get(case.get_absolute_url()).status_code == 200, "the agency just joined is the active one"
    assert eve.get(theirs.get_absolute_url()).status_code == 404
    eve.post(reverse("caseload:switch-agency"), {"place": world.cast["eve"].ref})
    assert eve.get(theirs.get_absolute_url()).status_code == 200
    assert eve.get(case.get_absolute_url()).status_code == 404
    eve.post(reverse("caseload:switch-agency"), {"place": place.ref})
    page = eve.get(reverse("caseload:home")).content.decode()
    assert "Harbor House" in page
    assert "Meadow Place" in page, "the other place is offered in the menu"


def test_one_cannot_switch_to_a_place_of_somebody_else(as_staff, cast, case):
    eve = as_staff("eve")
    eve.post(reverse("caseload:switch-agency"), {"place": cast["sol"].ref})
    assert eve.get(case.get_absolute_url()).status_code == 404


def test_an_address_with_an_account_has_to_sign_in_first(invitation, client, cast):
    _row, token = invitation(email="eve@example.org")
    page = client.post(link_to(token), {"name": "Eve", "password": PASSWORD, "again": PASSWORD})
    assert page.status_code == 422
    assert "Sign in first" in page.content.decode()
    assert not User.objects.get(email="eve@example.org").check_password(PASSWORD)


def test_an_administrator_cannot_take_the_invitation_they_made(invitation, as_staff):
    _row, token = invitation(email="other@example.org", role="director")
    page = as_staff("ada").post(link_to(token))
    assert page.status_code == 422
    assert "you made it yourself" in page.content.decode()


def test_directors_hear_of_everybody_who_gets_access_to_clients(invitation, client, cast, acting):
    _row, token = invitation()
    client.post(link_to(token), {"name": "Nia", "password": PASSWORD, "again": PASSWORD})
    with acting("dee"):
        told = Notification.objects.filter(kind="staff_joined", channel="in_app")
        assert [n.recipient_id for n in told] == [cast["dee"].pk]


# ---- Changing a place ----------------------------------------------------------------------------------


def change(client, person, **values):
    data = {
        "name": person.name,
        "role": person.role,
        "team": person.team.ref if person.team else "",
        **values,
    }
    return client.post(reverse("caseload:person", args=[person.ref]), data)


def test_a_role_holds_from_the_next_page(as_staff, cast, case):
    ben = as_staff("ben")
    assert ben.get(case.get_absolute_url()).status_code == 404
    assert change(as_staff("ada"), cast["ben"], role="supervisor").status_code == 302
    assert ben.get(case.get_absolute_url()).status_code == 200


def test_nobody_changes_their_own_role(as_staff, cast):
    """An administrator manages people and never reaches client content that way."""
    page = change(as_staff("ada"), cast["ada"], role="director")
    assert page.status_code == 422
    cast["ada"].refresh_from_db()
    assert cast["ada"].role == "admin"


@pytest.mark.parametrize("who", ["ana", "sol", "dee", "lee"])
def test_only_administrators_change_a_place(who, as_staff, cast):
    assert change(as_staff(who), cast["ben"], role="director").status_code == 403
    cast["ben"].refresh_from_db()
    assert cast["ben"].role == "advocate"


def test_the_last_administrator_stays(as_staff, cast, acting, world):
    factories.make_staff(world.agency, "abe", "admin")
    abe = Client()
    abe.force_login(
        User.objects.get(email="abe@example.org"), backend="django.contrib.auth.backends.ModelBackend"
    )
    assert change(abe, cast["ada"], role="finance").status_code == 302
    with acting("ada"), pytest.raises(RuleBroken, match="last administrator"):
        staff_actions.leave(Staff.objects.get(user__email="abe@example.org"), by=None)


def test_a_role_without_casework_ends_the_parts_in_cases(as_staff, cast, case, acting):
    assert change(as_staff("ada"), cast["ana"], role="finance").status_code == 302
    with acting("sol"):
        assert not Assignment.objects.filter(staff=cast["ana"], ended_at__isnull=True).exists()
        assert not CaseGrant.objects.filter(user=cast["ana"].user).exists()
        assert [c.pk for c in queries.cases_without_advocate(cast["sol"])] == [case.pk]


# ---- Leaving (CF-30) -----------------------------------------------------------------------------------


def test_leaving_ends_everything_at_once(as_staff, cast, case, acting):
    ana = Client()
    ana_user = cast["ana"].user
    ana_user.set_password(PASSWORD)
    ana_user.save()
    ana.post(reverse("account_login"), {"login": ana_user.email, "password": PASSWORD})
    assert ana.get(case.get_absolute_url()).status_code == 200
    assert UserSession.objects.filter(user=ana_user).exists()
    AuthToken.objects.create(user=ana_user)
    with acting("ana"):
        task = task_actions.open_task(case, kind="manual", title="Call back")
    session = ana.session.session_key

    done = as_staff("ada").post(reverse("caseload:person_leave", args=[cast["ana"].ref]), follow=True)
    assert "1 cases, 1 tasks" in done.content.decode()

    assert ana.get(case.get_absolute_url()).status_code == 302, "the open session ends with the next request"
    assert not Session.objects.filter(session_key=session).exists()
    assert not AuthToken.objects.filter(user=ana_user).exists()
    again = Client()
    again.post(reverse("account_login"), {"login": ana_user.email, "password": PASSWORD})
    assert again.get(reverse("caseload:home")).status_code == 302
    with acting("sol"):
        assert not CaseGrant.objects.filter(user=ana_user).exists()
        assert [c.pk for c in queries.cases_without_advocate(cast["sol"])] == [case.pk]
        assert [t.pk for t in queries.unassigned_tasks(cast["sol"])] == [task.pk]
        entry = AuditEntry.objects.get(event="caseload.staff_left")
        assert entry.additional_data == {"cases": 1, "tasks": 1}
    page = as_staff("sol").get(reverse("caseload:handover")).content.decode()
    assert case.code in page
    assert "Call back" in page


def test_leaving_one_agency_leaves_the_other_alone(world, cast, as_staff, acting):
    """Somebody in two agencies goes on working in the second."""
    Staff.objects.create(agency=world.other, user=cast["ana"].user, name="Ana", role="advocate")
    with acting("ada"):
        staff_actions.leave(cast["ana"], by=cast["ada"])
    ana = as_staff("ana")
    assert "Meadow Place" in ana.get(reverse("caseload:home")).content.decode()


def test_who_comes_back_starts_without_old_parts(cast, acting, case, invitation, client):
    with acting("ada"):
        staff_actions.leave(cast["ana"], by=cast["ada"])
    _row, token = invitation(email="ana@example.org")
    assert (
        client.post(link_to(token), {"name": "Ana", "password": PASSWORD, "again": PASSWORD}).status_code
        == 302
    )
    cast["ana"].refresh_from_db()
    assert cast["ana"].is_active
    assert client.get(case.get_absolute_url()).status_code == 404
    with acting("ada"):
        assert AuditEntry.objects.filter(event="caseload.staff_returned").exists()


def test_nobody_ends_their_own_access(as_staff, cast):
    assert as_staff("ada").post(reverse("caseload:person_leave", args=[cast["ada"].ref])).status_code == 422
    cast["ada"].refresh_from_db()
    assert cast["ada"].is_active


def test_a_team_does_not_keep_a_supervisor_who_left(cast, acting, world, case):
    with acting("ada"):
        staff_actions.leave(cast["sol"], by=cast["ada"])
        world.team.refresh_from_db()
        assert world.team.supervisor_id is None
        assert [t.pk for t in queries.teams_without_supervisor()] == [world.team.pk]
    with acting("dee"):
        case.team.refresh_from_db()
        assert queries.supervisors_of(case) == [cast["dee"]]


def test_leaving_takes_as_many_statements_with_one_case_as_with_many(cast, acting):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for name, number in (("ana", 2), ("ben", 12)):
        with acting("sol"):
            for _ in range(number):
                factories.make_case(by=cast["sol"], assigned_to=cast[name])
        with (
            acting("ada"),
            CaptureQueriesContext(
                connection,
            ) as seen,
        ):
            staff_actions.leave(cast[name], by=cast["ada"])
        counts.append(len(seen))
    assert counts[0] == counts[1]


# ---- The administrator sees people, not clients --------------------------------------------------------


def test_the_administrator_sees_how_much_and_never_what(as_staff, cast, case, acting):
    with acting("ana"):
        task_actions.open_task(case, kind="manual", title="A title nobody needs here")
    ada = as_staff("ada")
    for url in ("staff", "home", "notifications", "teams"):
        page = ada.get(reverse(f"caseload:{url}")).content.decode()
        assert case.code not in page
        assert "A title nobody" not in page
    page = ada.get(reverse("caseload:person_leave", args=[cast["ana"].ref])).content.decode()
    assert "1 parts in cases" in page
    assert case.code not in page
    assert ada.get(reverse("caseload:handover")).status_code == 403
    assert ada.get(case.get_absolute_url()).status_code in {403, 404}


def test_the_list_of_staff_is_the_agencys_own(as_staff, world):
    page = as_staff("ana").get(reverse("caseload:staff")).content.decode()
    assert "Ben" in page
    assert "Oli" not in page
    assert "eve@example.org" not in page


def test_staff_are_found_by_name_role_and_team(as_staff, world, cast):
    sol = as_staff("sol")
    url = reverse("caseload:staff")
    assert "Ben" not in sol.get(url, {"q": "ana@"}).content.decode().split("<tbody>")[1]
    rows = sol.get(url, {"role": "director"}).content.decode().split("<tbody>")[1]
    assert "Dee" in rows
    assert "Ana" not in rows
    rows = sol.get(url, {"team": world.team.ref}).content.decode().split("<tbody>")[1]
    assert "Ana" in rows
    assert "Dee" not in rows
    assert "Nobody found" in sol.get(url, {"gone": "on"}).content.decode()


def test_teams_are_made_and_changed(as_staff, world, cast, acting):
    ada = as_staff("ada")
    assert (
        ada.post(reverse("caseload:team_new"), {"name": "Night", "supervisor": cast["dee"].ref}).status_code
        == 302
    )
    again = ada.post(reverse("caseload:team_new"), {"name": "Night", "supervisor": ""})
    assert again.status_code == 422
    url = reverse("caseload:team_edit", args=[world.team.ref])
    assert ada.post(url, {"name": "Morning", "supervisor": cast["dee"].ref}).status_code == 302
    with acting("ada"):
        world.team.refresh_from_db()
        assert (world.team.name, world.team.supervisor_id) == ("Morning", cast["dee"].pk)
    wrong = ada.post(url, {"name": "Morning", "supervisor": cast["ana"].ref})
    assert wrong.status_code == 422, "an advocate cannot answer for a team"
    with acting_as(world.other, source="command"):
        foreign = queries.teams().first()
    assert ada.get(reverse("caseload:team_edit", args=[foreign.ref])).status_code == 404


def test_ending_an_assignment_closes_the_door(as_staff, cast, case, acting):
    with acting("sol"):
        case_actions.assign(case, staff=cast["ben"], by=cast["sol"], kind=Assignment.Kind.SECOND)
        part = Assignment.objects.get(staff=cast["ben"], ended_at__isnull=True)
    ben = as_staff("ben")
    assert ben.get(case.get_absolute_url()).status_code == 200
    assert ben.post(reverse("caseload:assignment_end", args=[part.ref])).status_code == 403
    assert as_staff("sol").post(reverse("caseload:assignment_end", args=[part.ref])).status_code == 302
    assert ben.get(case.get_absolute_url()).status_code == 404
