"""The acts about orders, service, hearings, referrals and letters."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from caseload.foundation import clock
from caseload.foundation.moments import PartOfDay, Precision, Said
from clients.models import Client, HouseholdMember, Respondent
from orders.actions import custody, hearings, noted, notices, orders, service
from orders.choices import Expiry
from orders.imports.mapping import Mapping
from orders.imports.reading import sheet_of
from orders.models import Custody
from referrals.actions import letters, referrals
from referrals.models import Resource

if TYPE_CHECKING:
    from .stage import Scene

COURTS = {
    "harbor": {"court_name": "Lakeside County Circuit Court", "court_place": "Lakeside County, IL"},
    "norte": {"court_name": "Sol Verde Superior Court", "court_place": "Sol Verde County, AZ"},
}


def _told(moment: datetime, precision: str, part: str = "") -> Said:
    """A moment as somebody tells it: exactly, by the part of the day, or by its date alone."""
    return Said(
        Precision(precision), moment.tzinfo, moment.date(),  # type: ignore[arg-type]
        moment.time().replace(second=0, microsecond=0) if precision in ("exact", "hour") else None,
        PartOfDay(part) if part else None, fold=moment.fold if _is_told_twice(moment) else None,
    )  # fmt: skip


def _is_told_twice(moment: datetime) -> bool:
    """The clocks show this time twice, as they are set back."""
    return moment.replace(fold=0).utcoffset() != moment.replace(fold=1).utcoffset()


def order(
    scene: Scene, kind: str, terms: str = "01 04 05", name: str = "order", ends: int | None = None,
    state: str = "issued", sent: bool = False, petitioned: int = 0, protects_all: bool = False, **more: Any,
) -> None:  # fmt: skip
    """An order issued on the day of the step; `ends` is its last day, counted from now."""
    agency = scene.stage.agency
    local = clock.now().astimezone(agency.tz)
    facts: dict[str, Any] = {
        "order_type": kind, "state": state, "terms": terms.split(), "tz": agency.timezone,
        "respondent": Respondent.objects.filter(case=scene.case).order_by("pk").first(),
        "source": "saw_paper", **COURTS[agency.slug], **more,
    }  # fmt: skip
    if protects_all:
        facts["protected_people"] = _everybody(scene)
    if petitioned:
        facts["filed_on"] = local.date() - timedelta(days=petitioned)
    if ends is not None:
        facts |= {"expiry": Expiry.ON_DATE, "expires_on": scene.stage.local(ends, time(12)).date()}
    issued = _told(local, "date_only") if state == "issued" else None
    row = orders.record_order(scene.case, by=scene.by, issued=issued, **facts)
    if sent:
        row = orders.send_out(row, by=scene.by)
    scene.things[name] = row


def _everybody(scene: Scene) -> list[dict[str, str]]:
    """Client and household as the order form keeps them."""
    client = Client.objects.get(case=scene.case)
    rows = HouseholdMember.objects.filter(case=scene.case).order_by("pk")
    return [{"ref": client.ref, "kind": "client", "name": client.name}] + [
        {"ref": row.ref, "kind": "household", "name": row.name} for row in rows
    ]


def served(
    scene: Scene, before: float = 0.4, precision: str = "exact", part: str = "", name: str = "order",
    outcome: str = "served", server: str = "sheriff", **more: Any,
) -> None:  # fmt: skip
    """An attempt or service, `before` hours before the step in which it is recorded."""
    local = (clock.now() - timedelta(hours=before)).astimezone(scene.stage.agency.tz)
    scene.things[f"{name}:service"] = service.record_service(
        _fresh(scene, name), by=scene.by, said=_told(local, precision, part), outcome=outcome, server=server,
        **{"source": "police", **more},
    )  # fmt: skip


def notice(
    scene: Scene, before: float = 0.4, name: str = "order", court: str = "", outcome: str = "served",
) -> None:  # fmt: skip
    """The sheriff's list tells of service; with another court than the order's, it waits for a person."""
    agency = scene.stage.agency
    order, local = _fresh(scene, name), (clock.now() - timedelta(hours=before)).astimezone(agency.tz)
    told = {
        "court_case_number": order.case_number, "court": court or order.court_name, "outcome": outcome,
        "served_at": f"{local:%Y-%m-%d %H:%M}", "server": "sheriff",
    }  # fmt: skip
    mapping = Mapping(agency.timezone, how_known="police")
    sheet = sheet_of([told], mapping, "notices")
    notices.take_in(
        sheet, order.ref.encode(), notices.read_notices(sheet, mapping), agency=agency, by=None,
        channel="command", source="County sheriff, daily list",
    )  # fmt: skip


def corrected(scene: Scene, earlier: float, reason: str, name: str = "order", **more: Any) -> None:
    """The service was so many hours earlier than was recorded."""
    attempt = scene.things[f"{name}:service"]
    local = (attempt.happened_from - timedelta(hours=earlier)).astimezone(scene.stage.agency.tz)
    scene.things[f"{name}:service"] = service.correct_service(
        attempt, by=scene.by, reason=reason, said=_told(local, "exact"), outcome="served",
        server=attempt.server, source="saw_paper", **more,
    )  # fmt: skip


def hearing(
    scene: Scene,
    kind: str,
    ahead: int,
    at: str = "09:30",
    outcome: str = "",
    name: str = "order",
    **more: Any,
) -> None:
    """A date in court, counted from now, never on a weekend; a past one may have an outcome."""
    moment = scene.stage.weekday(ahead, time.fromisoformat(at))
    row = hearings.record_hearing(_fresh(scene, name), by=scene.by, starts_at=moment, kind=kind, **more)
    scene.things[f"{name}:hearing"] = row
    if outcome and moment <= clock.now():
        hearings.edit_hearing(row, by=scene.by, version=row.version, outcome=outcome)


def ended(scene: Scene, state: str, reason: str = "", name: str = "order") -> None:
    row = _fresh(scene, name)
    orders.end_order(row, by=scene.by, version=row.version, state=state, reason=reason)


def _fresh(scene: Scene, name: str) -> Any:
    """The thing as it stands now, with the case as the scene holds it."""
    row = type(scene.things[name]).objects.get(pk=scene.things[name].pk)
    row.case = scene.case
    return row


def happened(
    scene: Scene, trigger: str, reason: str, before: float = 0.5, precision: str = "exact", detail: str = "",
    level: int | None = None,
) -> None:  # fmt: skip
    """Something that happened `before` hours before the step in which it is noted."""
    local = (clock.now() - timedelta(hours=before)).astimezone(scene.stage.agency.tz)
    noted.note_event(
        scene.case, by=scene.by, trigger=trigger, said=_told(local, precision), reason=reason, detail=detail,
        level=level,
    )  # fmt: skip


def jail(scene: Scene, expected_in: int | None = None, give_or_take: int = 0, **facts: Any) -> None:
    """The respondent is in custody; release is expected so many days from now, if that is known."""
    if expected_in is not None:
        facts |= {
            "expected": "about" if give_or_take else "on_date", "give_or_take_days": give_or_take,
            "expected_on": scene.stage.local(expected_in, time(12)).date(),
        }  # fmt: skip
    row = Custody.objects.filter(case=scene.case, state="held").first()
    if row is None:
        person = Respondent.objects.filter(case=scene.case).order_by("pk").first()
        custody.record_custody(scene.case, by=scene.by, respondent=person, **facts)
    else:
        row.case = scene.case
        custody.edit_custody(row, by=scene.by, version=row.version, **facts)


def released(scene: Scene, before: float = 2, precision: str = "exact") -> None:
    """The respondent was released `before` hours before the step."""
    local = (clock.now() - timedelta(hours=before)).astimezone(scene.stage.agency.tz)
    row = Custody.objects.select_related("respondent").get(case=scene.case, state="held")
    row.case = scene.case
    custody.record_release(row, by=scene.by, version=row.version, said=_told(local, precision))


# ---- Referrals and letters -------------------------------------------------------------------------------


def resource_of(scene: Scene, name: str) -> Resource:
    """The resource of the agency's directory whose name begins so."""
    return Resource.objects.select_related("organization").get(name__startswith=name)


