"""Pages for what went wrong: plain words, what to do next, and nothing about any client."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from caseload.foundation.errors import RuleBroken


def _page(request: HttpRequest, status: int, heading: str, words: str, **data: Any) -> HttpResponse:
    return render(request, "caseload/error.html", {"heading": heading, "words": words, **data}, status=status)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 404, _("Nothing here"), _("This address leads to nothing you can open."))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(
        request,
        403,
        _("Not part of your role"),
        _("Your role does not include this. Ask your supervisor if you need it."),
    )


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(
        request, 400, _("That did not work"), _("The request could not be understood. Go back and try again.")
    )


def rule_broken(request: HttpRequest, broken: RuleBroken) -> HttpResponse:
    return _page(request, 422, _("That is not possible"), str(broken.message))


def stale(request: HttpRequest) -> HttpResponse:
    return _page(request, 409, _("Somebody else saved first"), stale_words())


def stale_words() -> str:
    return _(
        "Somebody else changed this while you were writing. "
        "Both versions are below; nothing you typed is lost."
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _page(
        request, 403, _("This page was open too long"), _("Go back, reload the page and send it again.")
    )


def no_agency(request: HttpRequest) -> HttpResponse:
    return _page(
        request,
        403,
        _("No active agency"),
        _("Your account is not active in any agency. Ask an administrator."),
    )


def second_factor_wanted() -> str:
    return _("Add a second step to your sign-in first: an authenticator app or a passkey.")


def server_error(request: HttpRequest) -> HttpResponse:
    """Must work when nothing else does: no database, no context."""
    return HttpResponse(
        "<!doctype html><html lang=en><meta charset=utf-8><title>Lantern</title>"
        "<h1>Something went wrong on our side</h1><p>Nothing was half-saved. Try again in a minute.</p>"
        "<h1 lang=es>Algo falló de nuestro lado</h1>"
        "<p lang=es>Nada quedó guardado a medias. Intente de nuevo en un minuto.</p>",
        status=500,
    )
