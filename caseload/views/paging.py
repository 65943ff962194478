"""Pages of long lists, and the way back to where a button was pressed."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, QueryDict
from django.utils.http import url_has_allowed_host_and_scheme

PER_PAGE = 25


def page_of(request: HttpRequest, rows: Any, per_page: int = PER_PAGE) -> Page:
    """The page the address asks for; the nearest one when it asks for nonsense."""
    return Paginator(rows, per_page).get_page(request.GET.get("page"))


def back_to(request: HttpRequest, default: str, **extra: str) -> str:
    """The `next` of a form when it is an address of ours, else `default`; `extra` joins its query."""
    wanted = request.POST.get("next", "")
    safe = wanted.startswith("/") and url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    parts = urlsplit(wanted if safe else default)
    query = QueryDict(parts.query, mutable=True)
    query.update(extra)
    return f"{parts.path}?{query.urlencode()}" if query else parts.path
