"""Everything that reads orders, windows and alerts."""

from .board import Board, BoardFilters, BoardRow, board_counts, board_rows, my_windows, waiting_elsewhere
from .cases import (
    Banner,
    CaseOrder,
    banner,
    case_orders,
    open_windows,
    order_choices,
    orders_of,
    team_state,
    windows_ahead,
)
from .check_ins import (
    CheckInLine,
    CheckInPage,
    check_in_page,
    check_in_rows,
    my_check_ins,
    narrowed,
    open_rows,
)
from .check_ins import lines as check_in_lines
from .check_ins import of_case as check_ins_of
from .check_ins import open_of as open_check_in
from .check_ins import plan_of as check_in_plan
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
from .custody import custody_of, custody_rows, held_now, window_after_release
from .day import MyDay, my_day
from .deadlines import DeadlineLine, deadline_rows
from .lists import alert_rows, attempt_rows, hearing_rows, order_rows, window_rows
from .noted import Follows, follows, noted_rows, noted_without_window, window_of
from .notices import (
    NoticeShown,
    batch_rows,
    counted,
    notice_page,
    notice_rows,
    notices_waiting,
    shown_notices,
)
from .orders import (
    AlertPage,
    OrderPage,
    PhaseLine,
    alert_page,
    alerts_beside,
    order_page,
    people_of,
)
from .papers import Papers, event_lines, firearm_answers, history_of, papers_of, scan_rows, version_lines
from .readiness import SoonFilters, Unserved, before_service, expected_of, likely_soon, unserved_rows
from .readiness import shown as shown_unserved
from .renewals import Filters as RenewalFilters
from .renewals import RenewalShown, my_renewals, renewal_rows, renewals_of
from .renewals import of_order as renewal_of
from .renewals import shown as shown_renewals
from .windows import WindowPage, window_page

__all__ = [
    "RenewalFilters",
    "RenewalShown",
    "my_renewals",
    "renewal_of",
    "renewal_rows",
    "renewals_of",
    "shown_renewals",
    "Papers",
    "event_lines",
    "firearm_answers",
    "history_of",
    "papers_of",
    "scan_rows",
    "version_lines",
    "AlertPage",
    "Banner",
    "Board",
    "BoardFilters",
    "BoardRow",
    "CaseOrder",
    "CheckInLine",
    "CheckInPage",
    "SoonFilters",
    "Unserved",
    "before_service",
    "check_in_lines",
    "check_in_page",
    "check_in_plan",
    "check_in_rows",
    "check_ins_of",
    "expected_of",
    "likely_soon",
    "my_check_ins",
    "narrowed",
    "open_check_in",
    "open_rows",
    "shown_unserved",
    "unserved_rows",
    "MyDay",
    "NoticeShown",
    "CourtRules",
    "CourtYear",
    "DeadlineLine",
    "Follows",
    "OrderPage",
    "PhaseLine",
    "WindowPage",
    "alert_page",
    "alerts_beside",
    "alert_rows",
    "attempt_rows",
    "banner",
    "batch_rows",
    "board_counts",
    "board_rows",
    "calendar_of",
    "case_orders",
    "counted",
    "court_year",
    "current_data",
    "current_rules",
    "deadline_rows",
    "hearing_rows",
    "my_day",
    "my_windows",
    "notice_page",
    "notice_rows",
    "notices_waiting",
    "shown_notices",
    "next_missing_year",
    "custody_of",
    "custody_rows",
    "follows",
    "hearing_rows",
    "held_now",
    "my_windows",
    "noted_rows",
    "noted_without_window",
    "open_windows",
    "order_choices",
    "order_page",
    "order_rows",
    "orders_of",
    "pack_files",
    "people_of",
    "rule_versions",
    "team_state",
    "waiting_elsewhere",
    "window_after_release",
    "window_of",
    "window_page",
    "window_rows",
    "windows_ahead",
]
