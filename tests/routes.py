"""The permission table of every address: who may open it, and with what.

A row names the route, the method, the cast members who are let in, and how to fill its address.
Everybody else is refused (403 or 404), and for a member of another agency an existing thing looks
exactly like one that never was.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

NOBODY: frozenset[str] = frozenset()


def only(names: str) -> frozenset[str]:
    return frozenset(names.split())


EVERYBODY = only("ana ben sol dee ada aud lee shea val dat fin eve")
ABROAD = only("eve")
HERE = EVERYBODY - ABROAD

# On the story's case: assigned (ana), legal assigned (lee), its team's supervisor, the director. Shelter
# staff reach it because the client stays in the shelter; ben is an advocate of the team and barred from it.
CASEWORK = only("ana lee sol dee")
HOUSE = CASEWORK | only("shea")
PLANNERS = only("ana sol dee")
ANSWERING = only("sol dee")
LOCATION = only("ana dee")

# By role alone, in each person's own agency: an address that names nothing is open to eve's role too.
ADVOCATES = only("ana ben eve")
CASEWORKERS = ADVOCATES | only("lee sol dee")
LISTS = CASEWORKERS | only("shea")
INTAKE = ADVOCATES | only("sol dee val")
DIRECTORY = ADVOCATES | only("sol dee ada")
COLLEAGUES = CASEWORKERS | only("ada")
ADMIN = only("ada")


@dataclass(frozen=True)
class Route:
    """One row. `ref` picks what fills the address from the story; `data` is what a POST sends."""

    name: str
    method: str
    who: frozenset[str]
    ref: Callable[[Any], dict[str, Any]] | None = None
    data: dict[str, Any] = field(default_factory=dict)


def of(name: str, **more: Any) -> Callable[[Any], dict[str, Any]]:
    """The address holds the ref of the story's `name`."""
    return lambda story: {"ref": getattr(story, name).ref, **more}


def _get(name: str, who: frozenset[str], thing: str = "", **more: Any) -> list[Route]:
    return [Route(name, "get", who, of(thing, **more) if thing else None)]


def _post(name: str, who: frozenset[str], thing: str = "", **more: Any) -> list[Route]:
    return [Route(name, "post", who, of(thing, **more) if thing else None)]


def _form(
    name: str, who: frozenset[str], thing: str = "", sending: frozenset[str] | None = None, **more: Any
) -> list[Route]:
    """A page with a form: looking at it, and sending it, which may take more."""
    return _get(name, who, thing, **more) + _post(name, who if sending is None else sending, thing, **more)


OPEN_TO_ALL = [
    *_get("health-live", EVERYBODY),
    *_get("health-ready", EVERYBODY),
    *_post("caseload:preferences", EVERYBODY),
    *_post("caseload:quick-exit", EVERYBODY),
    *_get("caseload:neutral", EVERYBODY),
    *_get("caseload:still-here", EVERYBODY),
    Route("caseload:join", "get", EVERYBODY, lambda story: {"token": story.token}),
    Route("caseload:join", "post", EVERYBODY, lambda story: {"token": story.token}),
]

