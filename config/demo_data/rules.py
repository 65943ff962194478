"""How the agency's rules came about: a second version, a proposal that waits, a draft half-way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from caseload.models import Staff
from caseload.permissions import Role
from orders.actions import drafts
from orders.models import PolicyDraft

if TYPE_CHECKING:
    from .stage import Stage

PROPOSED, APPROVED = 48, 47  # days ago
Change = Callable[[dict[str, Any]], None]

WORDS = {
    "en": {
        "task": "Ask who else has a key to the home", "key": "ask_keys",
        "second": "Keys to the home", "second_why": "Twice a lock was changed too late.",
        "approved": "Good. Let us look at it again in spring.",
        "waits": "First service: one day longer",
        "waits_why": "Calls on the fourth day were the ones we missed.",
        "draft": "Court weeks", "phase": "Court week",
    },
    "es": {
        "task": "Preguntar quién más tiene llave de la casa", "key": "preguntar_llaves",
        "second": "Llaves de la casa", "second_why": "Dos veces la cerradura se cambió demasiado tarde.",
        "approved": "Bien. Lo revisamos en primavera.",
        "waits": "Primera notificación: un día más",
        "waits_why": "Las llamadas del cuarto día son las que se nos pasaron.",
        "draft": "Semanas de tribunal", "phase": "Semana de tribunal",
    },
}  # fmt: skip


def plan(stage: Stage) -> None:
    """Put the past of the rules on the agenda: proposed by a supervisor, approved by the director."""
    words = WORDS[stage.agency.language]
    writes, answers = _first(stage, Role.SUPERVISOR), _first(stage, Role.DIRECTOR)
    made: list[PolicyDraft] = []

    def ask_for_keys(data: dict[str, Any]) -> None:
        task = {"key": words["key"], "title": words["task"], "who": "advocate", "hours": 168, "priority": 2}
        data["phases"][2]["tasks"].append({**task, "counts": "elapsed", "anchor": "phase_start"})

    def propose() -> None:
        with stage.acting(writes) as by:
            made.append(_propose(by, words["second"], words["second_why"], ask_for_keys))

    def approve() -> None:
        with stage.acting(answers) as by:
            drafts.approve(made[0], by=by, version=made[0].version, answer=words["approved"])

    stage.plan(stage.office_time(PROPOSED), propose)
    stage.plan(stage.office_time(APPROVED), approve)
    stage.plan(stage.now - timedelta(hours=3), partial(_today, stage, writes, words))


def _today(stage: Stage, writes: str, words: dict[str, str]) -> None:
    """A draft somebody began this week and has not finished, and a proposal that waits for an answer."""
    with stage.acting(writes) as by:
        draft = drafts.begin(by=by, title=words["draft"])
        _edit(draft, by, partial(_court_week, name=words["phase"]))
        _propose(by, words["waits"], words["waits_why"], _one_day_longer)


def _court_week(data: dict[str, Any], *, name: str) -> None:
    """A phase that ends before the one it follows, without tasks: what a draft looks like half-way."""
    phase = {"key": name.lower().replace(" ", "_"), "label": name, "unit": "days", "until": 10, "level": 3}
    data["phases"].insert(2, {**phase, "acknowledge_hours": 8, "check_in_hours": 48, "tasks": []})


def _one_day_longer(data: dict[str, Any]) -> None:
    data["first_service_uplift_hours"] = 24


def _propose(by: Staff, title: str, why: str, change: Change) -> PolicyDraft:
    draft = _edit(drafts.begin(by=by, title=title), by, change)
    return drafts.propose(draft, by=by, version=draft.version, why=why)


def _edit(draft: PolicyDraft, by: Staff, change: Change) -> PolicyDraft:
    return drafts.change_part(draft, by=by, part=lambda data: data, was="", change=change, what="demo")


def _first(stage: Stage, role: Role) -> str:
    return next(person.key for person in stage.house.people if person.role == role)
