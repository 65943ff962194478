"""The acts about what happens after an order: violations and what followed, contact, firearms, its
end, notices to the client, and the respondent's programme."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from caseload.foundation import clock
from clients.models import Respondent
from orders.actions import (
    client_notices,
    contact_events,
    firearms,
    programmes,
    renewals,
    violation_steps,
    violations,
)
from orders.models import FirearmSurrender, Renewal

from .acts_more import _fresh, _told

if TYPE_CHECKING:
    from .stage import Scene


def violation(
    scene: Scene, facts: str, before: float = 1, precision: str = "exact", part: str = "",
    terms: str = "05", channel: str = "message", name: str = "violation", **more: Any,
) -> None:  # fmt: skip
    """What the respondent did, `before` hours before the step in which it is taken down."""
    local = (clock.now() - timedelta(hours=before)).astimezone(scene.stage.agency.tz)
    scene.things[name] = violations.record_violation(
        scene.case, by=scene.by, said=_told(local, precision, part), facts=facts, terms=terms.split(),
        channel=channel, respondent=Respondent.objects.filter(case=scene.case).order_by("pk").first(), **more,
    )  # fmt: skip


def followed(scene: Scene, kind: str, name: str = "violation", **more: Any) -> None:
    """What came of a violation, on the day of the step."""
    row = _fresh(scene, name)
    violation_steps.add_step(row, by=scene.by, kind=kind, happened_on=clock.today(row.zone), **more)


def evidence(scene: Scene, kind: str, name: str = "violation", **more: Any) -> None:
    violation_steps.add_evidence(_fresh(scene, name), by=scene.by, kind=kind, **more)


def talked_over(scene: Scene, options: str, reporting: str, name: str = "violation", **more: Any) -> None:
    """The options that were talked over, and what the client wants."""
    row = _fresh(scene, name)
    violations.note_choice(
        row, by=scene.by, version=row.version, reporting=reporting, options=options.split(),
        options_on=clock.today(scene.stage.agency.tz), **more,
    )  # fmt: skip


def client_contact(scene: Scene, words: str, channel: str = "message", before: float = 2) -> None:
    """Contact the client made: a fact, and no violation."""
    local = (clock.now() - timedelta(hours=before)).astimezone(scene.stage.agency.tz)
    contact_events.record_contact(
        scene.case, by=scene.by, said=_told(local, "date_only"), channel=channel, words=words
    )


def armed(scene: Scene, name: str = "order", **facts: Any) -> None:
    """What is known about firearms under an order."""
    firearms.edit_firearms(_fresh(scene, name), by=scene.by, **facts)


def handed_over(scene: Scene, name: str = "order", kind: str = "receipt", words: str = "") -> None:
    """Proof came on the day of the step."""
    order = _fresh(scene, name)
    row = FirearmSurrender.objects.select_related("case", "order").get(order=order)
    day = clock.today(scene.stage.agency.tz)
    row = firearms.record_proof(
        row, by=scene.by, version=row.version, proof_on=day, proof_kind=kind, proof_words=words, filed_on=day
    )
    firearms.client_told(row, by=scene.by)


def decided(scene: Scene, answer: str, words: str = "", whose: str = "client", name: str = "order") -> None:
    """What the client wants when the order ends, said on the day of the step."""
    row = _renewal(scene, name)
    renewals.decide(row, by=scene.by, version=row.version, answer=answer, words=words, whose=whose)


def filed(scene: Scene, name: str = "order") -> None:
    """The petition for renewal was filed on the day of the step."""
    row = _renewal(scene, name)
    day = clock.today(scene.stage.agency.tz)
    renewals.note_filed(row, by=scene.by, version=row.version, filed_on=day)


def _renewal(scene: Scene, name: str) -> Renewal:
    order = _fresh(scene, name)
    row = Renewal.objects.select_related("case").get(order=order)
    row.order = order
    return row


def registered(scene: Scene, service: str = "vpo", name: str = "order", **facts: Any) -> None:
    """The client registered for notices, on the day of the step, or did not want to."""
    day = clock.today(scene.stage.agency.tz) if facts.get("state") != "declined" else None
    client_notices.record_registration(
        scene.case, by=scene.by, order=_fresh(scene, name) if name else None, service=service,
        registered_on=day, **facts,
    )  # fmt: skip


def told(
    scene: Scene, kind: str, before: float = 1, precision: str = "exact", via: str = "vine", words: str = "",
    name: str = "order",
) -> None:  # fmt: skip
    """What the client was told, of something `before` hours before the step."""
    local = (clock.now() - timedelta(hours=before)).astimezone(scene.stage.agency.tz)
    client_notices.record_notice(
        scene.case, by=scene.by, kind=kind, said=_told(local, precision), via=via, words=words,
        order=_fresh(scene, name) if name else None,
    )  # fmt: skip


def programme(scene: Scene, ordered_by: str, programme: str, sessions: int, **facts: Any) -> None:
    """The respondent was sent to a programme."""
    person = Respondent.objects.filter(case=scene.case).order_by("pk").first()
    scene.things["programme"] = programmes.record_programme(
        scene.case, by=scene.by, respondent=person, ordered_by=ordered_by, programme=programme,
        required_sessions=sessions, **facts,
    )  # fmt: skip


def attended(scene: Scene, status: str, source: str = "programme", **facts: Any) -> None:
    """What somebody said of the programme, for the day of the step."""
    day = clock.today(scene.stage.agency.tz)
    row = _fresh(scene, "programme")
    programmes.note_fact(row, by=scene.by, info_date=day, status=status, source=source, **facts)


ACTS: dict[str, Callable[..., None]] = {
    act.__name__: act
    for act in (
        violation, followed, evidence, talked_over, client_contact, armed, handed_over, decided, filed,
        registered, told, programme, attended,
    )
}  # fmt: skip