def refer(
    scene: Scene, need: str, resource: str = "", mode: str = "warm", name: str = "", state: str = "offered",
    **more: Any,
) -> None:  # fmt: skip
    """A referral, kept under the name of its need."""
    found = resource_of(scene, resource) if resource else None
    scene.things[f"referral:{name or need}"] = referrals.make(
        scene.case, by=scene.by, need=need, mode=mode, resource=found, state=state, **more
    )


def moved(scene: Scene, name: str, to: str, reason: str = "", note: str = "") -> None:
    referrals.move(_fresh(scene, f"referral:{name}"), to=to, by=scene.by, reason=reason, note=note)


def letter(
    scene: Scene, kind: str, facts: dict[str, Any], upto: str = "draft", recipient: str = "",
    referral: str = "", release: str = "", language: str = "", name: str = "letter", **more: Any,
) -> None:  # fmt: skip
    """A letter brought as far as `upto`: draft, approved, final or delivered."""
    about = _fresh(scene, f"referral:{referral}") if referral else None
    signer = scene.stage.house.signer
    row = letters.draft(
        scene.case, by=scene.by, kind=kind, facts=facts, referral=about,
        recipient=recipient or (about.resource.organization.name if about else ""), signer=signer["name"],
        signer_title=signer["title"], language=language or scene.stage.agency.language, **more,
    )  # fmt: skip
    if upto != "draft":
        row = letters.approve(row, by=scene.by, client_read=True)
    if upto in ("final", "delivered"):
        under = scene.things[release] if release else None
        way = "sent_under_release" if under else "handed_to_client"
        row = letters.finalise(row, by=scene.by, delivery=way, release=under)
    if upto == "delivered":
        row = letters.deliver(row, by=scene.by)
    scene.things[name] = row


def void_letter(scene: Scene, reason: str, name: str = "letter") -> None:
    letters.void(scene.things[name], by=scene.by, reason=reason)


ACTS: dict[str, Callable[..., None]] = {
    act.__name__: act
    for act in (
        order, served, notice, corrected, hearing, ended, happened, jail, released, refer, moved, letter,
        void_letter,
    )
}  # fmt: skip
