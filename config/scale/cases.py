"""One case after another: the file, the person, the household, and who may open it."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import models

from caseload.foundation import crypto
from caseload.models import Assignment, AuditEntry, Case, CaseGrant, Episode, Note, Task
from clients import contact
from clients.models import Client, ContactMethod, HouseholdMember, Respondent, SafetyPlan
from config.scale import words
from config.scale.agencies import Office, Person
from config.scale.copying import Loader
from orders.models import Alert, EscalationWindow, ProtectiveOrder, ServiceAttempt, WindowPhase
from referrals.models import Referral, ReferralEvent

# Every table that a case has rows in.
LOADED = (
    *(Case, Episode, Assignment, CaseGrant, Note, Task, AuditEntry),
    *(Client, ContactMethod, HouseholdMember, Respondent, SafetyPlan),
    *(ProtectiveOrder, ServiceAttempt, EscalationWindow, WindowPhase, Alert, Referral, ReferralEvent),
)
OPEN_SHARE = 0.45
OLDEST = timedelta(days=900)


@dataclass
class File:
    """One case while its rows are made: `last` and the merged watch are written at the end."""

    id: int
    ref: str
    key: bytes
    advocate: Person
    supervisor: Person
    is_open: bool
    opened_at: datetime
    closed_at: datetime | None
    last: datetime
    watch: dict[str, Any] = field(default_factory=dict)


class Writer:
    """Makes the rows of one agency's cases; everything random comes from the loader's seed."""

    def __init__(self, office: Office, loader: Loader, now: datetime):
        self.office, self.loader, self.rng, self.now = office, loader, loader.rng, now
        self.agency_key = crypto.agency_key()
        self.advocates = office.those("advocate")

    def add(self, file: File, model: type[models.Model], at: datetime, /, **values: Any) -> tuple[int, str]:
        """A row that hangs on the case, sealed with the case's key."""
        values["case_id"] = file.id
        return self.loader.add(model, file.key, at, **values)

    def open_file(self, number: int, open_share: float = OPEN_SHARE) -> File:
        """Choose who works on the case and since when; `finish` writes it, when its state is known."""
        rng = self.rng
        advocate = self.advocates[number % len(self.advocates)]
        is_open = rng.random() < open_share
        opened_at = self.now - OLDEST * rng.random() ** (2 if is_open else 1) - timedelta(hours=2)
        closed_at = None if is_open else opened_at + (self.now - opened_at) * rng.uniform(0.1, 0.95)
        return File(
            id=self._table(Case).next_id(),
            ref=self.loader.ref(),
            key=os.urandom(32),
            advocate=advocate,
            supervisor=self.office.supervisor_of(advocate.team_id),
            is_open=is_open,
            opened_at=opened_at,
            closed_at=closed_at,
            last=closed_at or opened_at,
        )

    def finish(self, file: File, code: str) -> None:
        """The case itself, its episode, its assignment and grant, and their entries in the log."""
        wrapped = crypto.seal(self.agency_key, file.key, f"case:{file.ref}")
        self.loader.add(
            Case, b"", file.opened_at, id=file.id, ref=file.ref, code=code, wrapped_key=wrapped,
            status="open" if file.is_open else "closed", team_id=file.advocate.team_id,
            is_resident=file.is_open and self.rng.random() < 0.08, opened_at=file.opened_at,
            closed_at=file.closed_at, last_activity_at=file.last, **file.watch,
        )  # fmt: skip
        self.add(
            file, Episode, file.opened_at, number=1, opened_at=file.opened_at, closed_at=file.closed_at,
            closed_reason="" if file.is_open else self.rng.choice(("goals", "client", "moved", "no_contact")),
            opened_by_id=file.advocate.id, closed_by_id=None if file.is_open else file.advocate.id,
        )  # fmt: skip
        self.add(
            file, Assignment, file.opened_at, staff_id=file.advocate.id, kind="primary",
            starts_at=file.opened_at, ended_at=file.closed_at, assigned_by_id=file.supervisor.id,
        )  # fmt: skip
        if file.is_open:
            self.loader.add(
                CaseGrant, b"", file.opened_at, content_object_id=file.id, user_id=file.advocate.user_id,
                permission_id=self.office.grant_id,
            )  # fmt: skip
        self.log(file, Case, file.id, file.ref, file.opened_at, "caseload.case_opened", {"code": code})

    def log(
        self, file: File, model: type[models.Model], pk: int, ref: str, at: datetime, event: str, facts: Any,
        *, by: Person | None = None, action: int = 1,
    ) -> None:  # fmt: skip
        """What an action would have left in the audit log; without `by`, the advocate did it."""
        who = by or file.advocate
        kind = model._meta.label_lower
        self.loader.add(
            AuditEntry, b"", at, case_id=file.id, content_type_id=self.office.kinds[kind],
            object_pk=str(pk), object_id=pk, object_repr=kind, object_kind=kind,
            object_ref=ref, action=action, timestamp=at, event=event,
            additional_data=facts, staff_id=who.id, actor_id=who.user_id, source="web",
        )  # fmt: skip
        file.last = max(file.last, at)

    def write_person(self, file: File) -> int | None:
        """The client, how to reach them, the household and the respondent; returns the respondent's key."""
        rng, at = self.rng, file.opened_at
        name = f"{rng.choice(words.FIRST_NAMES)} {rng.choice(words.LAST_NAMES)}"
        code_only = rng.random() < 0.03
        client_id, client_ref = self.add(
            file, Client, at, name="" if code_only else name, code_only=code_only,
            alias=rng.choice(words.ALIASES) if rng.random() < 0.1 else "",
            date_of_birth=f"{rng.randint(1955, 2006)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}",
            languages=rng.choice(words.LANGUAGES), interpreter_needed=rng.choice(("yes", "no", "unknown")),
            pets="one dog" if rng.random() < 0.12 else "",
        )  # fmt: skip
        self.log(file, Client, client_id, client_ref, at, "clients.intake_completed", None)
        phone = f"({rng.randint(201, 989)}) 555-01{rng.randint(0, 99):02d}"
        plain = contact.normalise("phone", phone)
        safe = "yes" if rng.random() < 0.7 else "unknown"
        self.add(
            file, ContactMethod, at, kind="phone", value=phone, safe_to_call=safe,
            value_index=crypto.blind_index(plain, "contact"),
            safe_to_text=safe if rng.random() < 0.5 else "no",
            code_word=rng.choice(words.ALIASES) if rng.random() < 0.3 else "", is_preferred=True,
            confirmed_on=at.date(),
        )  # fmt: skip
        for _child in range(rng.choices((0, 1, 2, 3), (40, 28, 22, 10))[0]):
            born = f"{rng.randint(2009, 2024)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
            child = f"{rng.choice(words.FIRST_NAMES)} {name.split()[1]}"
            self.add(file, HouseholdMember, at, name=child, relation="child", date_of_birth=born)
        if file.is_open and rng.random() < 0.6:
            review = (self.now + timedelta(days=rng.randint(-10, 80))).date()
            self.add(file, SafetyPlan, at, review_on=review, changed_since_version=True)
        if rng.random() > 0.85:
            return None
        respondent_id, _ref = self.add(
            file, Respondent, at, name=f"{rng.choice(words.FIRST_NAMES)} {rng.choice(words.LAST_NAMES)}",
            relationship=rng.choice(("spouse", "former_spouse", "partner", "former_dating", "co_parent")),
            address=f"{rng.randint(1, 999)} {rng.choice(words.STREETS)} Street", child_in_common="unknown",
        )  # fmt: skip
        return respondent_id

    def between(self, start: datetime, end: datetime) -> datetime:
        return start + (end - start) * self.rng.random()

    def _table(self, model: type[models.Model]) -> Any:
        return self.loader.table(model)
