"""What the first page and the case page show of referrals."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from caseload.dashboard import Panel, register_panel
from caseload.foundation import clock
from caseload.models import Case, Staff
from caseload.permissions import Perm
from referrals import queries

SHOWN = 5


def due(staff: Staff, case: Case | None) -> dict[str, Any] | None:
    """Referrals to ask about today or overdue."""
    today = clock.today(staff.agency.tz)
    rows = list(queries.follow_ups(staff, until=today)[: SHOWN + 1])
    return {"rows": rows[:SHOWN], "more": len(rows) > SHOWN, "today": today} if rows else None


def of_case(staff: Staff, case: Case | None) -> dict[str, Any] | None:
    """The latest referrals of the case."""
    if case is None:
        return None
    rows = list(queries.referrals_of(case)[: SHOWN + 1])
    return {"rows": rows[:SHOWN], "more": len(rows) > SHOWN, "case": case}


def register() -> None:
    register_panel(
        Panel(
            "referrals.follow_ups", _("Ask what came of it"), "dashboard", Perm.EDIT_REFERRALS,
            "referrals/panels/follow_ups.html", due, order=60,
        )
    )  # fmt: skip
    register_panel(
        Panel(
            "referrals.case", _("Referrals"), "case", Perm.SEE_REFERRALS, "referrals/panels/case.html",
            of_case, order=60,
        )
    )  # fmt: skip
