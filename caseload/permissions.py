"""Who may do what: the whole matrix as data, read by pages, API and jobs alike (DOMAIN D.3).

A role gives a permission within a scope. An assignment, a cover or another explicit grant widens
"assigned" to one case, for a time. Another agency and a restriction win over everything.

`take_in_notices` is to send in a list of services from a court or sheriff, for the whole agency, and to
decide about a doubtful one on a case that the person sees. The administrator (or a program with that token)
may send lists too; what comes back says how many rows there were and which could not be read, never what they
matched.

`see_notes` opens a case's notes, of which the person's own are always there; `see_every_note` adds those of
colleagues. Shelter staff read their own.

`propose_policy` is to write and propose the rules of windows, `approve_policy` to answer a proposal of
somebody else: never one's own. The director approves beside the administrator, so that an agency with one
administrator still has a second person. `manage_policy` is court rules and what stands on the wall.
"""

from __future__ import annotations

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What a person does in one agency."""

    VOLUNTEER = "volunteer", _("Hotline or volunteer")
    SHELTER = "shelter", _("Shelter staff")
    ADVOCATE = "advocate", _("Advocate")
    LEGAL = "legal", _("Legal advocate")
    SUPERVISOR = "supervisor", _("Supervisor")
    DIRECTOR = "director", _("Director")
    DATA = "data", _("Reports and data")
    FINANCE = "finance", _("Finance")
    ADMIN = "admin", _("Administrator (no client content)")
    AUDITOR = "auditor", _("Auditor (audit log only)")


class Perm(StrEnum):
    """One thing a person may do."""

    SEE_CASE = "see_case"
    OPEN_CASE = "open_case"
    EDIT_CASE = "edit_case"
    ASSIGN_CASE = "assign_case"
    CLOSE_CASE = "close_case"
    SEE_CLIENT = "see_client"
    EDIT_CLIENT = "edit_client"
    SEE_LOCATION = "see_location"
    EDIT_RESPONDENT = "edit_respondent"
    SEE_NOTES = "see_notes"
    SEE_EVERY_NOTE = "see_every_note"
    WRITE_NOTE = "write_note"
    SEE_TASKS = "see_tasks"
    EDIT_TASKS = "edit_tasks"
    SEE_ORDERS = "see_orders"
    EDIT_ORDERS = "edit_orders"
    SEE_BOARD = "see_board"
    ACKNOWLEDGE_ALERT = "acknowledge_alert"
    TAKE_IN_NOTICES = "take_in_notices"
    SEE_PLAN = "see_plan"
    EDIT_PLAN = "edit_plan"
    SEE_RELEASES = "see_releases"
    EDIT_RELEASES = "edit_releases"
    SEE_REFERRALS = "see_referrals"
    EDIT_REFERRALS = "edit_referrals"
    SEE_LETTERS = "see_letters"
    DRAFT_LETTER = "draft_letter"
    FINALISE_LETTER = "finalise_letter"
    SEE_DIRECTORY = "see_directory"
    EDIT_DIRECTORY = "edit_directory"
    SEE_COUNTS = "see_counts"
    SEE_POLICY = "see_policy"
    PROPOSE_POLICY = "propose_policy"
    APPROVE_POLICY = "approve_policy"
    MANAGE_POLICY = "manage_policy"
    SEE_STAFF = "see_staff"
    MANAGE_STAFF = "manage_staff"
    PLAN_ROSTER = "plan_roster"
    SEE_DELIVERIES = "see_deliveries"
    SEE_AUDIT = "see_audit"
    SEE_STYLE = "see_style"


class Scope(TextChoices):
    """How far a permission reaches."""

    AGENCY = "agency", _("whole agency")
    TEAM = "team", _("own team")
    RESIDENTS = "residents", _("residents")
    ASSIGNED = "assigned", _("assigned cases")


P, S = Perm, Scope
_EVERYBODY = {P.SEE_DIRECTORY: S.AGENCY, P.SEE_STYLE: S.AGENCY}


def _within(scope: Scope, *perms: Perm) -> dict[Perm, Scope]:
    return dict.fromkeys(perms, scope)


_CASEWORK = (
    P.SEE_CASE, P.EDIT_CASE, P.SEE_CLIENT, P.EDIT_CLIENT, P.EDIT_RESPONDENT, P.SEE_NOTES,
    P.SEE_EVERY_NOTE, P.WRITE_NOTE, P.SEE_TASKS, P.EDIT_TASKS, P.SEE_ORDERS, P.EDIT_ORDERS, P.SEE_PLAN,
    P.SEE_RELEASES, P.EDIT_RELEASES, P.SEE_REFERRALS, P.EDIT_REFERRALS, P.SEE_LETTERS, P.DRAFT_LETTER,
    P.FINALISE_LETTER,
)  # fmt: skip

MATRIX: dict[Role, dict[Perm, Scope]] = {
    Role.VOLUNTEER: {**_EVERYBODY, P.OPEN_CASE: S.AGENCY},
    Role.SHELTER: {
        **_EVERYBODY,
        **_within(
            S.RESIDENTS, P.SEE_CASE, P.SEE_CLIENT, P.SEE_NOTES, P.WRITE_NOTE, P.SEE_TASKS, P.EDIT_TASKS,
            P.SEE_PLAN, P.SEE_RELEASES, P.SEE_REFERRALS, P.SEE_LETTERS, P.DRAFT_LETTER,
        ),
    },
    Role.ADVOCATE: {
        **_EVERYBODY,
        P.OPEN_CASE: S.AGENCY,
        P.EDIT_DIRECTORY: S.AGENCY,
        P.SEE_POLICY: S.AGENCY,
        P.SEE_STAFF: S.AGENCY,
        **_within(S.ASSIGNED, *_CASEWORK, P.EDIT_PLAN, P.SEE_LOCATION, P.CLOSE_CASE, P.SEE_BOARD),
    },
    Role.LEGAL: {
        **_EVERYBODY,
        P.SEE_POLICY: S.AGENCY,
        P.SEE_STAFF: S.AGENCY,
        **_within(S.ASSIGNED, *_CASEWORK, P.SEE_BOARD),
    },
    Role.SUPERVISOR: {
        **_EVERYBODY,
        P.OPEN_CASE: S.AGENCY,
        P.EDIT_DIRECTORY: S.AGENCY,
        P.SEE_POLICY: S.AGENCY,
        P.SEE_STAFF: S.AGENCY,
        **_within(
            S.TEAM, *_CASEWORK, P.EDIT_PLAN, P.ASSIGN_CASE, P.CLOSE_CASE, P.SEE_BOARD, P.ACKNOWLEDGE_ALERT,
            P.TAKE_IN_NOTICES, P.SEE_COUNTS, P.SEE_AUDIT, P.PLAN_ROSTER,
        ),
        P.PROPOSE_POLICY: S.AGENCY,
    },
    Role.DIRECTOR: {
        **_EVERYBODY,
        **_within(
            S.AGENCY, P.OPEN_CASE, *_CASEWORK, P.EDIT_PLAN, P.SEE_LOCATION, P.ASSIGN_CASE, P.CLOSE_CASE,
            P.SEE_BOARD, P.ACKNOWLEDGE_ALERT, P.TAKE_IN_NOTICES, P.SEE_COUNTS, P.SEE_AUDIT,
            P.EDIT_DIRECTORY, P.SEE_POLICY, P.PROPOSE_POLICY, P.APPROVE_POLICY, P.SEE_STAFF, P.PLAN_ROSTER,
            P.SEE_DELIVERIES,
        ),
    },
    Role.DATA: {**_EVERYBODY, P.SEE_COUNTS: S.AGENCY},
    Role.FINANCE: {**_EVERYBODY, P.SEE_COUNTS: S.AGENCY},
    Role.ADMIN: {
        **_EVERYBODY,
        **_within(
            S.AGENCY, P.MANAGE_STAFF, P.SEE_STAFF, P.SEE_POLICY, P.PROPOSE_POLICY, P.APPROVE_POLICY,
            P.MANAGE_POLICY, P.EDIT_DIRECTORY, P.SEE_DELIVERIES, P.TAKE_IN_NOTICES,
        ),
    },
    Role.AUDITOR: {**_EVERYBODY, P.SEE_AUDIT: S.AGENCY},
}  # fmt: skip


def roles_with(perm: Perm) -> list[Role]:
    """The roles that hold `perm`, however far it reaches."""
    return [role for role in Role if perm in MATRIX[role]]


def scope_of(role: str, perm: Perm) -> Scope | None:
    """How far `perm` reaches for `role`; None when the role lacks it."""
    return MATRIX[Role(role)].get(perm)
