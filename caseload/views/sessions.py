"""Sessions end: fifteen minutes after the last request, twelve hours after sign-in (CF-29)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest

from caseload.foundation import clock

STARTED, SEEN = "started_at", "seen_at"
# A session may be bound to one part of the program, such as a screen on a wall: the start of its addresses.
# Such a session stays on without anybody touching it, up to the twelve hours, and opens nothing else.
ONLY = "only"
ALSO = "/hide/"
REFRESH_EVERY = 60


class SessionLimitMiddleware:
    """Renews an active session at most once a minute; background polling does not keep it alive."""

    def __init__(self, get_response: Callable[[HttpRequest], Any]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> Any:
        if request.session.session_key and request.user.is_authenticated:
            self._limit(request)
        return self.get_response(request)

    def _limit(self, request: HttpRequest) -> None:
        now = clock.now().timestamp()
        only = request.session.get(ONLY)
        if only and not request.path.startswith((only, ALSO)):
            logout(request)
            return
        started = request.session.setdefault(STARTED, now)
        seen = request.session.setdefault(SEEN, now)
        idle = now - seen > settings.SESSION_COOKIE_AGE
        if idle or now - started > settings.SESSION_ABSOLUTE_AGE.total_seconds():
            logout(request)
        elif now - seen > REFRESH_EVERY and (only or request.headers.get("X-Lantern-Poll") is None):
            request.session[SEEN] = now
