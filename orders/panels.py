"""What the first page and every page of a case say about orders and windows."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from caseload import access
from caseload.dashboard import Panel
from caseload.models import Case, Staff
from caseload.permissions import Perm
from orders import queries
from orders.queries import firearms, programmes
from orders.queries.violations import violation_panel


def _banner(staff: Staff, case: Case | None) -> dict[str, Any] | None:
    if case is None:
        return None
    return {
        "banner": queries.banner(case),
        "with_orders": access.can(staff, Perm.SEE_ORDERS, case),  # Shelter staff see the badge alone.
    }


def _case_orders(staff: Staff, case: Case | None) -> dict[str, Any] | None:
    if case is None:
        return None
    rows = queries.case_orders(case)
    return {"rows": rows, "waits": any(row.order.is_unserved for row in rows)}


def _violations(staff: Staff, case: Case | None) -> dict[str, Any] | None:
    return {"found": violation_panel(case)} if case else None


def _firearms(staff: Staff, case: Case | None) -> dict[str, Any] | None:
    rows = firearms.of_case(case) if case else []
    return {"rows": rows} if rows else None


def _programmes(staff: Staff, case: Case | None) -> dict[str, Any] | None:
    rows = programmes.of_case(case) if case else []
    return {"rows": rows} if rows else None


def _alerts(staff: Staff, case: Case | None) -> dict[str, Any]:
    return {"alerts": queries.team_state(staff)}


def _windows(staff: Staff, case: Case | None) -> dict[str, Any] | None:
    windows = queries.my_windows(staff)
    return {"windows": windows} if windows else None


def _day(staff: Staff, case: Case | None) -> dict[str, Any]:
    return {"day": queries.my_day(staff)}


def _notices(staff: Staff, case: Case | None) -> dict[str, Any] | None:
    waiting = queries.notices_waiting(staff)
    return {"waiting": waiting} if waiting else None


def _check_ins(staff: Staff, case: Case | None) -> dict[str, Any] | None:
    lines, more = queries.my_check_ins(staff)
    return {"lines": lines, "more": more > 0} if lines else None


def _check_in(staff: Staff, case: Case | None) -> dict[str, Any] | None:
    if case is None:
        return None
    rows, plan = queries.check_ins_of(case, limit=4), queries.check_in_plan(case)
    current = next((row for row in rows if row.is_open), None)
    former = [row for row in rows if not row.is_open]
    return {"row": current, "former": former, "plan": plan} if rows or plan else None


def _soon(staff: Staff, case: Case | None) -> dict[str, Any] | None:
    found = queries.likely_soon(staff)
    return {"shown": found} if found else None


CHECK_INS = "orders/panels/check_ins.html"

PANELS = (
    Panel("orders.check_ins", _("Check-ins"), "dashboard", Perm.SEE_BOARD, CHECK_INS, _check_ins, order=8),
    Panel("orders.check_ins_tasks", _("Check-ins"), "tasks", Perm.SEE_BOARD, CHECK_INS, _check_ins, order=8),
    Panel(
        "orders.check_in", _("Check-in"), "case", Perm.SEE_ORDERS, "orders/panels/check_in.html", _check_in,
        order=5,
    ),
    Panel(
        "orders.soon", _("Likely to be served soon, and not ready"), "dashboard", Perm.ACKNOWLEDGE_ALERT,
        "orders/panels/soon.html", _soon, order=9,
    ),
    Panel(
        "orders.banner", _("Safety"), "header", Perm.SEE_CLIENT, "orders/panels/banner.html", _banner,
        order=1,
    ),
    Panel(
        "orders.alerts", _("Alerts that wait for you"), "dashboard", Perm.ACKNOWLEDGE_ALERT,
        "orders/panels/alerts.html", _alerts, order=5,
    ),
    Panel(
        "orders.notices", _("Service notices"), "dashboard", Perm.ACKNOWLEDGE_ALERT,
        "orders/panels/notices.html", _notices, order=6,
    ),
    Panel(
        "orders.windows", _("Open windows after service"), "dashboard", Perm.SEE_BOARD,
        "orders/panels/windows.html", _windows, order=10,
    ),
    Panel(
        "orders.day", _("Today and tomorrow"), "dashboard", Perm.SEE_TASKS, "orders/panels/day.html", _day,
        order=15, replaces="my_tasks",
    ),
    Panel(
        "orders.case", _("Orders"), "case", Perm.SEE_ORDERS, "orders/panels/case_orders.html", _case_orders,
        order=10,
    ),
    Panel(
        "orders.violations", _("Violations"), "case", Perm.SEE_ORDERS, "orders/panels/violations.html",
        _violations, order=15,
    ),
    Panel(
        "orders.firearms", _("Firearms"), "case", Perm.SEE_ORDERS, "orders/panels/firearms.html", _firearms,
        order=16,
    ),
    Panel(
        "orders.programmes", _("Programme of the respondent"), "case", Perm.SEE_ORDERS,
        "orders/panels/programmes.html", _programmes, order=17,
    ),
)  # fmt: skip
