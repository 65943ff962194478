"""Tokens: kept as hashes, ending by themselves; and the one form a body may have."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from knox.auth import TokenAuthentication
from rest_framework import exceptions, status
from rest_framework.negotiation import BaseContentNegotiation, DefaultContentNegotiation
from rest_framework.parsers import JSONParser

TOKEN = re.compile(rb"[0-9a-f]{32,128}")


class Token(TokenAuthentication):  # type: ignore[misc, unused-ignore]
    """`Authorization: Token ...`; what cannot be a token is refused before the database is asked."""

    def authenticate_credentials(self, token: bytes) -> Any:
        if not TOKEN.fullmatch(token):
            raise exceptions.AuthenticationFailed(_("Invalid token."))
        return super().authenticate_credentials(token)


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call, unused-ignore]
    """How the description of the API names the token."""

    target_class = "caseload.api.base.auth.Token"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "`Token ` and the token that `manage.py create_token` printed; it ends by itself.",
        }


class BodyTooLarge(exceptions.APIException):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = gettext_lazy("The body is too large.")


def _no_such_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


class StrictJSON(JSONParser):
    """JSON in UTF-8 of a bounded size and depth; NaN and Infinity are not JSON."""

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        raw = stream.read(limit + 1)
        if len(raw) > limit:
            raise BodyTooLarge
        try:
            return json.loads(raw.decode(), parse_constant=_no_such_number)
        except (ValueError, RecursionError) as error:
            raise exceptions.ParseError(_("The body is not JSON in UTF-8.")) from error


class OneForm(BaseContentNegotiation):
    """Every endpoint answers in exactly one form, whatever the caller would rather have."""

    def select_parser(self, request: Any, parsers: Any) -> Any:
        return DefaultContentNegotiation().select_parser(request, parsers)

    def select_renderer(self, request: Any, renderers: Any, format_suffix: Any = None) -> Any:
        return renderers[0], renderers[0].media_type
