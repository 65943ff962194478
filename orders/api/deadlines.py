"""Deadlines of orders: /api/v1/deadlines/."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from caseload.api.base import Act, One, Rows
from caseload.permissions import Perm
from orders import access
from orders.actions import deadline_answers as actions
from orders.api.serializers.deadlines import (
    DeadlineChange,
    DeadlineFilters,
    DeadlineFull,
    DeadlineRow,
    DeadlineVersion,
    which_of,
)
from orders.models import Deadline
from orders.queries import deadline_rows


class Deadlines(Rows):
    """Deadlines that follow from the orders of the caller's cases. They are counted, not added."""

    permissions = {"GET": Perm.SEE_ORDERS}
    filters = DeadlineFilters
    shows = DeadlineRow

    def rows(self) -> Any:
        return deadline_rows(self.staff)


class OneDeadline(One):
    """One deadline. Reading it is audited."""

    permissions = {"GET": Perm.SEE_ORDERS, "PATCH": Perm.EDIT_ORDERS}
    words = {"PATCH": "Enter the date that the paper or the court gives: it stands, whatever the rule says."}
    shows, changes = DeadlineFull, DeadlineChange
    viewed = "orders.deadline_viewed"

    def fetch(self, ref: str, perm: Perm) -> Deadline:
        return access.get_deadline(self.staff, ref, perm)

    def change(self, row: Deadline, version: int, data: dict[str, Any]) -> Deadline:
        missing = {name: [_("This field is required.")] for name in ("day", "why") if not data.get(name)}
        if missing:
            raise serializers.ValidationError(missing)
        data["which"] = which_of(data.get("which", ""))
        return actions.overwrite(row, by=self.staff, version=version, **data)


class DeadlineAct(Act):
    """Something done to a deadline."""

    permissions = {"POST": Perm.EDIT_ORDERS}
    shows = DeadlineFull

    def fetch(self, ref: str, perm: Perm) -> Deadline:
        return access.get_deadline(self.staff, ref, perm)


class Restore(DeadlineAct):
    """Count by the rule again, under the version the caller saw."""

    verb = "restore"
    body = DeadlineVersion

    def act(self, row: Deadline, data: dict[str, Any]) -> Deadline:
        return actions.restore(row, by=self.staff, **data)


class Complete(DeadlineAct):
    """Note that it is done. Doing it twice changes nothing."""

    verb = "complete"

    def act(self, row: Deadline, data: dict[str, Any]) -> Deadline:
        return actions.mark_met(row, by=self.staff)


class Reopen(DeadlineAct):
    """It was marked done by mistake. Doing it twice changes nothing."""

    verb = "reopen"

    def act(self, row: Deadline, data: dict[str, Any]) -> Deadline:
        return actions.mark_open(row, by=self.staff)
