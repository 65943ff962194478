"""Setting up an agency and its teams."""

from __future__ import annotations

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cryptography.exceptions import InvalidTag
from django.utils.translation import gettext as _

from caseload.foundation import audit, context, crypto
from caseload.foundation.atomic import action
from caseload.foundation.errors import RuleBroken
from caseload.models import Agency, Staff, Team


@action
def create_agency(
    *, slug: str, name: str, timezone: str = "America/New_York", language: str = "en", case_prefix: str = "C"
) -> Agency:
    """A new agency with its own data key; raises `RuleBroken` for a taken slug or an unknown time zone."""
    try:
        ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise RuleBroken(_("There is no time zone “%s”.") % timezone, field="timezone") from error
    if Agency.objects.filter(slug=slug).exists():
        raise RuleBroken(_("There is an agency “%s” already.") % slug, field="slug")
    return Agency.objects.create(
        slug=slug,
        name=name,
        timezone=timezone,
        language=language,
        case_prefix=case_prefix.upper(),
        wrapped_key=crypto.new_agency_key(slug),
    )


@action
def create_team(*, name: str, supervisor: Staff | None = None) -> Team:
    """A team of the acting agency; raises `RuleBroken` when the name is taken."""
    if Team.objects.filter(name=name).exists():
        raise RuleBroken(_("There is a team of that name already."), field="name")
    team = Team.objects.create(name=name, supervisor=supervisor)
    audit.record("caseload.team_created", team)
    return team


@action
def edit_team(team: Team, *, name: str, supervisor: Staff | None) -> Team:
    """Rename a team or change its supervisor."""
    if Team.objects.filter(name=name).exclude(pk=team.pk).exists():
        raise RuleBroken(_("There is a team of that name already."), field="name")
    team.name, team.supervisor = name, supervisor
    team.save()
    audit.record("caseload.team_changed", team, supervisor=supervisor.ref if supervisor else "")
    return team


def next_case_code(year: int) -> str:
    """The next case code of the acting agency, such as H-2026-0117; unique under concurrency."""
    agency = Agency.objects.select_for_update(no_key=True).get(pk=context.current().agency_id)
    agency.case_counter += 1
    agency.save(update_fields=["case_counter"])
    return f"{agency.case_prefix}-{year}-{agency.case_counter:04d}"


@action
def rewrap_keys(old: str) -> tuple[int, int]:
    """Wrap every agency's key with the present master key instead of `old`.

    Returns how many changed and how many had been already; raises `RuleBroken` when neither key opens one.
    """
    old_key, new_key = crypto.MasterKey(old), crypto.master_key()
    changed = already = 0
    for agency in Agency.objects.select_for_update(no_key=True).order_by("pk"):
        wrapped = bytes(agency.wrapped_key)
        if _opens(new_key, wrapped, agency.slug):
            already += 1
            continue
        if not _opens(old_key, wrapped, agency.slug):
            raise RuleBroken(_("Neither key opens the data of “%s”. Nothing was changed.") % agency.slug)
        agency.wrapped_key = new_key.wrap(old_key.unwrap(wrapped, agency.slug), agency.slug)
        agency.save(update_fields=["wrapped_key"])
        changed += 1
    return changed, already


def _opens(key: crypto.MasterKey, wrapped: bytes, slug: str) -> bool:
    try:
        key.unwrap(wrapped, slug)
    except InvalidTag:
        return False
    return True
