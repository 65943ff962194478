"""Who is away, who stands in, and cover for the cases the stand-in cannot open."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caseload import access, queries
from caseload.actions import absences
from caseload.forms.roster import AbsenceForm, CoverForm
from caseload.foundation import clock
from caseload.foundation.moments import local_moment_or_next
from caseload.models import Absence
from caseload.permissions import Perm
from caseload.views.base import AgencyView, FormPage
from caseload.views.paging import page_of

MORNING = time(9)


class Absences(FormPage):
    """Who is away now or later; one's own absence is entered here, a team's by its supervisor."""

    permission = Perm.SEE_STAFF
    form_class = AbsenceForm
    template = "caseload/absences.html"
    success_message = gettext_lazy("Entered. Alerts ask the stand-in from then on, where they may open it.")

    def initial(self) -> dict[str, Any]:
        now = clock.now().replace(second=0, microsecond=0)
        tomorrow = clock.today(self.agency.tz) + timedelta(days=1)
        ends_at = local_moment_or_next(tomorrow, MORNING, self.agency.tz)
        return {"staff": self.staff, "starts_at": now, "ends_at": ends_at}

    def form_kwargs(self) -> dict[str, Any]:
        people = queries.staff_directory()
        return {
            "people": [p for p in people if access.may_enter_absence(self.staff, p)],
            "stand_ins": queries.askable(),
        }

    def form_context(self) -> dict[str, Any]:
        page = page_of(self.request, queries.absences_ahead())
        now = clock.now()
        for row in page.object_list:
            row.is_now = row.holds_at(now)
            row.may_end = access.may_enter_absence(self.staff, row.staff)
        return {"page_obj": page}

    def act(self, form: AbsenceForm) -> str:
        absence = absences.add_absence(by=self.staff, **form.cleaned_data)
        may_cover = access.can(self.staff, Perm.ASSIGN_CASE) and absence.stand_in
        return reverse("caseload:absence", args=[absence.ref]) if may_cover else "caseload:absences"


class AbsencePage(FormPage):
    """One absence; who may assign cases confirms cover here, case by case."""

    permission = Perm.SEE_STAFF
    sending = Perm.ASSIGN_CASE
    form_class = CoverForm
    template = "caseload/absence.html"
    success_message = gettext_lazy("Done. The stand-in can open these cases until the absence ends.")
    absence: Absence

    def load(self, *args: Any, **kwargs: Any) -> None:
        self.absence = access.get_absence(self.staff, kwargs["ref"])
        wanted = queries.cases_to_cover(self.absence)
        self.cases = list(wanted.filter(pk__in=access.visible_keys(self.staff, Perm.ASSIGN_CASE)))
        self.barred = {case.pk for case in queries.barred_from(self.absence.stand_in, self.cases)}

    def initial(self) -> dict[str, Any]:
        return {"cases": [case.ref for case in self._coverable()]}

    def form_kwargs(self) -> dict[str, Any]:
        return {"cases": self._coverable()}

    def _coverable(self) -> list[Any]:
        return [case for case in self.cases if self.absence.stand_in and case.pk not in self.barred]

    def form_context(self) -> dict[str, Any]:
        return {
            "absence": self.absence,
            "is_over": self.absence.ends_at <= clock.now(),
            "is_now": self.absence.holds_at(clock.now()),
            "may_end": access.may_enter_absence(self.staff, self.absence.staff),
            "coverable": self._coverable(),
            "others": [case for case in self.cases if case not in self._coverable()],
            "covers": queries.cover_for(self.absence).count(),
        }

    def act(self, form: CoverForm) -> str:
        absences.confirm_cover(self.absence, by=self.staff, **form.cleaned_data)
        return reverse("caseload:absence", args=[self.absence.ref])


class EndAbsence(AgencyView):
    """Asks first; then the person is asked again, and cover given for it ends."""

    permission = Perm.SEE_STAFF
    absence: Absence

    def load(self, *args: Any, **kwargs: Any) -> None:
        self.absence = access.get_absence(self.staff, kwargs["ref"], to_change=True)

    def get(self, request: HttpRequest, ref: str) -> HttpResponse:
        covers = queries.cover_for(self.absence).count()
        return self.page(
            "caseload/absence_end.html", absence=self.absence, covers=covers,
            begun=self.absence.starts_at <= clock.now(),
        )  # fmt: skip

    def post(self, request: HttpRequest, ref: str) -> HttpResponse:
        absences.end_absence(self.absence, by=self.staff)
        messages.success(request, _("Done. Alerts ask this person again."))
        return HttpResponseRedirect(reverse("caseload:absences"))
