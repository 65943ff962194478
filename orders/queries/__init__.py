"""Everything that reads orders, windows and alerts."""

from .board import Board, BoardFilters, BoardRow, board_counts, board_rows
from .cases import Banner, CaseOrder, banner, case_orders, my_windows, order_choices, orders_of, team_state
from .court_rules import (
    CourtRules,
    CourtYear,
    calendar_of,
    court_year,
    current_data,
    current_rules,
    next_missing_year,
    pack_files,
    rule_versions,
)
from .deadlines import DeadlineLine, deadline_rows
from .lists import alert_rows, attempt_rows, hearing_rows, order_rows, window_rows
from .orders import AlertPage, OrderPage, PhaseLine, alert_page, order_page, people_of, policies

__all__ = [
    "AlertPage",
    "Banner",
    "Board",
    "BoardFilters",
    "BoardRow",
    "CaseOrder",
    "CourtRules",
    "CourtYear",
    "DeadlineLine",
    "OrderPage",
    "PhaseLine",
    "alert_page",
    "alert_rows",
    "attempt_rows",
    "banner",
    "board_counts",
    "board_rows",
    "calendar_of",
    "case_orders",
    "court_year",
    "current_data",
    "current_rules",
    "deadline_rows",
    "hearing_rows",
    "my_windows",
    "next_missing_year",
    "order_choices",
    "order_page",
    "order_rows",
    "orders_of",
    "pack_files",
    "people_of",
    "policies",
    "rule_versions",
    "team_state",
    "window_rows",
]