STAFF = [
    *_get("caseload:home", EVERYBODY),
    *_get("caseload:style", EVERYBODY),
    *_post("caseload:switch-agency", EVERYBODY),
    *_form("caseload:notifications", EVERYBODY),
    *_post("caseload:notice_open", only("sol"), "notice"),
    *_get("caseload:tasks", LISTS),
    *_form("caseload:handover", ANSWERING),
    *_get("caseload:staff", COLLEAGUES),
    Route("caseload:person", "get", COLLEAGUES - ABROAD, lambda story: {"ref": story.world.cast["ben"].ref}),
    Route("caseload:person", "post", ADMIN, lambda story: {"ref": story.world.cast["ben"].ref}),
    Route("caseload:person_leave", "get", ADMIN, lambda story: {"ref": story.world.cast["ben"].ref}),
    Route("caseload:person_leave", "post", ADMIN, lambda story: {"ref": story.world.cast["ben"].ref}),
    *_form("caseload:invite", ADMIN),
    *_post("caseload:invitation_withdraw", ADMIN, "invitation"),
    *_get("caseload:teams", COLLEAGUES),
    *_form("caseload:team_new", ADMIN),
    Route("caseload:team_edit", "get", ADMIN, lambda story: {"ref": story.world.team.ref}),
    Route("caseload:team_edit", "post", ADMIN, lambda story: {"ref": story.world.team.ref}),
    *_get("caseload:digest", EVERYBODY),
    *_form("caseload:notice_settings", EVERYBODY),
    *_form("caseload:mobile", EVERYBODY),
    *_form("caseload:mobile_code", EVERYBODY),
    *_post("caseload:mobile_remove", EVERYBODY),
    *_form("caseload:roster", COLLEAGUES, sending=ANSWERING),
    *_post("caseload:roster_copy", ANSWERING),
    *_form("caseload:shift_remove", ANSWERING, "shift"),
    *_form("caseload:absences", COLLEAGUES),
    *_form("caseload:absence", COLLEAGUES - ABROAD, "absence", sending=ANSWERING),
    *_form("caseload:absence_end", only("ana sol dee"), "absence"),
    *_get("caseload:deliveries", only("dee ada")),
    *_post("caseload:delivery_retry", only("dee ada"), "delivery"),
    *_get("caseload:counts", only("sol dee dat fin")),
    *_get("caseload:audit", only("sol dee aud")),
]

CASE = [
    *_get("caseload:case", HOUSE, "case"),
    *_form("caseload:case_edit", CASEWORK, "case"),
    *_form("caseload:case_people", HOUSE, "case", sending=ANSWERING),
    *_post("caseload:assignment_end", ANSWERING, "assignment"),
    *_form("caseload:case_restrictions", ANSWERING, "case"),
    *_post("caseload:restriction_lift", ANSWERING, "restriction"),
    *_form("caseload:case_close", PLANNERS, "case"),
    *_form("caseload:case_reopen", PLANNERS, "case"),
    *_get("caseload:case_history", HOUSE, "case"),
    *_form("caseload:case_notes", HOUSE, "case"),
    *_form("caseload:note_edit", only("ana"), "note"),
    *_post("caseload:note_pin", CASEWORK, "note"),
    *_get("caseload:case_tasks", HOUSE, "case"),
    *_form("caseload:task_new", HOUSE, "case"),
    *_get("caseload:task", HOUSE, "task"),
    *_form("caseload:task_edit", HOUSE, "task"),
    *_form("caseload:task_drop", HOUSE, "task"),
    *_post("caseload:task_done", HOUSE, "task"),
    *_post("caseload:task_undo", HOUSE, "task"),
]

CLIENT = [
    *_get("clients:caseload", LISTS),
    *_form("clients:intake", INTAKE),
    *_get("clients:client", HOUSE, "case"),
    *_form("clients:client_edit", CASEWORK, "case"),
    *_get("clients:location", LOCATION, "case"),
    *_form("clients:location_edit", LOCATION, "case"),
    *_form("clients:contact_new", CASEWORK, "case"),
    *_form("clients:contact_edit", CASEWORK, "contact"),
    *_post("clients:contact_remove", CASEWORK, "contact"),
    *_form("clients:household_new", CASEWORK, "case"),
    *_form("clients:household_edit", CASEWORK, "member"),
    *_post("clients:household_remove", CASEWORK, "member"),
    *_form("clients:respondent_new", CASEWORK, "case"),
    *_form("clients:respondent_edit", CASEWORK, "respondent"),
    *_form("clients:emergency_contact_new", CASEWORK, "case"),
    *_form("clients:emergency_contact_edit", CASEWORK, "emergency"),
    *_post("clients:emergency_contact_remove", CASEWORK, "emergency"),
]

RELEASES = [
    *_get("clients:releases", HOUSE, "case"),
    *_form("clients:release_new", CASEWORK, "case"),
    *_get("clients:release", HOUSE, "release"),
    *_form("clients:release_edit", CASEWORK, "draft_release"),
    *_form("clients:release_sign", CASEWORK, "draft_release"),
    *_form("clients:release_revoke", CASEWORK, "release"),
    *_post("clients:release_in_writing", CASEWORK, "release"),
    *_form("clients:release_void", CASEWORK, "release"),
    *_form("clients:release_disclose", CASEWORK, "release"),
    *_get("clients:release_print", HOUSE, "release"),
]

