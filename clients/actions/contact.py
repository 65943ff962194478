"""Ways to reach the client: adding, changing, and asking whether one may be used now."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from caseload.actions.cases import touch
from caseload.foundation import audit, clock, context
from caseload.foundation.atomic import action
from caseload.foundation.errors import RuleBroken
from caseload.foundation.versions import save_if
from caseload.models import Case, Staff
from clients import contact
from clients.actions.people import fill, remove
from clients.models import Client, ContactMethod


@action
def add_contact_method(case: Case, *, by: Staff, **values: Any) -> ContactMethod:
    """Add a phone number or address; every channel nobody has called safe stays unsafe (CF-21)."""
    method = ContactMethod(case=case)
    _fill(method, values)
    method.save()
    _one_preferred(method)
    touch(case)
    audit.record("clients.contact_added", method, kind=str(method.kind))
    return method


@action
def edit_contact_method(method: ContactMethod, *, by: Staff, version: int, **values: Any) -> ContactMethod:
    """Change it; raises `Stale` when somebody else saved first."""
    _fill(method, values)
    save_if(method, version)
    _one_preferred(method)
    touch(method.case)
    audit.record("clients.contact_changed", method, kind=str(method.kind))
    return method


@action
def remove_contact_method(method: ContactMethod, *, by: Staff) -> None:
    """Take it out of use; nobody can use it by mistake any more."""
    remove(method, "clients.contact_removed")


def _fill(method: ContactMethod, values: dict[str, Any]) -> None:
    fill(method, values)
    if not method.value.strip():
        raise RuleBroken(_("Give the number or address."), field="value")
    method.index_value()


def _one_preferred(method: ContactMethod) -> None:
    if method.is_preferred:
        others = ContactMethod.objects.filter(case=method.case_id, is_preferred=True).exclude(pk=method.pk)
        others.update(is_preferred=False)


def check_may_contact(method: ContactMethod, channel: str, *, at: datetime | None = None) -> contact.Verdict:
    """The verdict for a send that is about to happen; raises `RuleBroken` unless it is safe (CF-21)."""
    client = Client.objects.filter(case=method.case_id).only("do_not_contact").first()
    facts = method.facts(do_not_contact=bool(client and client.do_not_contact))
    verdict = contact.may_contact(facts, channel, local(at or clock.now(), method))
    if not verdict.allowed:
        raise RuleBroken(_("It is not safe to use this way of making contact now."), field="channel")
    return verdict


def local(moment: datetime, method: ContactMethod) -> datetime:
    """The moment in the time zone in which the client's safe hours are meant."""
    return moment.astimezone(context.current().agency.tz)
