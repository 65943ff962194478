"""Leaving in a hurry and coming back: the screen is hidden first, typed words are kept where that is safe."""

from __future__ import annotations

import calendar
from zoneinfo import ZoneInfo

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from caseload.foundation import clock
from caseload.views.base import active_staff


@csrf_exempt  # Leaving must never be refused; signing somebody out from elsewhere harms nobody.
@require_POST
def quick_exit(request: HttpRequest) -> HttpResponse:
    """End the session and show a page that says nothing about this program."""
    logout(request)
    response = redirect("caseload:neutral")
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@require_GET
def neutral(request: HttpRequest) -> HttpResponse:
    """The month's calendar: a page that anybody may have open."""
    today = clock.today(ZoneInfo("UTC"))
    weeks = calendar.Calendar(firstweekday=6).monthdatescalendar(today.year, today.month)
    data = {"today": today, "weeks": weeks, "language": get_language()}
    return render(request, "caseload/neutral.html", data)


@require_GET
def still_here(request: HttpRequest) -> HttpResponse:
    """Renew the session of a page in use, and give its forms a token that still works."""
    if not request.user.is_authenticated:
        return JsonResponse({}, status=401)
    staff = active_staff(request)
    return JsonResponse({"csrf": get_token(request), "staff": staff.ref if staff else ""})
