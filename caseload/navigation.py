"""The places of the main menu and the tabs of a case, each with the permission that shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from caseload.permissions import Perm


@dataclass(frozen=True)
class Link:
    """One place to go: its words, address name, the permission that shows it, and its picture."""

    label: Any
    url_name: str
    permission: Perm | None
    icon: str
    primary: bool = False  # one of the few that stay in sight on a phone
    also: tuple[str, ...] = ()  # other address names that belong to this place


MAIN_NAVIGATION = (
    Link(_("Today"), "caseload:home", None, "today", primary=True),
    Link(_("Cases"), "clients:caseload", Perm.SEE_CLIENT, "cases", primary=True),
    Link(_("Board"), "orders:board", Perm.SEE_BOARD, "board", primary=True, also=("orders:alert",)),
    Link(_("Tasks"), "caseload:tasks", Perm.SEE_TASKS, "tasks", primary=True),
    Link(_("Calendar"), "orders:calendar", Perm.SEE_ORDERS, "calendar", also=("orders:feed_page",)),
    Link(_("Renewals"), "orders:renewals", Perm.SEE_ORDERS, "history", also=("orders:renewal",)),
    Link(_("New client"), "clients:intake", Perm.OPEN_CASE, "plus"),
    Link(
        _("Service notices"),
        "orders:notices",
        Perm.SEE_ORDERS,
        "clock",
        also=("orders:notice", "orders:notice_dismiss"),
    ),
    Link(_("Referrals"), "referrals:follow_ups", Perm.SEE_REFERRALS, "referrals"),
    Link(_("Directory"), "referrals:directory", Perm.SEE_DIRECTORY, "directory"),
    Link(_("Counts"), "caseload:counts", Perm.SEE_COUNTS, "counts"),
    Link(_("Staff"), "caseload:staff", Perm.SEE_STAFF, "staff"),
    Link(_("On call"), "caseload:roster", Perm.SEE_STAFF, "phone", also=("caseload:shift_remove",)),
    Link(_("Absences"), "caseload:absences", Perm.SEE_STAFF, "calendar", also=("caseload:absence",)),
    Link(_("Deliveries"), "caseload:deliveries", Perm.SEE_DELIVERIES, "bell"),
    Link(_("Window policy"), "orders:policy", Perm.SEE_POLICY, "policy"),
    Link(_("Court calendar and rules"), "orders:court_rules", Perm.SEE_POLICY, "calendar"),
    Link(_("Audit log"), "caseload:audit", Perm.SEE_AUDIT, "audit"),
)

CASE_TABS = (
    Link(_("Overview"), "caseload:case", Perm.SEE_CASE, "home"),
    Link(_("Client"), "clients:client", Perm.SEE_CLIENT, "client"),
    Link(_("Orders"), "orders:case_orders", Perm.SEE_ORDERS, "orders"),
    Link(_("Safety plan"), "clients:plan", Perm.SEE_PLAN, "plan"),
    Link(_("Referrals"), "referrals:case_referrals", Perm.SEE_REFERRALS, "referrals"),
    Link(_("Releases"), "clients:releases", Perm.SEE_RELEASES, "release"),
    Link(_("Notes"), "caseload:case_notes", Perm.SEE_NOTES, "note"),
    Link(_("Tasks"), "caseload:case_tasks", Perm.SEE_TASKS, "tasks"),
    Link(_("History"), "caseload:case_history", Perm.SEE_CASE, "history"),
)
