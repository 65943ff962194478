"""Scans, history, the federal rule on firearms and registration: /api/v1/scans/ and under /api/v1/orders/."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser

from caseload.api.base import Act, One, Paper, Rows, StrictJSON
from caseload.foundation.errors import NotVisible, RuleBroken
from caseload.permissions import Perm
from orders import access, queries
from orders.actions import disqualifier, scans
from orders.api.serializers.papers import (
    FirearmsNew,
    FirearmsShown,
    HistoryShown,
    RegistrationNew,
    ScanFilters,
    ScanFull,
    ScanNew,
    ScanRemove,
    ScanRow,
)
from orders.models import FirearmAnswers, OrderScan, ProtectiveOrder
from orders.papers.scans import MEDIA, ScanKind


class Scans(Rows):
    """Scans of the papers of the caller's orders, without their bytes."""

    permissions = {"GET": Perm.SEE_ORDERS, "POST": Perm.EDIT_ORDERS}
    parser_classes = [StrictJSON, MultiPartParser]
    words = {
        "POST": "Add a scan as `file` of a form. Its content says what it is, its name does not. Of a photo "
        "the picture alone is kept, without place and camera data; a PDF is kept as it is."
    }
    filters = ScanFilters
    shows, new, made = ScanRow, ScanNew, ScanFull

    def rows(self) -> Any:
        return queries.scan_rows(self.staff)

    def create(self, data: dict[str, Any]) -> OrderScan:
        try:
            order = access.get_order(self.staff, data["order"], Perm.EDIT_ORDERS)
        except NotVisible as error:
            raise NotVisible("order") from error
        if "file" not in data:
            raise serializers.ValidationError({"file": [_("This field is required.")]})
        try:
            return scans.add_scan(order, by=self.staff, data=data["file"].read())
        except RuleBroken as broken:
            broken.field = "file"
            raise


class OneScan(One):
    """One scan, without its bytes. Reading it is audited."""

    permissions = {"GET": Perm.SEE_ORDERS}
    shows = ScanFull
    viewed = "orders.order_viewed"

    def fetch(self, ref: str, perm: Perm) -> OrderScan:
        return access.get_scan(self.staff, ref, perm)


class ScanFile(Paper):
    """The bytes of a scan; 404 once it was removed. Taking it is audited."""

    permissions = {"GET": Perm.SEE_ORDERS}
    verb = "retrieve"
    media_type = "application/octet-stream"

    def get(self, request: Any, **at: str) -> HttpResponse:
        scan = access.get_scan(self.staff, at["ref"], Perm.SEE_ORDERS)
        response = self.file(scans.take_scan(scan, by=self.staff), scan.file_name)
        response["Content-Type"] = MEDIA[ScanKind(scan.kind)]
        response["X-Content-Type-Options"] = "nosniff"
        return response


class RemoveScan(Act):
    """Take a scan away for good: its bytes are gone, the line and the reason stay."""

    permissions = {"POST": Perm.EDIT_ORDERS}
    verb = "remove"
    shows, body = ScanFull, ScanRemove

    def fetch(self, ref: str, perm: Perm) -> OrderScan:
        return access.get_scan(self.staff, ref, perm)

    def act(self, row: OrderScan, data: dict[str, Any]) -> OrderScan:
        return scans.remove_scan(row, by=self.staff, **data)


class History(One):
    """What happened to an order and how its papers differ, the latest first. Reading it is audited."""

    permissions = {"GET": Perm.SEE_ORDERS}
    shows = HistoryShown
    viewed = "orders.order_viewed"

    def fetch(self, ref: str, perm: Perm) -> ProtectiveOrder:
        return access.get_order(self.staff, ref, perm)

    def prepared(self, rows: list[ProtectiveOrder]) -> list[Any]:
        return [queries.history_of(order, sees_court=access.sees_court(self.staff, order)) for order in rows]


class FederalRule(Act):
    """Answer the four questions about firearms under 18 USC 922(g)(8). Earlier answers stay."""

    permissions = {"POST": Perm.EDIT_ORDERS}
    verb = "answer_federal_rule"
    shows, body = FirearmsShown, FirearmsNew

    def fetch(self, ref: str, perm: Perm) -> ProtectiveOrder:
        return access.get_order(self.staff, ref, perm)

    def act(self, row: ProtectiveOrder, data: dict[str, Any]) -> FirearmAnswers:
        return disqualifier.answer_questions(row, by=self.staff, **data)


class Registration(Act):
    """Note that an order from elsewhere was registered here, after talking over what that reveals."""

    permissions = {"POST": Perm.EDIT_ORDERS}
    verb = "note_registration"
    shows, body = HistoryShown, RegistrationNew

    def fetch(self, ref: str, perm: Perm) -> ProtectiveOrder:
        return access.get_order(self.staff, ref, perm)

    def prepared(self, rows: list[ProtectiveOrder]) -> list[Any]:
        return [queries.history_of(order, sees_court=access.sees_court(self.staff, order)) for order in rows]

    def act(self, row: ProtectiveOrder, data: dict[str, Any]) -> ProtectiveOrder:
        disqualifier.note_registration(row, by=self.staff, **data)
        return row
