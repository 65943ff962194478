"""Referrals: /api/v1/referrals/."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from caseload.api.base import Act, One, Rows
from caseload.foundation.errors import NotVisible
from caseload.permissions import Perm
from referrals import access, queries
from referrals.actions import referrals
from referrals.api.serializers.referrals import (
    ReferralChange,
    ReferralFilters,
    ReferralFull,
    ReferralMove,
    ReferralNew,
    ReferralRow,
)
from referrals.models import Referral
from referrals.queries import lists


def _opened(rows: list[Referral]) -> list[Referral]:
    """Referrals with their history."""
    for referral in rows:
        referral.shown_history = list(queries.referral_history(referral))  # type: ignore[attr-defined]
    return rows


class Referrals(Rows):
    """Referrals, without notes: opening one shows them."""

    permissions = {"GET": Perm.SEE_REFERRALS, "POST": Perm.EDIT_REFERRALS}
    words = {"POST": "Refer the client to a resource, or to a provider that is not in the directory."}
    filters = ReferralFilters
    shows, new, made = ReferralRow, ReferralNew, ReferralFull

    def rows(self) -> Any:
        return lists.referral_rows(self.staff)

    def prepared(self, rows: list[Referral]) -> list[Referral]:
        return rows if self.request.method == "GET" else _opened(rows)

    def create(self, data: dict[str, Any]) -> Referral:
        case = self.case_named(data.pop("case"), Perm.EDIT_REFERRALS)
        chosen = data.pop("resource", None)
        try:
            resource = access.get_resource(self.staff, chosen) if chosen else None
        except NotVisible as error:
            raise NotVisible("resource") from error
        return referrals.make(case, by=self.staff, resource=resource, **data)


class OneReferral(One):
    """One referral with its history. Reading it is audited."""

    permissions = {"GET": Perm.SEE_REFERRALS, "PATCH": Perm.EDIT_REFERRALS}
    words = {"PATCH": "Change need, way, note or the day to ask; its state moves by `next/`."}
    shows, changes = ReferralFull, ReferralChange
    viewed = "referrals.referral_viewed"

    def fetch(self, ref: str, perm: Perm) -> Referral:
        return access.get_referral(self.staff, ref, perm)

    def prepared(self, rows: list[Referral]) -> list[Referral]:
        return _opened(rows)

    def change(self, row: Referral, version: int, data: dict[str, Any]) -> Referral:
        if row.resource and data.get("provider"):
            raise serializers.ValidationError({"provider": [_("It is in the directory already.")]})
        if "follow_up_on" in data and not row.is_waiting:
            raise serializers.ValidationError({"follow_up_on": [_("Only while nobody knows the outcome.")]})
        return referrals.edit(row, by=self.staff, version=version, **data)


class Next(Act):
    """Take the referral to its next state. Sent twice, it changes nothing."""

    permissions = {"POST": Perm.EDIT_REFERRALS}
    verb = "next"
    body = ReferralMove
    shows = ReferralFull

    def fetch(self, ref: str, perm: Perm) -> Referral:
        return access.get_referral(self.staff, ref, perm)

    def prepared(self, rows: list[Referral]) -> list[Referral]:
        return _opened(rows)

    def act(self, row: Referral, data: dict[str, Any]) -> Referral:
        return referrals.move(row, by=self.staff, **data)
