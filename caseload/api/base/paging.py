"""Lists come a page at a time."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.pagination import PageNumberPagination

LARGEST = 200
DIGITS = 9


class Pages(PageNumberPagination):
    """25 rows a page, up to 200 with `page_size`."""

    page_size = 25
    page_size_query_param = "page_size"
    page_query_param = "page"
    max_page_size = LARGEST

    def get_page_size(self, request: Any) -> int:
        return _whole(request, "page_size", largest=LARGEST) or self.page_size

    def get_page_number(self, request: Any, paginator: Any) -> int:
        return _whole(request, "page") or 1

    def get_paginated_response_schema(self, schema: Any) -> dict[str, Any]:
        address = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["count", "next", "previous", "results"],
            "properties": {
                "count": {"type": "integer", "description": "Rows on all pages together."},
                "next": {**address, "description": "Address of the next page."},
                "previous": {**address, "description": "Address of the page before."},
                "results": schema,
            },
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        return [
            _parameter("page", 1, 10**DIGITS - 1, "Which page, from 1."),
            _parameter("page_size", 1, LARGEST, f"Rows a page, {self.page_size} unless told."),
        ]


def _parameter(name: str, least: int, largest: int, words: str) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": words,
        "schema": {"type": "integer", "minimum": least, "maximum": largest},
    }


def _whole(request: Any, name: str, largest: int = 10**DIGITS - 1) -> int | None:
    text = request.query_params.get(name)
    if text is None:
        return None
    if text.isascii() and text.isdigit() and len(text) <= DIGITS and 1 <= int(text) <= largest:
        return int(text)
    raise exceptions.ValidationError({name: [_("Must be a whole number from 1 to %s.") % largest]})
