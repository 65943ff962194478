"""Who works here: inviting, joining, changing a place, leaving (CF-30)."""

from __future__ import annotations

import hashlib
import logging
import secrets
from datetime import timedelta

from auditlog.context import disable_auditlog
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from caseload import queries
from caseload.actions.notice_choices import forget
from caseload.actions.notifications import queue
from caseload.actions.roster import end_duties
from caseload.foundation import audit, clock, context
from caseload.foundation.atomic import action
from caseload.foundation.errors import RuleBroken
from caseload.models import Agency, Assignment, CaseGrant, Invitation, Staff, Team, User
from caseload.permissions import Perm, Role, scope_of

log = logging.getLogger(__name__)
VALID_FOR = timedelta(days=7)


# ---- Invitations ---------------------------------------------------------------------------------


def _mark(agency: Agency) -> str:
    """Says which agency a link belongs to, to nobody but this installation."""
    return salted_hmac("caseload.invitation", str(agency.pk)).hexdigest()[:16]


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def agency_of_link(token: str) -> Agency | None:
    """The agency whose invitation the link claims to be; what it opens is asked inside that agency."""
    mark = token.partition(".")[0]
    return next((a for a in queries.active_agencies() if constant_time_compare(_mark(a), mark)), None)


def invitation_of(token: str) -> Invitation | None:
    """The acting agency's invitation behind a link, while it can be accepted."""
    return queries.open_invitations().filter(token_hash=_hash(token)).first()


def join_address(token: str) -> str:
    """The full address to hand to the person."""
    return settings.SITE_URL.rstrip("/") + reverse("caseload:join", args=[token])


@action
def invite(*, email: str, name: str, role: str, team: Team | None, by: Staff) -> tuple[Invitation, str]:
    """An invitation and its token, which is stored nowhere: show it once. An earlier one ends."""
    email = email.strip().lower()
    staff = queries.staff_directory().filter(user__email=email)
    if staff.exists():
        raise RuleBroken(_("Somebody with this e-mail address works here already."), field="email")
    now = clock.now()
    for earlier in queries.open_invitations().filter(email=email):
        withdraw(earlier, by=by)
    token = f"{_mark(context.current().agency)}.{secrets.token_urlsafe(32)}"
    invitation = Invitation.objects.create(
        email=email, name=name, role=role, team=team, token_hash=_hash(token), invited_by=by,
        expires_at=now + VALID_FOR,
    )  # fmt: skip
    audit.record("caseload.staff_invited", invitation, role=str(role))
    transaction.on_commit(lambda: _send(email, token))
    return invitation, token


def _send(email: str, token: str) -> None:
    """Neutral words: not which agency, not what for. The link is on the inviter's screen too."""
    with translation.override(None):
        body = _("You are invited to Lantern. This link works once, within seven days:")
        message = EmailMessage(_("Lantern: invitation"), f"{body}\n\n{join_address(token)}\n", to=[email])
    try:
        message.send()
    except Exception as error:  # noqa: BLE001 - the link can still be handed over by hand
        log.warning("invitation not sent: %s", type(error).__name__)


@action
def withdraw(invitation: Invitation, *, by: Staff) -> None:
    """The link stops working. Safe to repeat."""
    if invitation.accepted_at or invitation.withdrawn_at:
        return
    invitation.withdrawn_at = clock.now()
    invitation.save()
    audit.record("caseload.invitation_withdrawn", invitation)


@action
def join(invitation: Invitation, *, user: User | None = None, name: str = "", password: str = "") -> Staff:
    """Accept an invitation with a signed-in account, or with a new one made from name and password."""
    invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if invitation.accepted_at or invitation.withdrawn_at or invitation.expires_at <= clock.now():
        raise RuleBroken(_("This link does not work any more. Ask for a new one."))
    if user is None:
        user = _account(invitation.email, password)
    if invitation.invited_by and invitation.invited_by.user_id == user.pk:
        raise RuleBroken(_("This invitation is for somebody else: you made it yourself."))
    staff = place_in_agency(user, name=name or invitation.name, role=invitation.role, team=invitation.team)
    invitation.accepted_at = clock.now()
    invitation.save()
    _announce(staff, "staff_joined")
    return staff


def place_in_agency(user: User, *, name: str, role: str, team: Team | None = None) -> Staff:
    """Make `user` a staff member of the acting agency, or bring back one who had left."""
    agency = context.current().agency
    staff = Staff.objects.filter(agency=agency, user=user).first()
    if staff and staff.is_active:
        raise RuleBroken(_("This account works here already."))
    staff = staff or Staff(agency=agency, user=user)
    event = "caseload.staff_returned" if staff.pk else "caseload.staff_joined"
    staff.name, staff.role, staff.team = name, role, team
    staff.is_active, staff.left_at = True, None
    staff.save()
    if not user.is_active:
        user.is_active = True
        user.save(update_fields=["is_active"])
    audit.record(event, staff, role=str(role))
    return staff


