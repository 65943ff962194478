"""Every cell of the matrix, asked through `access`, for every way a case can be reached (CF-15)."""

from __future__ import annotations

import pytest

from caseload import access
from caseload.actions import cases as case_actions
from caseload.foundation.errors import Denied, NotVisible
from caseload.models import Assignment, Staff
from caseload.permissions import MATRIX, Perm, Role, Scope
from tests import factories

CELLS = [(role, perm) for role in Role for perm in Perm]
HAS_CASE = {perm for row in MATRIX.values() for perm, scope in row.items() if scope != Scope.AGENCY}


@pytest.mark.parametrize(("role", "perm"), CELLS, ids=lambda v: str(v))
def test_a_role_holds_what_the_matrix_says(role, perm):
    assert access.can(Staff(role=role), perm) == (perm in MATRIX[role])
    assert not access.can(Staff(role=role, is_active=False), perm), "nobody who left holds anything"


# ---- On a case: the scope decides how far the permission reaches -----------------------------------


def reaches(scope, *, assigned, team, resident):
    return scope is not None and (
        scope == Scope.AGENCY
        or assigned
        or (scope == Scope.TEAM and team)
        or (scope == Scope.RESIDENTS and resident)
    )


@pytest.mark.parametrize("role", list(Role), ids=str)
def test_each_permission_reaches_as_far_as_its_scope(role, world, acting):
    """For each way to a case (none, own team, resident, assigned) `can` and the visible list agree."""
    staff = factories.make_staff(world.agency, "new", role)
    sol = world.cast["sol"]
    with acting("sol"):
        other_team = factories.make_team("Evening team", supervisor=world.cast["dee"])
        far = factories.make_case(by=sol, assigned_to=world.cast["ana"], team=other_team)
        resident = factories.make_case(
            by=sol, assigned_to=world.cast["ana"], team=other_team, is_resident=True
        )
        own = factories.make_case(by=sol, assigned_to=world.cast["ana"], team=world.team)
        given = factories.make_case(by=sol, assigned_to=world.cast["ana"], team=other_team)
        if Perm.SEE_CASE in MATRIX[role]:
            case_actions.assign(given, staff=staff, by=sol, kind=Assignment.Kind.SECOND)
        staff.team = world.team
        staff.save()
        ways = {
            far: {"assigned": False, "team": False, "resident": False},
            resident: {"assigned": False, "team": False, "resident": True},
            own: {"assigned": False, "team": True, "resident": False},
            given: {"assigned": Perm.SEE_CASE in MATRIX[role], "team": False, "resident": False},
        }
        for perm in HAS_CASE:
            visible = set(access.visible_cases(staff, perm).values_list("pk", flat=True))
            keys = access.Case.objects.filter(pk__in=access.visible_keys(staff, perm))
            assert set(keys.values_list("pk", flat=True)) == visible, perm
            for case, way in ways.items():
                want = reaches(MATRIX[role].get(perm), **way)
                assert access.can(staff, perm, case) == want, (perm, way)
                assert (case.pk in visible) == want, (perm, way)
                fresh = access.with_reach(staff, access.Case.objects.filter(pk=case.pk)).get()
                assert access.can(staff, perm, fresh) == want, (perm, way)


def test_what_was_learnt_for_one_person_is_not_believed_of_another(case, cast, acting):
    with acting("ana"):
        loaded = access.get_case(cast["ana"], case.ref)
        assert access.can(cast["ana"], Perm.EDIT_PLAN, loaded)
        assert not access.can(cast["ben"], Perm.EDIT_PLAN, loaded)
        assert access.can(cast["ana"], Perm.EDIT_PLAN, loaded)


@pytest.mark.parametrize("name", ["ben", "lee", "shea", "val", "dat", "fin", "ada", "aud"])
def test_a_case_one_has_no_part_in_is_not_there(name, case, cast, acting):
    with acting(name), pytest.raises(NotVisible):
        access.get_case(cast[name], case.ref)


def test_a_case_one_may_only_look_at_says_so(case, cast, acting):
    """Shelter staff see a resident's case and may not edit it: that is 403, not 404."""
    with acting("sol"):
        case_actions.edit_case(case, by=cast["sol"], team=case.team, is_resident=True)
    with acting("shea"):
        assert access.get_case(cast["shea"], case.ref).pk == case.pk
        with pytest.raises(Denied):
            access.get_case(cast["shea"], case.ref, Perm.EDIT_CASE)


def test_another_agencys_case_and_no_case_are_one_answer(case, cast, acting):
    with acting("eve"):
        for ref in (case.ref, "A" * 22, "", "x" * 500, "ü"):
            with pytest.raises(NotVisible):
                access.get_case(cast["eve"], ref)


def test_who_can_agrees_with_can(case, world, cast, acting):
    with acting("sol"):
        case_actions.assign(case, staff=cast["lee"], by=cast["sol"], kind=Assignment.Kind.SECOND)
        case_actions.restrict(case, staff=cast["dee"], by=cast["sol"])
        for perm in (Perm.SEE_CASE, Perm.SEE_TASKS, Perm.ASSIGN_CASE, Perm.SEE_LOCATION):
            said = {s.pk for s in access.who_can(case, perm)}
            everybody = [s for s in cast.values() if s.agency_id == world.agency.pk]
            assert said == {s.pk for s in everybody if access.can(s, perm, case)}
