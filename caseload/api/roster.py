"""The roster and absences: /api/v1/shifts/ and /api/v1/absences/."""

from __future__ import annotations

from typing import Any

from caseload import access, queries
from caseload.actions import absences, roster
from caseload.api.base import Act, One, Rows, named_by_ref
from caseload.api.roster_shapes import (
    AbsenceFilters,
    AbsenceNew,
    AbsenceRow,
    Cover,
    ShiftFilters,
    ShiftNew,
    ShiftRow,
)
from caseload.models import Absence, Shift
from caseload.permissions import Perm


class Shifts(Rows):
    """Who is on call. Being on call opens no case."""

    permissions = {"GET": Perm.SEE_STAFF, "POST": Perm.PLAN_ROSTER}
    words = {
        "GET": "Shifts by time; those that are over too.",
        "POST": "Put somebody on call. The same shift twice is one shift; one that overlaps another of the "
        "same person and team is refused.",
    }
    filters = ShiftFilters
    shows, new, made = ShiftRow, ShiftNew, ShiftRow

    def rows(self) -> Any:
        return queries.shift_rows()

    def create(self, data: dict[str, Any]) -> Shift:
        staff = named_by_ref(queries.colleague, data.pop("staff"), "staff")
        team = named_by_ref(queries.team_of_ref, data.pop("team", None), "team")
        return roster.add_shift(staff=staff, team=team, by=self.staff, **data)


class OneShift(One):
    """One shift."""

    permissions = {"GET": Perm.SEE_STAFF, "DELETE": Perm.PLAN_ROSTER}
    words = {"DELETE": "Take it off the roster."}
    shows = ShiftRow

    def fetch(self, ref: str, perm: Perm) -> Shift:
        return access.get_shift(self.staff, ref, to_change=perm == Perm.PLAN_ROSTER)

    def remove(self, row: Shift) -> None:
        roster.remove_shift(row, by=self.staff)


class Absences(Rows):
    """Who is away and who stands in. One's own is entered by oneself, others' by who plans their team."""

    permissions = {"GET": Perm.SEE_STAFF, "POST": Perm.SEE_STAFF}
    words = {
        "GET": "Absences by time; those that are over too.",
        "POST": "Enter an absence. Standing in gives no access to any case: cover does, once confirmed.",
    }
    filters = AbsenceFilters
    shows, new, made = AbsenceRow, AbsenceNew, AbsenceRow

    def rows(self) -> Any:
        return queries.absence_rows()

    def create(self, data: dict[str, Any]) -> Absence:
        staff = named_by_ref(queries.colleague, data.pop("staff"), "staff")
        stand_in = named_by_ref(queries.colleague, data.pop("stand_in", None), "stand_in")
        return absences.add_absence(staff=staff, stand_in=stand_in, by=self.staff, **data)


class OneAbsence(One):
    """One absence."""

    permissions = {"GET": Perm.SEE_STAFF, "DELETE": Perm.SEE_STAFF}
    words = {"DELETE": "End it now, or take it back if it has not begun. Cover given for it ends too."}
    shows = AbsenceRow

    def fetch(self, ref: str, perm: Perm) -> Absence:
        return access.get_absence(self.staff, ref, to_change=self.request.method == "DELETE")

    def remove(self, row: Absence) -> None:
        absences.end_absence(row, by=self.staff)


class ConfirmCover(Act):
    """Let the stand-in open these cases until the absence ends. Doing it twice changes nothing."""

    permissions = {"POST": Perm.ASSIGN_CASE}
    verb = "cover"
    body = Cover
    shows = AbsenceRow

    def fetch(self, ref: str, perm: Perm) -> Absence:
        return access.get_absence(self.staff, ref)

    def act(self, row: Absence, data: dict[str, Any]) -> Absence:
        cases = [self.case_named(ref, Perm.ASSIGN_CASE) for ref in data["cases"]]
        absences.confirm_cover(row, cases=cases, by=self.staff)
        return row
