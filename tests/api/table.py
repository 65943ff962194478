"""The permission table of the API: every endpoint and method, and who of the cast is let in.

Everybody else is refused with 403 or 404. A body is what reaches the decision; being told that a field is
missing means having been let in.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.routes import (
    ANSWERING,
    CASEWORK,
    CASEWORKERS,
    COLLEAGUES,
    DIRECTORY,
    EVERYBODY,
    HERE,
    HOUSE,
    INTAKE,
    LISTS,
    LOCATION,
    PLANNERS,
    WRITERS,
    only,
)

AUDIT = only("aud sol dee")
IMPORTERS = ANSWERING | only("ada")
NOTICE = {"order_number": "1", "court": "C", "served_on": "2026-01-05", "outcome": "served"}
VAGUE = {"precision": "unknown"}
ISSUED = {"precision": "date_only", "day": "2026-01-05"}
TERMS = {"recipient_name": "S", "purpose": "p", "items": ["urgency"], "methods": ["phone"]}
FACTS = {"named_as": "initials", "client_name": "R. Q."}


@dataclass(frozen=True)
class Row:
    """`thing` of the story fills the address; `names` are fields of the body that name things of it."""

    method: str
    name: str
    who: frozenset[str]
    thing: str = ""
    body: dict[str, Any] = field(default_factory=dict)
    names: tuple[tuple[str, str], ...] = ()

    def filled(self, ref_of: Callable[[str], str]) -> dict[str, Any]:
        return {**self.body, **{field: ref_of(thing) for field, thing in self.names}}


def lists(who: frozenset[str], *names: str) -> list[Row]:
    return [Row("get", name, who) for name in names]


def opens(who: frozenset[str], **things: str) -> list[Row]:
    return [Row("get", name.replace("_", "-"), who, thing) for name, thing in things.items()]


def adds(name: str, who: frozenset[str], /, *named: str, **body: Any) -> Row:
    names = tuple(pair.split("=") if "=" in pair else (pair, pair) for pair in named)
    return Row("post", name, who, body=body, names=names)


def does(who: frozenset[str], thing: str, *names: str, method: str = "post", **body: Any) -> list[Row]:
    return [Row(method, name, who, thing, body) for name in names]


ROWS = [
    *lists(
        LISTS, "cases", "clients", "contact-methods", "respondents", "plans", "releases", "tasks", "notes"
    ),
    *lists(LISTS, "referrals", "letters"),
    *lists(
        CASEWORKERS, "orders", "hearings", "service-attempts", "windows", "alerts", "deadlines", "check-ins"
    ),
    *lists(CASEWORKERS, "service-notices", "scans"),
    *lists(IMPORTERS, "notice-batches"),
    *lists(CASEWORKERS, "noted-events", "custodies"),
    *lists(CASEWORKERS, "violations", "contact-events", "firearm-surrenders", "renewals"),
    *lists(CASEWORKERS, "notice-registrations", "client-notices", "programmes"),
    *lists(AUDIT, "audit"),
    *lists(COLLEAGUES, "shifts", "absences"),
    *opens(COLLEAGUES & HERE, shift="shift", absence="absence"),
    Row("post", "shifts", ANSWERING, body={"starts_at": "2027-01-01T00:00:00Z"}),
    *does(ANSWERING, "shift", "shift", method="delete"),
    Row("post", "absences", COLLEAGUES, body={"starts_at": "2027-01-01T00:00:00Z"}),
    *does(only("ana sol dee"), "absence", "absence", method="delete"),
    *does(ANSWERING, "absence", "absence-cover"),
    *lists(EVERYBODY, "resources"),
    *opens(HOUSE, case="case", client="client", contact_method="contact", respondent="respondent"),
    *opens(HOUSE, plan="plan", release="release", task="task", referral="referral"),
    *opens(CASEWORK, note="note"),
    *opens(HOUSE, letter="letter", letter_pdf="final_letter", letter_docx="letter"),
    *opens(CASEWORK, order="order", hearing="hearing", window="window", alert="alert"),
    *opens(CASEWORK, service_attempt="attempt", deadline="deadline", service_notice="queued_notice"),
    *opens(CASEWORK, check_in="check_in"),
    *opens(CASEWORK, scan="scan", scan_file="scan", order_history="order"),
    *opens(IMPORTERS, notice_batch="batch"),
    *lists(COLLEAGUES, "policy-versions"),
    *opens(COLLEAGUES & HERE, policy_version="rules", policy_version_difference="rules"),
    *lists(WRITERS, "policy-drafts"),
    *opens(WRITERS, policy_draft="policy_draft", policy_draft_difference="policy_proposal"),
    *opens(CASEWORK, noted_event="noted", custody="custody"),
    *opens(CASEWORK, violation="violation", contact_event="contact_event"),
    *opens(CASEWORK, firearm_surrender="firearms", renewal="renewal"),
    *opens(CASEWORK, notice_registration="registration", client_notice="client_notice"),
    *opens(CASEWORK, programme="programme"),
    *opens(LOCATION, location="client"),
    *opens(HERE, resource="resource"),
    adds("cases", INTAKE, client={"code_only": True}),
    *does(CASEWORK, "case", "case", method="patch"),
    *does(ANSWERING, "case", "case-assign"),
    *does(PLANNERS, "case", "case-close", "case-reopen"),
    *does(CASEWORK, "client", "client", method="patch"),
    *does(LOCATION, "client", "location", method="put"),
    adds("contact-methods", CASEWORK, "case", value="312-555-0101"),
    *does(CASEWORK, "contact", "contact-method", method="patch"),
    *does(CASEWORK, "contact", "contact-method", method="delete"),
    adds("respondents", CASEWORK, "case"),
    *does(CASEWORK, "respondent", "respondent", method="patch"),
    adds("plans", PLANNERS, "case"),
    *does(PLANNERS, "plan", "plan-answers", "plan-publish", "plan-sharing"),
    adds("releases", CASEWORK, "case", **TERMS),
    *does(CASEWORK, "draft_release", "release", method="put"),
    *does(CASEWORK, "draft_release", "release-sign"),
    *does(CASEWORK, "release", "release-revoke", "release-in-writing", "release-void", "release-disclose"),
    adds("tasks", HOUSE, "case", title="x"),
    *does(HOUSE, "task", "task", method="patch"),
    *does(HOUSE, "task", "task-complete", "task-reopen", "task-cancel"),
    adds("notes", HOUSE, "case", body="x"),
    *does(only("ana"), "note", "note", method="patch", version=1, body="x"),
    *does(CASEWORK, "note", "note-pin"),
    adds("orders", CASEWORK, "case", order_type="final", issued=ISSUED),
    *does(CASEWORK, "order", "order", method="patch"),
    *does(CASEWORK, "unserved", "order-end", "order-send-out"),
    *does(CASEWORK, "order", "order-federal-rule", "order-registration"),
    adds("scans", CASEWORK, "order"),
    *does(CASEWORK, "scan", "scan-remove"),
    adds("hearings", CASEWORK, "order", kind="full", starts_at="2026-05-01T15:00:00Z"),
    *does(CASEWORK, "hearing", "hearing", method="patch"),
    *does(CASEWORK, "deadline", "deadline", method="patch"),
    *does(CASEWORK, "return_deadline", "deadline-restore", "deadline-complete", "deadline-reopen"),
    adds("service-attempts", CASEWORK, "order=unserved", precision="unknown", outcome="evaded"),
    *does(CASEWORK, "attempt", "service-correct", "service-void"),
    adds("service-notices", IMPORTERS, notices=[NOTICE]),
    adds("notice-batches", IMPORTERS, content="order_number,court\n1,C"),
    *does(ANSWERING, "queued_notice", "service-notice-record", "service-notice-dismiss"),
    adds("noted-events", CASEWORK, "case", trigger="threats", precision="unknown", reason="x"),
    *does(CASEWORK, "noted", "noted-correct", "noted-withdraw"),
    adds("custodies", CASEWORK, "case"),
    *does(CASEWORK, "custody", "custody", method="patch"),
    *does(CASEWORK, "custody", "custody-release", "custody-withdraw"),
    *does(CASEWORK, "firearms", "firearm-surrender", method="patch"),
    *does(CASEWORK, "firearms", "firearms-proof", "firearms-set-aside", "firearms-told"),
    *does(CASEWORK, "renewal", "renewal-decision", "renewal-filed", "renewal-outcome"),
    adds("programmes", CASEWORK, "case"),
    *does(CASEWORK, "programme", "programme", method="patch"),
    *does(CASEWORK, "programme", "programme-facts"),
    adds("notice-registrations", CASEWORK, "case", service="vpo"),
    *does(CASEWORK, "registration", "notice-registration", method="patch"),
    adds("client-notices", CASEWORK, "case", kind="other", via="vine", words="x", **VAGUE),
    adds("violations", CASEWORK, "case", channel="call", facts="x", **VAGUE),
    *does(CASEWORK, "violation", "violation", method="patch"),
    *does(CASEWORK, "violation", "violation-choice", "violation-void", "violation-steps"),
    *does(CASEWORK, "violation", "violation-evidence"),
    adds("contact-events", CASEWORK, "case", channel="call", **VAGUE),
    *does(CASEWORK, "contact_event", "contact-event", method="patch"),
    *does(CASEWORK, "contact_event", "contact-event", method="delete"),
    *does(CASEWORK, "check_in", "check-in-outcome", outcome="safe", phone="yes"),
    *opens(CASEWORK, check_in_agreement="case", expected_service="unserved"),
    *does(CASEWORK, "case", "check-in-agreement", method="put", version=0),
    *does(CASEWORK, "unserved", "expected-service", method="put", version=0, source="police", **VAGUE),
    *does(ANSWERING, "window", "window-close"),
    *does(ANSWERING, "alert", "alert-acknowledge"),
    adds("resources", DIRECTORY, name="x", needs=["food"]),
    *does(DIRECTORY & HERE, "resource", "resource", method="patch"),
    *does(DIRECTORY & HERE, "resource", "resource-verify"),
    adds("referrals", CASEWORK, "case", "resource", need="food", mode="info"),
    *does(CASEWORK, "referral", "referral", method="patch"),
    *does(CASEWORK, "referral", "referral-next"),
    adds("letters", HOUSE, "case", kind="shelter", recipient="S", facts=FACTS),
    *does(HOUSE, "letter", "letter", method="patch"),
    *does(CASEWORK, "letter", "letter-approve", "letter-finalise", "letter-deliver", "letter-void"),
]
