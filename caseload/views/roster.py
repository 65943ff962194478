"""On call: the week's plan, who is on now, and copying a week forward."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from caseload import access, queries
from caseload.actions import roster
from caseload.forms.roster import ShiftForm
from caseload.foundation import clock
from caseload.foundation.moments import local_moment_or_next
from caseload.models import Shift
from caseload.permissions import Perm
from caseload.views.base import AgencyView, FormPage

WEEK = timedelta(days=7)
EVENING, MORNING = time(17), time(9)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def asked_week(value: str, today: date) -> date:
    """The Monday of the week an address names; of this week when it names none, or nonsense."""
    try:
        day = date.fromisoformat(value)
        return monday_of(day) if 1970 <= day.year <= 2199 else monday_of(today)
    except ValueError:
        return monday_of(today)


def address_of(monday: date) -> str:
    return f"{reverse('caseload:roster')}?week={monday.isoformat()}"


class Roster(FormPage):
    """A week of shifts; those who plan add to it here."""

    permission = Perm.SEE_STAFF
    sending = Perm.PLAN_ROSTER
    form_class = ShiftForm
    template = "caseload/roster.html"
    success_message = gettext_lazy("The shift is on the roster.")

    def load(self, *args: Any, **kwargs: Any) -> None:
        self.today = clock.today(self.agency.tz)
        self.monday = asked_week(self.request.GET.get("week", ""), self.today)

    def initial(self) -> dict[str, Any]:
        """Tonight's shift, or the first of another week."""
        day = max(self.monday, self.today)
        tz = self.agency.tz
        return {
            "starts_at": local_moment_or_next(day, EVENING, tz),
            "ends_at": local_moment_or_next(day + timedelta(days=1), MORNING, tz),
        }

    def form_kwargs(self) -> dict[str, Any]:
        planned = [team for team in queries.teams() if access.may_plan(self.staff, team)]
        return {
            "people": queries.askable(), "teams": planned,
            "whole_agency": access.may_plan(self.staff, None),
        }  # fmt: skip

    def form_context(self) -> dict[str, Any]:
        shifts: list[Any] = list(queries.shifts_of_week(self.monday))
        away = list(queries.absences_of_week(self.monday))
        for shift in shifts:
            shift.may_change = access.may_plan(self.staff, shift.team)
            shift.begins_before = _local(shift.starts_at, self.agency.tz) < self.monday
            shift.away = next((row for row in away if row.overlaps(shift)), None)
        return {
            "days": [self._day(self.monday + timedelta(days=n), shifts) for n in range(7)],
            "monday": self.monday,
            "sunday": self.monday + timedelta(days=6),
            "previous": address_of(self.monday - WEEK),
            "following": address_of(self.monday + WEEK),
            "on_now": queries.on_call_now(),
            "plans": access.can(self.staff, Perm.PLAN_ROSTER),
            "empty": not shifts,
        }

    def _day(self, day: date, shifts: list[Shift]) -> dict[str, Any]:
        """The shifts that begin on the day; on the week's first, also those that began before it."""

        def begins(shift: Shift) -> date:
            return max(shift.starts_at.astimezone(self.agency.tz).date(), self.monday)

        return {"day": day, "today": day == self.today, "shifts": [s for s in shifts if begins(s) == day]}

    def act(self, form: ShiftForm) -> str:
        shift = roster.add_shift(by=self.staff, **form.cleaned_data)
        return address_of(monday_of(_local(shift.starts_at, self.agency.tz)))


def _local(moment: datetime, tz: Any) -> date:
    return moment.astimezone(tz).date()


class CopyWeek(AgencyView):
    """The week before, once more."""

    permission = Perm.PLAN_ROSTER

    def post(self, request: HttpRequest) -> HttpResponse:
        monday = asked_week(request.POST.get("week", ""), clock.today(self.agency.tz))
        copied, left = roster.copy_week(monday, by=self.staff)
        words = ngettext("%(count)d shift copied.", "%(count)d shifts copied.", copied) % {"count": copied}
        if left:
            words += " " + _("Left out, because already there or not possible: %(count)d.") % {"count": left}
        (messages.success if copied else messages.info)(request, words)
        return HttpResponseRedirect(address_of(monday))


class RemoveShift(AgencyView):
    """Asks first; then the shift is off the roster."""

    permission = Perm.PLAN_ROSTER
    shift: Shift

    def load(self, *args: Any, **kwargs: Any) -> None:
        self.shift = access.get_shift(self.staff, kwargs["ref"], to_change=True)
        self.back = address_of(monday_of(_local(self.shift.starts_at, self.agency.tz)))

    def get(self, request: HttpRequest, ref: str) -> HttpResponse:
        return self.page("caseload/shift_remove.html", shift=self.shift, back=self.back)

    def post(self, request: HttpRequest, ref: str) -> HttpResponse:
        roster.remove_shift(self.shift, by=self.staff)
        messages.success(request, _("The shift is off the roster."))
        return HttpResponseRedirect(self.back)
