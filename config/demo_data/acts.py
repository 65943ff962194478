"""What a step of a scenario does: each act calls the product's own actions, as a page would."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from caseload.actions import cases, handover, notes, tasks
from caseload.foundation import clock
from caseload.models import Assignment, Case, Episode, Note, Staff
from clients.actions import contact, intake, people, plan_details, plan_versions, plans, releases
from clients.actions.disclosures import disclose
from clients.models import HouseholdMember
from clients.plan_catalogue import ITEMS

from . import acts_after, acts_more, acts_papers

if TYPE_CHECKING:
    from .stage import Scene, Stage
    from .story import Scenario


def take_in(stage: Stage, scenario: Scenario, by: Staff) -> Case:
    """The intake of a scenario; the advocate takes the case, unless it waits for one."""
    day = clock.today(stage.agency.tz)
    return intake.take_in(
        by=by,
        client=dict(scenario.client),
        household=[dict(member) for member in scenario.household],
        contact_methods=[{"confirmed_on": day, **method} for method in scenario.contacts],
        respondent=dict(scenario.respondent) if scenario.respondent is not None else None,
        assign_to=None if scenario.unassigned else by,
        is_resident=scenario.resident,
    )


def today(scene: Scene) -> date:
    return clock.today(scene.stage.agency.tz)


def in_days(scene: Scene, days: int | None) -> date | None:
    """A day counted from the real today, ahead or back."""
    return None if days is None else scene.stage.local(days, time(12)).date()


# ---- The case --------------------------------------------------------------------------------------------


def note(
    scene: Scene, body: str, kind: str = Note.Kind.CONTACT, minutes: int | None = None, pinned: bool = False
) -> None:
    row = notes.write_note(
        scene.case, by=scene.by, body=body, kind=kind, minutes=minutes, happened_at=clock.now()
    )
    if pinned:
        notes.pin_note(row, by=scene.by, pinned=True)


def task(
    scene: Scene, title: str, due: float = 1, at: str = "15:00", to: str = "", done: str = "", **more: Any
) -> None:
    """A task due on a day counted from now; `done` says what came of it."""
    moment: datetime = scene.stage.local(int(due), time.fromisoformat(at))
    row = tasks.open_task(
        scene.case, kind=more.pop("kind", "other"), title=title, due_at=moment,
        assigned_to=scene.stage.people[to] if to else None, **more,
    )  # fmt: skip
    if done:
        tasks.complete_task(row, by=scene.by, note=done)


def give(scene: Scene, to: str, kind: str = Assignment.Kind.PRIMARY, until: int | None = None) -> None:
    """Assign somebody; a cover ends on a day counted from now."""
    ends = scene.stage.local(until, time(9)) if until is not None else None
    handover.give_case(scene.case, staff=scene.stage.people[to], by=scene.by, kind=kind, ends_at=ends)


def restrict(scene: Scene, staff: str) -> None:
    cases.restrict(scene.case, staff=scene.stage.people[staff], by=scene.by)


def close(scene: Scene, reason: str = Episode.Reason.GOALS) -> None:
    scene.things["left"] = True
    cases.close_case(scene.case, by=scene.by, reason=reason)


def reopen(scene: Scene) -> None:
    scene.things.pop("left", None)
    cases.reopen_case(scene.case, by=scene.by)


def residency(scene: Scene, stays: bool) -> None:
    cases.edit_case(scene.case, by=scene.by, team=scene.case.team, is_resident=stays)


# ---- The client ------------------------------------------------------------------------------------------


def location(scene: Scene, **facts: Any) -> None:
    people.set_location(scene.case, by=scene.by, version=0, confirmed_on=today(scene), **facts)


def emergency(scene: Scene, **facts: Any) -> None:
    people.add_emergency_contact(scene.case, by=scene.by, consent_on=today(scene), **facts)


def number(scene: Scene, **facts: Any) -> None:
    contact.add_contact_method(scene.case, by=scene.by, **facts)


def release(
    scene: Scene, recipient: str, purpose: str, items: str, methods: str = "phone letter", days: int = 30,
    name: str = "release", signed: bool = True, resource: str = "", **more: Any,
) -> None:  # fmt: skip
    """A release for `days` from the day of the step; unsigned it stays a draft."""
    terms = {
        "recipient_name": recipient, "purpose": purpose, "items": items.split(), "methods": methods.split(),
        "days": days, "alternatives_discussed": True, "revoke_explained": True, **more,
    }  # fmt: skip
    if resource:
        terms["recipient_ref"] = acts_more.resource_of(scene, resource).ref
    if signed:
        ticks: dict[str, Any] = {
            "informed": True,
            "not_a_condition": True,
            "signers": [{"capacity": "client"}],
        }
        scene.things[name] = releases.create(scene.case, by=scene.by, **terms, **ticks)
    else:
        scene.things[name] = releases.draft(scene.case, by=scene.by, **terms)


def revoke(scene: Scene, how: str = "oral", name: str = "release") -> None:
    releases.revoke(scene.things[name], by=scene.by, how=how)


def tell(scene: Scene, items: str, method: str = "phone", told_to: str = "", name: str = "release") -> None:
    disclose(scene.things[name], by=scene.by, items=items.split(), method=method, told_to=told_to)


# ---- The safety plan -------------------------------------------------------------------------------------


def plan(
    scene: Scene, answers: dict[str, str], published: bool = True, review: int | None = None, **more: Any
) -> None:
    """Answers as `key: "yes: words"`; published unless it stays a draft."""
    row = plans.start(scene.case, by=scene.by)
    scene.things["plan"] = row
    by_section: dict[str, list[plans.Answer]] = {}
    for key, said in answers.items():
        state, _, words = said.partition(":")
        answer = plans.Answer(state=state, words=words.strip(), key=key)
        by_section.setdefault(ITEMS[key][0].key, []).append(answer)
    for section, given in by_section.items():
        plans.save_answers(row, section, given, by=scene.by)
    if published:
        publish(scene, review=review, **more)


def publish(scene: Scene, review: int | None = None, reason: str = "", language: str = "") -> None:
    row = scene.things["plan"]
    plan_versions.publish(
        row, by=scene.by, made_with_client=True, client_approved_on=today(scene),
        reason=reason, language=language, next_review_on=in_days(scene, review),
    )  # fmt: skip
    row.refresh_from_db()
    row.case = scene.case


def signal(scene: Scene, **facts: Any) -> None:
    plan_details.add_signal(scene.things["plan"], by=scene.by, agreed_on=today(scene), **facts)


def copy(scene: Scene, holder: str, decision: str = "given", child: bool = False, **facts: Any) -> None:
    """Who holds a copy of the order; with `child`, for the first child of the household."""
    first = HouseholdMember.objects.filter(case=scene.case, is_child=True).order_by("pk").first()
    plan_details.add_order_copy(
        scene.things["plan"],
        by=scene.by,
        holder=holder,
        decision=decision,
        child=first if child else None,
        **facts,
    )


def sharing(scene: Scene, shelter: bool = False, legal: bool = False) -> None:
    plans.set_sharing(scene.things["plan"], by=scene.by, shelter_may_read=shelter, legal_may_read=legal)


def review(scene: Scene, trigger: str) -> None:
    plan_versions.call_review(scene.case, trigger=trigger)


def printed(scene: Scene, sections: str, storage: str = "trusted_person", audience: str = "client") -> None:
    plan_versions.record_print(
        scene.things["plan"], by=scene.by, client_asked=True, storage=storage, sections=sections.split(),
        audience=audience,
    )  # fmt: skip


ACTS: dict[str, Callable[..., None]] = {
    act.__name__: act
    for act in (
        note, task, give, restrict, close, reopen, residency, location, emergency, number, release, revoke,
        tell, plan, publish, signal, copy, sharing, review, printed,
    )
} | acts_more.ACTS | acts_after.ACTS | acts_papers.ACTS  # fmt: skip
CHANGES_WINDOWS = {
    "served", "notice", "corrected", "happened", "released", "violation", "armed", "handed_over", "order",
    "decided", "filed", "told", "attended", "hearing", "heard", "changed", "takes_over", "ended",
}  # fmt: skip