# The client of the story agreed that legal and shelter staff read the plan; changing it is another thing.
PLAN = [
    *_get("clients:plan", HOUSE, "case"),
    *_form("clients:plan_section", HOUSE, "case", sending=PLANNERS, section="home"),
    *_post("clients:plan_item_remove", PLANNERS, "item"),
    *_form("clients:signal_new", PLANNERS, "case"),
    *_form("clients:signal_edit", PLANNERS, "signal"),
    *_post("clients:signal_remove", PLANNERS, "signal"),
    *_form("clients:order_copy_new", PLANNERS, "case"),
    *_form("clients:order_copy_edit", PLANNERS, "copy"),
    *_post("clients:order_copy_remove", PLANNERS, "copy"),
    *_form("clients:plan_publish", PLANNERS, "case"),
    *_post("clients:plan_decline", PLANNERS, "case"),
    *_post("clients:plan_sharing", PLANNERS, "case"),
    *_post("clients:plan_collected", PLANNERS, "case"),
    *_get("clients:plan_versions", HOUSE, "case"),
    *_get("clients:plan_version", HOUSE, "case", number=1),
    *_form("clients:plan_print", HOUSE, "case"),
    *_get("clients:plan_blank", HOUSE, "case"),
    *_form("clients:order_card", HOUSE, "case"),
]

ORDERS = [
    *_get("orders:board", CASEWORKERS),
    *_get("orders:board_rows", CASEWORKERS),
    *_get("orders:wall", CASEWORKERS),
    *_get("orders:wall_rows", CASEWORKERS),
    *_post("orders:wall_stay", CASEWORKERS),
    *_form("orders:wall_names", ADMIN),
    *_get("orders:calendar", CASEWORKERS),
    *_form("orders:feed_page", CASEWORKERS),
    *_post("orders:feed_end", CASEWORKERS),
    Route("orders:feed", "get", EVERYBODY, lambda story: {"token": story.feed_token}),
    *_get("orders:case_timeline", CASEWORK, "case"),
    *_get("orders:case_orders", CASEWORK, "case"),
    *_form("orders:new", CASEWORK, "case"),
    *_get("orders:order", CASEWORK, "order"),
    *_form("orders:edit", CASEWORK, "order"),
    *_form("orders:end", CASEWORK, "order"),
    *_post("orders:send_out", CASEWORK, "unserved"),
    *_form("orders:record_service", CASEWORK, "unserved"),
    *_form("orders:correct_service", CASEWORK, "attempt"),
    *_form("orders:void_service", CASEWORK, "attempt"),
    *_form("orders:new_hearing", CASEWORK, "order"),
    *_form("orders:edit_hearing", CASEWORK, "hearing"),
    *_form("orders:scan_new", CASEWORK, "order"),
    *_get("orders:scan", CASEWORK, "scan"),
    *_form("orders:scan_remove", CASEWORK, "scan"),
    *_form("orders:firearm_questions", CASEWORK, "order"),
    *_form("orders:registration", CASEWORK, "order"),
    *_get("orders:alert", CASEWORK, "alert"),
    *_form("orders:acknowledge", ANSWERING, "alert"),
    *_get("orders:happened", CASEWORK, "case"),
    *_form("orders:happened_note", CASEWORK, "case", trigger="threats"),
    *_form("orders:happened_correct", CASEWORK, "noted"),
    *_form("orders:happened_withdraw", CASEWORK, "noted"),
    *_get("orders:custody", CASEWORK, "case"),
    *_form("orders:custody_new", CASEWORK, "case"),
    *_form("orders:custody_released", CASEWORK, "case"),
    *_form("orders:custody_edit", CASEWORK, "custody"),
    *_form("orders:custody_release", CASEWORK, "custody"),
    *_form("orders:custody_withdraw", CASEWORK, "custody"),
    *_get("orders:window", CASEWORK, "window"),
    *_get("orders:window", CASEWORK, "noted_window"),
    *_form("orders:close_early", ANSWERING, "window"),
    *_get("orders:check_ins", CASEWORKERS),
    *_form("orders:check_in", CASEWORK, "check_in"),
    *_form("orders:not_reached_step", CASEWORK, "not_reached_step"),
    *_form("orders:check_in_agreement", CASEWORK, "case"),
    *_get("orders:soon_served", CASEWORKERS),
    *_form("orders:expected_service", CASEWORK, "unserved"),
    *_get("orders:notices", CASEWORKERS),
    *_form("orders:notice", CASEWORK, "queued_notice", sending=ANSWERING),
    *_form("orders:notice_dismiss", ANSWERING, "queued_notice"),
    *_form("orders:deadline", CASEWORK, "deadline"),
    *_post("orders:deadline_restore", CASEWORK, "deadline"),
    *_post("orders:deadline_met", CASEWORK, "return_deadline"),
    *_post("orders:deadline_open", CASEWORK, "deadline"),
    *_get("orders:court_rules", COLLEAGUES),
    *_form("orders:court_pack", ADMIN),
    *_form("orders:court_checked", ADMIN),
    *_form("orders:court_days", ADMIN),
    *_post("orders:court_day_remove", ADMIN, "court_day"),
    *_form("orders:court_year_add", ADMIN),
    Route("orders:court_rule", "get", ADMIN, lambda story: {"kind": "return_of_service"}),
    Route("orders:court_rule", "post", ADMIN, lambda story: {"kind": "return_of_service"}),
    Route("orders:court_rule_drop", "post", ADMIN, lambda story: {"kind": "return_of_service"}),
    *_get("orders:policy", COLLEAGUES),
]

