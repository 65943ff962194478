"""One shape for every refusal: {"detail": words, "errors": {field: [words]}}."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import exception_handler

from caseload.foundation.errors import Denied, NotVisible, RuleBroken, Stale

WHOLE = "non_field_errors"


def problem(exc: Exception, context_: dict[str, Any]) -> Response | None:
    """The answer to an error that is the caller's, or the rules'; None for one that is ours."""
    if isinstance(exc, RuleBroken):
        return refusal(str(exc.message), {exc.field or WHOLE: [str(exc.message)]})
    if isinstance(exc, Stale):
        return refusal(_("Somebody else saved first."), _version_now(exc), status.HTTP_409_CONFLICT)
    if isinstance(exc, NotVisible | Http404):
        named = {str(exc.args[0]): [_("There is no such thing.")]} if _names_a_field(exc) else {}
        return refusal(_("Not found."), named, status.HTTP_404_NOT_FOUND)
    if isinstance(exc, Denied):
        return refusal(_("Not part of your role."), {}, status.HTTP_403_FORBIDDEN)
    if isinstance(exc, RequestDataTooBig):
        return refusal(_("The body is too large."), {}, status.HTTP_413_REQUEST_ENTITY_TOO_LARGE)
    if isinstance(exc, exceptions.ValidationError):
        return refusal(_("Some fields need attention."), flat(exc.detail))
    response = exception_handler(exc, context_)
    if response is not None:
        response.data = {"detail": str(response.data.get("detail", "")), "errors": {}}
    return response


def _version_now(stale: Stale) -> dict[str, list[str]]:
    """Which field named a version that is not current, and the one that is; empty where none is kept."""
    now = getattr(stale.current, "version", None)
    return {} if now is None else {getattr(stale, "field", "version"): [_("is %s now") % now]}


def refusal(detail: str, errors: dict[str, list[str]], code: int = status.HTTP_400_BAD_REQUEST) -> Response:
    return Response({"detail": detail, "errors": errors}, status=code)


def flat(detail: Any) -> dict[str, list[str]]:
    """Nested errors by the path to each field: {"household.0.name": ["..."]}."""
    found: dict[str, list[str]] = {}
    for path, words in _leaves(detail, ()):
        found.setdefault(".".join(path) or WHOLE, []).append(words)
    return found


def _leaves(detail: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(detail, Mapping):
        for name, inner in detail.items():
            yield from _leaves(inner, (*path, str(name)) if name != WHOLE else path)
    elif isinstance(detail, list):
        for number, inner in enumerate(detail):
            nested = isinstance(inner, Mapping | list)
            yield from _leaves(inner, (*path, str(number)) if nested else path)
    else:
        yield path, str(detail)


def _names_a_field(exc: Exception) -> bool:
    return isinstance(exc, NotVisible) and bool(exc.args)
