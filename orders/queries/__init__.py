"""Everything that reads orders, windows and alerts."""

from .board import Board, BoardFilters, BoardRow, board_counts, board_rows, my_windows, waiting_elsewhere
from .cases import Banner, CaseOrder, banner, case_orders, order_choices, orders_of, team_state
from .day import MyDay, my_day
from .lists import alert_rows, attempt_rows, hearing_rows, order_rows, window_rows
from .notices import (
    NoticeShown,
    batch_rows,
    counted,
    notice_page,
    notice_rows,
    notices_waiting,
    shown_notices,
)
from .orders import AlertPage, OrderPage, PhaseLine, alert_page, order_page, people_of, policies

__all__ = [
    "AlertPage",
    "Banner",
    "Board",
    "BoardFilters",
    "BoardRow",
    "CaseOrder",
    "MyDay",
    "NoticeShown",
    "OrderPage",
    "PhaseLine",
    "alert_page",
    "alert_rows",
    "attempt_rows",
    "banner",
    "batch_rows",
    "board_counts",
    "board_rows",
    "case_orders",
    "counted",
    "hearing_rows",
    "my_day",
    "my_windows",
    "notice_page",
    "notice_rows",
    "notices_waiting",
    "shown_notices",
    "order_choices",
    "order_page",
    "order_rows",
    "orders_of",
    "people_of",
    "policies",
    "team_state",
    "waiting_elsewhere",
    "window_rows",
]