# Rules of windows: read by those who work by them, written by supervisors, directors and administrators,
# answered by directors and administrators; windows are moved by those who answer for them.
WRITERS = only("sol dee ada")
APPROVERS = only("dee ada")
OF_PHASE = {"event": "service", "phase": "high"}
OF_LIST = {"event": "lists", "phase": "late_entry"}
OF_TASK = {**OF_PHASE, "task": "prepare_hearing"}


def _version(story: Any) -> dict[str, Any]:
    return {"number": 1}


POLICY = [
    *_get("orders:policy_versions", COLLEAGUES),
    Route("orders:policy_version", "get", COLLEAGUES - ABROAD, _version),
    Route("orders:policy_print", "get", COLLEAGUES - ABROAD, _version),
    Route("orders:policy_call_off", "post", APPROVERS, _version),
    *_form("orders:rules_move_new", ANSWERING),
    *_get("orders:rules_move", ANSWERING, "rules_move"),
    *_form("orders:policy_drafts", WRITERS),
    *_get("orders:policy_draft", WRITERS, "policy_draft"),
    *_get("orders:policy_difference", WRITERS, "policy_draft"),
    *_get("orders:policy_preview", WRITERS, "policy_draft"),
    *_form("orders:policy_propose", WRITERS, "policy_draft"),
    *_form("orders:policy_approve", APPROVERS, "policy_proposal"),
    *_form("orders:policy_reject", APPROVERS, "policy_proposal"),
    *_post("orders:policy_withdraw", WRITERS, "policy_draft"),
    *_post("orders:policy_take_up", WRITERS, "policy_draft"),
    *_form("orders:draft_about", WRITERS, "policy_draft"),
    *_form("orders:draft_chain", WRITERS, "policy_draft"),
    *_form("orders:draft_staffing", WRITERS, "policy_draft"),
    *_form("orders:draft_uplift", WRITERS, "policy_draft"),
    *_form("orders:draft_event_add", WRITERS, "policy_draft"),
    *_get("orders:draft_event", WRITERS, "policy_draft", event="service"),
    *_get("orders:draft_event", WRITERS, "policy_draft", event="lists"),
    *_form("orders:draft_lead", WRITERS, "policy_draft", event="hearing"),
    *_post("orders:draft_event_remove", WRITERS, "policy_draft", event="hearing"),
    *_form("orders:draft_phase_add", WRITERS, "policy_draft", event="service"),
    *_form("orders:draft_phase", WRITERS, "policy_draft", **OF_PHASE),
    *_get("orders:draft_phase", WRITERS, "policy_draft", **OF_LIST),
    *_post("orders:draft_phase_move", WRITERS, "policy_draft", **OF_PHASE),
    *_post("orders:draft_phase_remove", WRITERS, "policy_draft", **OF_PHASE),
    *_form("orders:draft_task_add", WRITERS, "policy_draft", **OF_PHASE),
    *_form("orders:draft_task", WRITERS, "policy_draft", **OF_TASK),
    *_post("orders:draft_task_remove", WRITERS, "policy_draft", **OF_TASK),
]

