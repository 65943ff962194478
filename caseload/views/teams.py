"""Teams and who answers for their cases."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from caseload import access, queries
from caseload.actions import agencies
from caseload.forms.staff import TeamForm
from caseload.models import Team
from caseload.permissions import Perm
from caseload.views.base import AgencyView, FormPage


class Teams(AgencyView):
    """All teams with their supervisor and size."""

    permission = Perm.SEE_STAFF

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page("caseload/teams.html", teams=queries.teams_with_size())


class NewTeam(FormPage):
    """A new team."""

    permission = Perm.MANAGE_STAFF
    form_class = TeamForm
    template = "caseload/team_form.html"
    success_message = _("The team is there.")

    def form_kwargs(self) -> dict[str, Any]:
        return {"supervisors": queries.possible_supervisors()}

    def act(self, form: TeamForm) -> str:
        agencies.create_team(**form.cleaned_data)
        return "caseload:teams"


class EditTeam(NewTeam):
    """Rename a team, or give it another supervisor."""

    success_message = _("Saved.")
    team: Team

    def load(self, *args: Any, **kwargs: Any) -> None:
        self.team = access.get_team(self.staff, kwargs["ref"])

    def initial(self) -> dict[str, Any]:
        return {"name": self.team.name, "supervisor": self.team.supervisor}

    def form_context(self) -> dict[str, Any]:
        return {"team": self.team}

    def act(self, form: TeamForm) -> str:
        agencies.edit_team(self.team, **form.cleaned_data)
        return "caseload:teams"