def _account(email: str, password: str) -> User:
    """A new account; or one that works nowhere any more, with a new password."""
    user = account(email)
    if user is None:
        return User.objects.create_user(email, password)
    if user.is_active and queries.staff_of_user(user):
        raise RuleBroken(_("This e-mail address has an account already. Sign in first, then open the link."))
    user.set_password(password)
    user.save()
    return user


def account(email: str) -> User | None:
    """The account of an address, wherever it works."""
    return User.objects.filter(email=email).first()


def has_account(email: str) -> bool:
    return account(email) is not None


@action
def create_staff(
    *, email: str, password: str | None, name: str, role: str, team: Team | None = None
) -> Staff:
    """A staff member of the acting agency, with a new account where the address has none."""
    user = account(email)
    if user is None:
        validate_password(password or "", User(email=email))
        user = User.objects.create_user(email, password)
    return place_in_agency(user, name=name, role=role, team=team)


def _announce(staff: Staff, kind: str) -> None:
    """Directors hear of everybody who gets a role with client content, and none is made unseen."""
    if scope_of(staff.role, Perm.SEE_CASE) is not None:
        directors = [d for d in queries.directors(staff.agency_id) if d.pk != staff.pk]
        queue(directors, kind=kind, case=None, url_name="caseload:person", url_ref=staff.ref)


# ---- Changing a place, and leaving ---------------------------------------------------------------


@action
def change_place(staff: Staff, *, name: str, role: str, team: Team | None, by: Staff) -> Staff:
    """Change name, role or team. Nobody changes their own role, so no administrator reaches client content.

    A role without casework ends the person's parts in cases at once.
    """
    staff = _locked(staff)
    was = staff.role
    if staff.pk == by.pk and role != was:
        raise RuleBroken(_("You cannot change your own role."), field="role")
    if was == Role.ADMIN != role:
        _check_not_last_admin(staff)
    staff.name, staff.role, staff.team = name, role, team
    staff.save()
    if scope_of(role, Perm.SEE_CASE) is None:
        _end_parts(staff)
    audit.record("caseload.staff_changed", staff, role=str(role), was=str(was), team=team.ref if team else "")
    if role != was:
        _announce(staff, "staff_changed")
    return staff


@action
def leave(staff: Staff, *, by: Staff | None) -> dict[str, int]:
    """End somebody's access at once: pages, API, open sessions, grants. Returns what is left to hand over."""
    staff = _locked(staff)
    if by is not None and staff.pk == by.pk:
        raise RuleBroken(_("You cannot end your own access. Ask another administrator."))
    if not staff.is_active:
        return {"cases": 0, "tasks": 0}
    if staff.role == Role.ADMIN:
        _check_not_last_admin(staff)
    left = queries.work_of(staff)
    staff.is_active, staff.left_at = False, clock.now()
    staff.save()
    _end_parts(staff)
    end_duties(staff)
    forget(staff)
    for team in Team.objects.filter(supervisor=staff):
        team.supervisor = None
        team.save()
        audit.record("caseload.team_changed", team, supervisor="")
    if not queries.staff_of_user(staff.user):
        _close_account(staff.user)
    audit.record("caseload.staff_left", staff, **left)
    return left


def _locked(staff: Staff) -> Staff:
    rows = Staff.objects.select_for_update(of=("self",)).select_related("user", "team", "agency")
    return rows.get(pk=staff.pk, agency_id=context.current().agency_id)


def _check_not_last_admin(staff: Staff) -> None:
    if not queries.staff_directory().filter(role=Role.ADMIN).exclude(pk=staff.pk).exists():
        raise RuleBroken(_("This is the last administrator: make another one first."), field="role")


def _end_parts(staff: Staff) -> None:
    """All parts in cases and their grants, in a fixed number of statements."""
    open_parts = Assignment.objects.filter(staff=staff, ended_at__isnull=True)
    cases = [part.case for part in open_parts.select_related("case")]
    open_parts.update(ended_at=clock.now())
    with disable_auditlog():  # What it means is recorded below, once per case.
        CaseGrant.objects.filter(user_id=staff.user_id).delete()
    audit.record_many("caseload.assignment_ended", cases, staff=staff.ref)


def _close_account(user: User) -> None:
    """Nothing is left to sign in to: the account sleeps, its sessions and tokens end."""
    from allauth.usersessions.models import UserSession
    from knox.models import AuthToken

    user.is_active = False
    user.save(update_fields=["is_active"])
    sessions = UserSession.objects.filter(user=user)
    Session.objects.filter(session_key__in=list(sessions.values_list("session_key", flat=True))).delete()
    sessions.delete()
    AuthToken.objects.filter(user=user).delete()


def create_token(user: User) -> str:
    """A new API token, shown once; only its hash is stored. Recorded in every agency the person works for."""
    from knox.models import AuthToken

    places = queries.staff_of_user(user)
    if not places:
        raise RuleBroken(_("This account works in no agency."))
    for staff in places:
        with context.acting_as(staff.agency, source="command"):
            audit.record("caseload.token_created", staff)
    return str(AuthToken.objects.create(user=user)[1])