VIOLATIONS = [
    *_get("orders:programmes", CASEWORK, "case"),
    *_form("orders:programme_new", CASEWORK, "case"),
    *_form("orders:programme", CASEWORK, "programme"),
    *_form("orders:programme_edit", CASEWORK, "programme"),
    *_get("orders:client_notices", CASEWORK, "case"),
    *_form("orders:client_notice_new", CASEWORK, "case"),
    *_form("orders:client_says_served", CASEWORK, "case"),
    *_form("orders:client_says_order_served", CASEWORK, "unserved"),
    *_form("orders:notice_registration_new", CASEWORK, "case"),
    *_form("orders:order_registration_new", CASEWORK, "unserved"),
    *_form("orders:notice_registration", CASEWORK, "registration"),
    *_get("orders:renewals", CASEWORKERS),
    *_form("orders:renewal", CASEWORK, "ending"),
    *_form("orders:renewal_filed", CASEWORK, "ending"),
    *_form("orders:renewal_outcome", CASEWORK, "ending"),
    *_form("orders:firearms", CASEWORK, "armed"),
    *_form("orders:firearms_proof", CASEWORK, "armed"),
    *_form("orders:firearms_set_aside", CASEWORK, "armed"),
    *_post("orders:firearms_told", CASEWORK, "armed"),
    *_get("orders:violations", CASEWORK, "case"),
    *_form("orders:new_violation", CASEWORK, "case"),
    *_form("orders:chronology", CASEWORK, "case"),
    *_get("orders:violation", CASEWORK, "violation"),
    *_form("orders:edit_violation", CASEWORK, "violation"),
    *_form("orders:violation_choice", CASEWORK, "violation"),
    *_form("orders:void_violation", CASEWORK, "violation"),
    *_form("orders:new_step", CASEWORK, "violation"),
    *_form("orders:new_evidence", CASEWORK, "violation"),
    *_post("orders:remove_step", CASEWORK, "step"),
    *_post("orders:remove_evidence", CASEWORK, "evidence"),
    *_form("orders:new_contact_event", CASEWORK, "case"),
    *_form("orders:contact_event", CASEWORK, "contact_event"),
    *_post("orders:remove_contact_event", CASEWORK, "contact_event"),
]

REFERRALS = [
    *_get("referrals:directory", EVERYBODY),
    *_form("referrals:resource_new", DIRECTORY),
    *_get("referrals:resource", HERE, "resource"),
    *_form("referrals:resource_edit", DIRECTORY - ABROAD, "resource"),
    *_post("referrals:resource_verify", DIRECTORY - ABROAD, "resource"),
    *_get("referrals:refer", CASEWORKERS - ABROAD, "resource"),
    *_get("referrals:follow_ups", LISTS),
    *_get("referrals:case_referrals", HOUSE, "case"),
    *_form("referrals:new", CASEWORK, "case"),
    *_get("referrals:referral", HOUSE, "referral"),
    *_form("referrals:referral_edit", CASEWORK, "referral"),
    *_form("referrals:referral_move", CASEWORK, "referral"),
]

# Shelter staff prepare letters; what leaves the house is finished by those who work the case.
LETTERS = [
    *_form("referrals:letter_new", HOUSE, "case"),
    *_get("referrals:letter", HOUSE, "letter"),
    *_form("referrals:letter_edit", HOUSE, "letter"),
    *_post("referrals:letter_approve", CASEWORK, "letter"),
    *_post("referrals:letter_finalise", CASEWORK, "letter"),
    *_post("referrals:letter_deliver", CASEWORK, "final_letter"),
    *_form("referrals:letter_void", CASEWORK, "letter"),
    *_get("referrals:letter_picture", HOUSE, "letter", number=1),
    *_get("referrals:letter_pdf", HOUSE, "final_letter"),
    *_get("referrals:letter_docx", HOUSE, "letter"),
]

ROUTES: list[Route] = [
    *OPEN_TO_ALL, *STAFF, *CASE, *CLIENT, *RELEASES, *PLAN, *ORDERS, *VIOLATIONS, *REFERRALS, *LETTERS,
    *POLICY,
]  # fmt: skip
