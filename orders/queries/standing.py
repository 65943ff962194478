"""What stands open on a case now. Actions ask it too, so nothing of theirs is needed here."""

from __future__ import annotations

from django.db.models import QuerySet

from caseload.foundation.prepared import KEY, Blank, Recipe, rows_of
from caseload.models import Case
from orders.choices import WAITING_STATES, WindowState
from orders.models import Alert, EscalationWindow

_BEGUN = Recipe(
    lambda: (
        rows_of(EscalationWindow)
        .filter(case_id=Blank("case", KEY), state=WindowState.OPEN, level__gt=0)
        .select_related("policy")
    )
)


def begun_windows(case: Case) -> list[EscalationWindow]:
    """The case's open windows that have begun, each with its policy."""
    return _BEGUN.rows(case=case)


def waiting_beside(alert: Alert) -> QuerySet[Alert]:
    """Other alerts of the case that wait for an answer and are no worse than this one."""
    rows = Alert.objects.filter(case=alert.case_id, state__in=WAITING_STATES, level__lte=alert.level)
    return rows.exclude(pk=alert.pk)
