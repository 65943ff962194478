"""What the first page and the case page show of the client: safe contact before anything else."""

from __future__ import annotations

from typing import Any, cast

from django.utils.translation import gettext_lazy as _

from caseload.dashboard import Panel, register_panel
from caseload.foundation import clock, context
from caseload.models import Staff
from caseload.permissions import Perm
from clients import access, queries
from clients.models import Client


def _contact(case: Any) -> tuple[Client | None, list[queries.ContactCard]]:
    """The client and the ways to make contact; asked once for each page."""
    known = getattr(case, "contact_known", None)
    if known is None:
        client = queries.client_or_none(case)
        known = case.contact_known = client, queries.contact_cards(case, client)
    return cast("tuple[Client | None, list[queries.ContactCard]]", known)


def name_line(staff: Staff, case: Any) -> dict[str, Any]:
    """Who it is, and whether there is a safe way to make contact now."""
    client, cards = _contact(case)
    found = [(card, channel) for card in cards for channel in card.channels if channel.verdict.allowed]
    return {
        "client": client,
        "do_not_contact": bool(client and client.do_not_contact),
        "any_safe": any(card.is_ever_safe for card in cards),
        "some_unsafe": any(not card.is_ever_safe for card in cards),
        "open_now": found[0][1] if found else None,
        "say_from": found[0][0].method.say_you_are_from if found else "",
    }


def contact(staff: Staff, case: Any) -> dict[str, Any]:
    client, cards = _contact(case)
    return {"cards": cards, "client": client}


def household(staff: Staff, case: Any) -> dict[str, Any] | None:
    members, others = list(queries.household(case)), list(queries.respondents(case))
    return {"household": members, "respondents": others} if members or others else None


def plan(staff: Staff, case: Any) -> dict[str, Any] | None:
    """How the plan stands; nothing for who may not read it."""
    row = queries.plan_of(case)
    if not access.may_read_plan(staff, case, row):
        return None
    today = clock.today(context.current().agency.tz)
    return {"plan": row, "state": queries.review_state(row, today)}


def reviews(staff: Staff, case: Any) -> dict[str, Any] | None:
    found = queries.reviews_due(staff)
    return {"plans": found, "today": clock.today(context.current().agency.tz)} if found else None


AT = "clients/panels/"
SEE, PLAN, EDIT = Perm.SEE_CLIENT, Perm.SEE_PLAN, Perm.EDIT_PLAN

PANELS = (
    Panel("clients.name", _("Client"), "header", SEE, AT + "name_line.html", name_line, 0),
    Panel("clients.contact", _("Safe contact"), "case", SEE, AT + "client.html", contact, 20),
    Panel("clients.plan", _("Safety plan"), "case", PLAN, AT + "plan.html", plan, 30),
    Panel("clients.household", _("Household"), "case", SEE, AT + "household.html", household, 40),
    Panel(
        "clients.reviews", _("Plans to look at again"), "dashboard", EDIT, AT + "reviews.html", reviews, 60
    ),
)


def register() -> None:
    for panel in PANELS:
        register_panel(panel)
