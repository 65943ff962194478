"""Who signs in, and what they do: taken from the seeded data, as the run-time role."""

from __future__ import annotations

import random
import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from caseload.foundation import clock
from caseload.foundation.context import acting_as
from caseload.models import Case, Staff, User
from config.measure.client import Request
from config.scale.agencies import slug_of
from orders.models import ProtectiveOrder
from referrals.actions import letters

CASES, ORDERS, LETTERS = 40, 12, 2
# Sessions of nobody, for the bare view.
STRANGERS = 8
SEARCHES = ("shelter", "housing deposit", "legal", "counseling", "pantry", "refugio", "dog", "rent")
NOTE = "Spoke at the safe hour. All is well; next call on Thursday as agreed with the client."
LETTER = {
    "named_as": "initials", "client_name": "A. B.", "urgency": "days", "fleeing": "yes",
    "household_size": "3", "children_ages": "8, 6", "language": "English",
}  # fmt: skip


@dataclass
class Worker:
    """An advocate or a supervisor of a seeded agency, and what is on their desk."""

    email: str
    staff: Staff
    cases: list[str] = field(default_factory=list)
    orders: list[str] = field(default_factory=list)
    finals: list[str] = field(default_factory=list)
    drafts: list[str] = field(default_factory=list)


@dataclass
class Workload:
    """Two people of each of several agencies; everybody has the same password, made for this run."""

    password: str
    advocates: list[Worker]
    supervisors: list[Worker]

    @property
    def everybody(self) -> list[Worker]:
        return [*self.advocates, *self.supervisors]


def prepare(people: int, agencies: int) -> Workload:
    """Give a password to `people` advocates and as many supervisors of the agencies; look up their work."""
    password = secrets.token_urlsafe(18)
    model = User(email="")
    model.set_password(password)  # Hashed once: every sign-in checks it at full price.
    advocates, supervisors = [], []
    for position in range(people):
        number, nth = position % agencies + 1, position // agencies
        advocates.append(_worker(number, "advocate", nth, model.password))
        supervisors.append(_worker(number, "supervisor", nth, model.password))
        _find_work(advocates[-1])
        _write_letters(advocates[-1])
    return Workload(password, advocates, supervisors)


def _worker(number: int, role: str, nth: int, password: str) -> Worker:
    rows = Staff.objects.select_related("agency", "user").order_by("pk")
    found = rows.filter(agency__slug=slug_of(number), role=role)
    staff = found[nth % len(found)]
    User.objects.filter(pk=staff.user_id).update(password=password)
    staff.user.password = password
    return Worker(staff.user.email, staff)


def _find_work(worker: Worker) -> None:
    staff = worker.staff
    with acting_as(staff.agency, staff=staff, source="command", reason="bench"):
        mine = Case.objects.filter(assignments__staff=staff, assignments__ended_at=None, status="open")
        worker.cases = list(mine.order_by("pk").values_list("ref", flat=True)[:CASES])
        unserved = ProtectiveOrder.objects.filter(case__in=mine, service_state="out_for_service")
        worker.orders = list(unserved.order_by("pk").values_list("ref", flat=True)[:ORDERS])


def _write_letters(worker: Worker) -> None:
    staff = worker.staff
    with acting_as(staff.agency, staff=staff, source="command", reason="bench"):
        for ref in worker.cases[:LETTERS]:
            for final in (False, True):
                letter = letters.draft(
                    Case.objects.get(ref=ref), by=staff, kind="shelter", facts=LETTER,
                    recipient="Elm Street Shelter", signer="The director", signer_title="Director",
                    language="en",
                )  # fmt: skip
                if final:
                    letter = letters.finalise(letter, by=staff, delivery="handed_to_client", client_read=True)
                (worker.finals if final else worker.drafts).append(letter.ref)


def pages(load: Workload) -> dict[str, list[Request]]:
    """The measured pages by name, one round for everybody; `who` counts through `load.everybody`."""
    rounds: dict[str, list[Request]] = {}

    def ask(name: str, who: int, url: str, query: str = "") -> None:
        rounds.setdefault(name, []).append(Request(who, "GET", url + query))

    bosses = range(len(load.advocates), len(load.everybody))
    for stranger in range(len(load.everybody), len(load.everybody) + STRANGERS):
        ask("bare view", stranger, reverse("health-live"))
    for who, worker in enumerate(load.advocates):
        ask("my caseload", who, reverse("clients:caseload"))
        for ref in worker.cases:
            ask("case page", who, reverse("caseload:case", args=[ref]))
        for words in SEARCHES:
            ask("directory search", who, reverse("referrals:directory"), f"?q={words.replace(' ', '+')}")
        for ref in worker.finals:
            ask("letter PDF", who, reverse("referrals:letter_pdf", args=[ref]))
        for ref in worker.drafts:
            ask("letter typeset anew", who, reverse("referrals:letter_picture", args=[ref, 1]))
    for who in bosses:
        ask("alert board", who, reverse("orders:board"))
    return rounds


def writes(load: Workload) -> dict[str, list[Request]]:
    """The measured writes; an order is served once, so those run out."""
    notes, services = [], []
    for who, worker in enumerate(load.advocates):
        for ref in worker.cases:
            url = reverse("caseload:case_notes", args=[ref])
            notes.append(Request(who, "POST", url, {"body": NOTE, "kind": "contact"}, 302))
        services += [_service(who, worker, ref) for ref in worker.orders]
    return {"new note": notes, "record service": services}


def _service(who: int, worker: Worker, ref: str) -> Request:
    served = (clock.now() - timedelta(hours=3)).astimezone(worker.staff.agency.tz)
    said = {
        "precision": "exact", "day": served.date().isoformat(), "at": served.strftime("%H:%M"),
        "tz": worker.staff.agency.timezone, "outcome": "served", "server": "sheriff", "place_kind": "home",
        "source": "notice",
    }  # fmt: skip
    return Request(who, "POST", reverse("orders:record_service", args=[ref]), said, 302)


def shuffled(requests: list[Request], times: int) -> list[Request]:
    """The round `times` times over, in an order that repeats from run to run."""
    many = requests * times
    random.Random(7).shuffle(many)  # noqa: S311 - an order of requests, not a secret
    return many


def queries_of(load: Workload, request: Request) -> list[str]:
    """The SQL of one request, as the same code sends it here; also for writes, which really happen."""
    browser = Client(SERVER_NAME=settings.ALLOWED_HOSTS[0])
    if request.who < len(load.everybody):
        browser.force_login(load.everybody[request.who].staff.user, settings.AUTHENTICATION_BACKENDS[0])
    with CaptureQueriesContext(connection) as captured:
        answer = browser.generic(
            request.method, request.path, *_form(request.body), headers={"X-Lantern-Poll": "bench"}
        )
        getattr(answer, "content", b"")
    if answer.status_code != request.expected:
        found = f"{answer.status_code} {answer.headers.get('Location', '')}".strip()
        raise SystemExit(f"{request.method} {request.path}: {found} instead of {request.expected}")
    return [entry["sql"] for entry in captured.captured_queries]


def _form(body: dict[str, str] | None) -> tuple[str, str]:
    return (urlencode(body), "application/x-www-form-urlencoded") if body else ("", "text/plain")
