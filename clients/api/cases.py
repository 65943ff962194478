"""Cases: /api/v1/cases/. A case begins with an intake, so its endpoint is here and not below."""

from __future__ import annotations

from typing import Any

from caseload import access, queries
from caseload.actions import cases, handover
from caseload.api.base import Act, One, Rows, named_by_ref
from caseload.models import Case
from caseload.permissions import Perm
from clients.actions import intake
from clients.api.serializers.cases import CaseAssign, CaseChange, CaseClose, CaseFilters, CaseNew, CaseRow
from clients.queries import lists


class ShowsCases:
    """Cases with the reference of their client and their advocate."""

    def prepared(self, rows: list[Case]) -> list[Case]:
        advocates = queries.primary_advocates([case.pk for case in rows])
        for case in rows:
            case.shown_advocate = advocates.get(case.pk)  # type: ignore[attr-defined]
        return rows


class Cases(ShowsCases, Rows):
    """Cases the caller works on, the worst first."""

    permissions = {"GET": Perm.SEE_CASE, "POST": Perm.OPEN_CASE}
    words = {"POST": "Take in a client: opens the case with the client, household, contact and respondent."}
    filters = CaseFilters
    shows, new, made = CaseRow, CaseNew, CaseRow

    def rows(self) -> Any:
        return lists.case_rows(self.staff)

    def create(self, data: dict[str, Any]) -> Case:
        data["assign_to"] = named_by_ref(queries.caseworker, data.pop("assign_to", None), "assign_to")
        data["team"] = named_by_ref(queries.team_of_ref, data.pop("team", None), "team")
        return intake.take_in(by=self.staff, **data)


class OneCase(ShowsCases, One):
    """One case. Reading it is audited."""

    permissions = {"GET": Perm.SEE_CASE, "PATCH": Perm.EDIT_CASE}
    words = {"PATCH": "Move the case to another team, or note that the client stays in the agency's shelter."}
    shows, changes = CaseRow, CaseChange
    viewed = "caseload.case_viewed"

    def fetch(self, ref: str, perm: Perm) -> Case:
        return access.get_case(self.staff, ref, perm)

    def change(self, row: Case, version: int, data: dict[str, Any]) -> Case:
        team = row.team
        if "team" in data:
            team = named_by_ref(queries.team_of_ref, data["team"], "team")
        resident = data.get("is_resident", row.is_resident)
        return cases.edit_case(row, by=self.staff, team=team, is_resident=resident, version=version)


class CaseAct(ShowsCases, Act):
    """Something done to a case."""

    permissions = {"POST": Perm.CLOSE_CASE}
    shows = CaseRow

    def fetch(self, ref: str, perm: Perm) -> Case:
        return access.get_case(self.staff, ref, perm)


class Assign(CaseAct):
    """Give somebody a part in the case; a new advocate takes over the open tasks of the one before."""

    permissions = {"POST": Perm.ASSIGN_CASE}
    verb = "assign"
    body = CaseAssign

    def act(self, row: Case, data: dict[str, Any]) -> Case:
        people = queries.assignable_to(row)
        staff = named_by_ref(lambda ref: people.filter(ref=ref).first(), data.pop("staff"), "staff")
        handover.give_case(row, staff=staff, by=self.staff, **data)
        return row


class Close(CaseAct):
    """End the stay. Windows, alerts and their tasks go on. Doing it twice changes nothing."""

    verb = "close"
    body = CaseClose

    def act(self, row: Case, data: dict[str, Any]) -> Case:
        return cases.close_case(row, by=self.staff, **data)


class Reopen(CaseAct):
    """The person is back: opens the next episode of the same case. Doing it twice changes nothing."""

    verb = "reopen"

    def act(self, row: Case, data: dict[str, Any]) -> Case:
        return cases.reopen_case(row, by=self.staff)
