"""Notices: what a person was told, and the way to it. Reading one clears no alert."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse

from caseload import access, queries
from caseload.actions import notifications
from caseload.models import Notification
from caseload.views.base import AgencyView
from caseload.views.paging import page_of


def target(notice: Notification) -> str:
    """Where a notice leads; the list itself when its page is gone."""
    try:
        if notice.url_name:
            return reverse(notice.url_name, args=[notice.url_ref] if notice.url_ref else [])
    except NoReverseMatch:
        pass
    return notice.case.get_absolute_url() if notice.case else reverse("caseload:notifications")


class Notices(AgencyView):
    """In-app messages, the newest first."""

    def get(self, request: HttpRequest) -> HttpResponse:
        page = page_of(request, queries.notices(self.staff))
        for notice in page.object_list:
            notice.label = queries.notice_label(notice.kind)
        return self.page("caseload/notifications.html", page_obj=page)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Mark all as read."""
        notifications.mark_read(self.staff)
        return redirect("caseload:notifications")


class OpenNotice(AgencyView):
    """Mark one as read and go where it leads."""

    def post(self, request: HttpRequest, ref: str) -> HttpResponse:
        notice = access.get_notification(self.staff, ref)
        notifications.mark_read(self.staff, refs=[ref])
        return HttpResponseRedirect(target(notice))
