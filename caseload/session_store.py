"""Sessions in the database, asked for by every request: the question is made into SQL once."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import CharField, DateTimeField
from django.utils import timezone

from caseload.foundation.prepared import Blank, Recipe

_ALIVE = Recipe(
    lambda: Session.objects.filter(
        session_key=Blank("key", CharField()), expire_date__gt=Blank("now", DateTimeField())
    )
)


class SessionStore(db.SessionStore):
    """Django's own store; a session that is not there, or is over, is forgotten as it is there."""

    def _get_session_from_db(self) -> Any:
        found = _ALIVE.first(key=self.session_key, now=timezone.now())
        if found is None:
            self._session_key = None
        return found
