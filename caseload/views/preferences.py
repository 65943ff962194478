"""Language and theme, and the agency a person acts for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from caseload.views.base import ACTIVE, AgencyView

LANGUAGES = {"en", "es"}
THEMES = {"light", "dark", "auto"}
YEAR = 365 * 24 * 3600


class LanguageMiddleware:
    """The page's language: the person's choice on this device, else the browser's."""

    def __init__(self, get_response: Callable[[HttpRequest], Any]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> Any:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in LANGUAGES else translation.get_language_from_request(request)
        with translation.override(language):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
            if request.path.startswith(settings.STATIC_URL) is False:
                response.headers.setdefault("Cache-Control", "no-store")
        return response


def face(request: HttpRequest) -> dict[str, Any]:
    """What every template needs to look right."""
    theme = request.COOKIES.get("theme", "auto")
    return {"theme": theme if theme in THEMES else "auto", "demo": settings.LANTERN_DEMO}


def _next(request: HttpRequest) -> str:
    target = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if safe else "/"


@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """Remember language and theme on this device; works before sign-in too."""
    response = HttpResponseRedirect(_next(request))
    cookie: dict[str, Any] = {
        "max_age": YEAR,
        "secure": settings.SESSION_COOKIE_SECURE,
        "samesite": "Lax",
        "httponly": True,
    }
    if request.POST.get("language") in LANGUAGES:
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, request.POST["language"], **cookie)
    if request.POST.get("theme") in THEMES:
        response.set_cookie("theme", request.POST["theme"], **cookie)
    return response


class SwitchAgency(AgencyView):
    """Act for another agency one works for; shown in the header, kept in the session."""

    def post(self, request: HttpRequest) -> HttpResponse:
        wanted = request.POST.get("place", "")
        if wanted in {place.ref for place in self.request.places}:
            request.session[ACTIVE] = wanted
        return redirect("caseload:home")
