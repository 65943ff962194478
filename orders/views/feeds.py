"""The calendar feed: the page that makes and ends it, and the address that calendar programs ask."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.http import parse_etags
from django.utils.translation import gettext as _
from django.views import View

from caseload.foundation import context
from caseload.permissions import Perm
from caseload.views.base import AgencyView, not_found
from clients.queries import views_for
from orders.actions import feeds as actions
from orders.forms import FeedForm
from orders.ical import calendar_file
from orders.models import CalendarFeed
from orders.queries.feeds import feed_entries

TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


class FeedPage(AgencyView):
    """Whether there is a feed, what it holds, and a plain warning; a new address is shown only once."""

    permission = Perm.SEE_ORDERS

    def get(self, request: HttpRequest) -> HttpResponse:
        feed = actions.feed_of(self.staff)
        held = {"kinds": feed.kinds, "whose": feed.whose} if feed else {}
        return self._show(FeedForm(initial=held, views=views_for(self.staff)), feed)

    def post(self, request: HttpRequest) -> HttpResponse:
        form = FeedForm(request.POST, views=views_for(self.staff))
        if not form.is_valid():
            return self._show(form, actions.feed_of(self.staff), status=422)
        feed, token = actions.make_feed(self.staff, **form.cleaned_data)
        return self._show(
            FeedForm(initial=form.cleaned_data, views=views_for(self.staff)), feed,
            address=actions.feed_address(token),
        )  # fmt: skip

    def _show(
        self, form: FeedForm, feed: CalendarFeed | None, status: int = 200, **data: Any
    ) -> HttpResponse:
        return self.page("orders/calendar/feed.html", status=status, form=form, feed=feed, **data)


class EndFeed(AgencyView):
    """The address stops answering at once."""

    permission = Perm.SEE_ORDERS

    def post(self, request: HttpRequest) -> HttpResponse:
        actions.end_feed(self.staff)
        messages.success(request, _("The calendar feed is off. Its address answers nothing any more."))
        return redirect("orders:feed_page")


class Feed(View):
    """The feed itself: no session, no cookie. The token opens it, and access is asked anew each time."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        agency = actions.agency_of_token(token) if TOKEN.fullmatch(token) else None
        if agency is None:
            return not_found(request)
        with context.acting_as(agency, source="web"):
            feed, too_often = actions.open_feed(token)
        if feed is None:
            return not_found(request)
        if too_often:
            return _closed(HttpResponse(status=429, headers={"Retry-After": "3600"}))
        with context.acting_as(agency, staff=feed.staff, source="web"):
            return self._answer(request, feed)

    def _answer(self, request: HttpRequest, feed: CalendarFeed) -> HttpResponse:
        with translation.override(feed.staff.user.language or feed.agency.language):
            entries = feed_entries(feed)
        body = calendar_file(entries)
        etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        known = parse_etags(request.headers.get("If-None-Match", ""))
        if etag in known or f"W/{etag}" in known:
            return _closed(HttpResponse(status=304), etag)
        actions.note_read(feed, rows=len(entries))
        response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = 'inline; filename="calendar.ics"'
        return _closed(response, etag)


def _closed(response: HttpResponse, etag: str = "") -> HttpResponse:
    """Kept by nobody on the way, found by no search engine."""
    if etag:
        response["ETag"] = etag
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
