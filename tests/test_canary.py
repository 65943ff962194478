"""A word of its own in every protected field of a case, looked for wherever it must not be.

The words are read on the pages that should show them, so the search below is known to find what is there.
"""

from __future__ import annotations

import hashlib
import io
import json
import logging
import re
from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.urls import reverse

from caseload.foundation import clock, crypto
from caseload.foundation.context import acting_as
from caseload.foundation.tenancy import agency_models, new_ref
from caseload.jobs import deliver_notifications
from clients.actions import plan_versions
from orders.actions import alerts
from orders.actions.sweep import sweep
from referrals.actions import letters
from tests.routes import ROUTES, Route, of

ADDRESSES = re.compile(r'\b(?:href|src|action|formaction|hx-get|hx-post|hx-push-url|poster)="([^"]*)"')
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
# Roles that see no client content, and the other agency.
OUTSIDE = ("eve", "aud", "ada")
INSIDE = ("ana", "dee", "shea")


def word(label: str, field: str) -> str:
    """The word of one field: letters only, like nothing else in the system."""
    digest = hashlib.sha256(f"{label}.{field}".encode()).digest()
    return "Qz" + "".join(chr(97 + byte % 26) for byte in digest[:14])


FIELDS = [(m._meta.label, f) for m in agency_models() for f in crypto.encrypted_fields(m)]
WORDS = {word(label, field): f"{label}.{field}" for label, field in FIELDS}
# The same, as they are printed: letters in any case, or bytes in hexadecimal digits.
PRINTED = {
    printed.casefold(): name for found, name in WORDS.items() for printed in (found, found.encode().hex())
}
LIKE_ONE = re.compile(r"(?=(qz[a-z]{14}|517a[0-9a-f]{28}))")


def in_json(label: str, field: str):
    """Fields that hold a structure keep one, with the word in it."""
    found = word(label, field)
    return {
        "orders.ProtectiveOrder.protected_people": [{"ref": "", "kind": "other", "name": found}],
        "clients.ContactMethod.hours": [{"days": [0], "from": "09:00", "to": "10:00", "note": found}],
        "clients.Respondent.description": {"other": found},
        "orders.NoticeCandidate.content": {"raw": {"note": found}},
        "referrals.Letter.facts": {
            "named_as": "full_name", "client_name": found, "urgency": "today", "allergies": found,
        },
    }.get(f"{label}.{field}")  # fmt: skip


def leaks(text: str) -> set[str]:
    """The fields whose words stand in `text`, as they are or as bytes are printed."""
    return {PRINTED[hit] for hit in LIKE_ONE.findall(text.casefold()) if hit in PRINTED}


def mark(story) -> None:
    """Put the words in, by saving as the product saves; what never changes is made anew from them."""
    with acting_as(story.world.agency, staff=story.world.cast["ana"], source="web"):
        for model in agency_models():
            fields = crypto.encrypted_fields(model)
            if not fields or model._meta.label == "clients.SafetyPlanVersion":
                continue
            for row in rows_of(model, story):
                if getattr(row, "sha256", ""):
                    continue
                save_marked(row, model, fields)
        finish(story)


def rows_of(model, story):
    """What the story made of a kind: on its case, or beside it where the kind hangs on no case."""
    hangs = any(field.name == "case" for field in model._meta.fields)
    return model.objects.filter(case=story.case) if hangs else model.objects.all()


def save_marked(row, model, fields) -> None:
    """Where rows never change, one more is written."""
    try:
        with transaction.atomic():
            for field in fields:
                put(row, model, field)
            row.save()
    except ProgrammingError:
        row.pk, row.ref, row._state.adding = None, new_ref(), True
        for field in fields:
            put(row, model, field)
        row.save()


def put(row, model, field) -> None:
    kind = type(model._meta.get_field(field)).__name__
    if kind == "EncryptedTextField":
        setattr(row, field, word(model._meta.label, field))
    elif kind == "EncryptedJSONField" and in_json(model._meta.label, field) is not None:
        setattr(row, field, in_json(model._meta.label, field))


def finish(story) -> None:
    """A version of the plan and a final letter, which hold the words from now on."""
    ana = story.world.cast["ana"]
    label = "clients.SafetyPlanVersion"
    plan_versions.publish(
        story.plan,
        by=ana,
        made_with_client=True,
        language=word(label, "language"),
        reason=word(label, "reason"),
    )
    letter = letters.draft(
        story.case, by=ana, kind="shelter", facts=in_json("referrals.Letter", "facts"), language="en",
        referral=story.referral, recipient=word("referrals.Letter", "recipient"),
        signer=word("referrals.Letter", "signer"),
    )  # fmt: skip
    story.final_letter = letters.finalise(letter, by=ana, delivery="handed_to_client", client_read=True)
    void = letters.draft(
        story.case, by=ana, kind="shelter", facts=story.letter.facts, recipient="Harbor Homes"
    )
    story.void_letter = letters.void(void, by=ana, reason=word("referrals.Letter", "void_reason"))


class Filled(HTMLParser):
    """What the forms of a page would send as they stand."""

    def __init__(self, html: str):
        super().__init__()
        self.values: dict[str, list[str]] = {}
        self.textarea = self.select = None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        name = given.get("name")
        if tag == "textarea":
            self.textarea = name
            self.values.setdefault(name, [""])
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in given:
            self.values.setdefault(self.select, []).append(given.get("value") or "")
        elif tag == "input" and name and given.get("type") not in ("submit", "checkbox", "radio"):
            self.values.setdefault(name, []).append(given.get("value") or "")
        elif tag == "input" and name and given.get("type") in ("checkbox", "radio") and "checked" in given:
            self.values.setdefault(name, []).append(given.get("value") or "on")

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.textarea = None
        elif tag == "select":
            self.select = None

    def handle_data(self, data):
        if self.textarea:
            self.values[self.textarea] = [data.lstrip("\n")]


class Seen:
    """Everything that came out while the case was worked on."""

    def __init__(self):
        self.pages: list[tuple[str, str, object]] = []
        self.payloads: list[str] = []

    def bodies(self, who):
        return [(name, r) for person, name, r in self.pages if person in who]


def text_of(response) -> str:
    return response.content.decode("utf-8", "replace") if not response.streaming else ""


@pytest.fixture
def seen(story, as_staff, monkeypatch, caplog, django_capture_on_commit_callbacks, settings, tmp_path):
    """Every page opened by everybody, every form sent back as it was filled, then the jobs of the minute."""
    everything = Seen()
    monkeypatch.setattr(
        "celery.app.base.Celery.send_task",
        lambda self, name, *args, **kwargs: everything.payloads.append(
            json.dumps([name, args, kwargs], default=str)
        ),
    )
    caplog.set_level(logging.DEBUG)
    settings.SMS_URL, settings.VAR = "files:", tmp_path  # so that pages speak of mobile numbers
    mark(story)
    browsers = {name: as_staff(name) for name in (*INSIDE, *OUTSIDE)}

    def visit(who: str, row, /, **data):
        url = reverse(row.name, kwargs=row.ref(story) if row.ref else {})
        assert not leaks(url), "an address the product itself uses"
        with django_capture_on_commit_callbacks(execute=True):
            response = getattr(browsers[who], row.method)(url, data)
        everything.pages.append((who, row.name, response))
        return response

    gets = [row for row in ROUTES if row.method == "get" and not row.name.startswith("health")]
    for row in gets:
        for who in browsers:
            visit(who, row)
    for name, words in (
        ("referrals:letter", {"ref": story.void_letter.ref}),
        ("referrals:referral", {"ref": story.other_referral.ref}),
        ("clients:plan_version", {"ref": story.case.ref, "number": 2}),
    ):
        visit("ana", Route(name, "get", frozenset(), lambda _, words=words: words))
    with acting_as(story.world.agency, staff=story.world.cast["sol"], source="web"):
        alerts.acknowledge(story.alert, by=story.world.cast["sol"], note=word("orders.Alert", "note"))
    visit("ana", Route("orders:alert", "get", frozenset(), of("alert")))
    everything.shown = set().union(*(leaks(text_of(r)) for _, r in everything.bodies(INSIDE)))
    forms = {name: text_of(r) for who, name, r in everything.pages if who == "dee" and r.status_code == 200}
    for row in ROUTES:
        if row.method == "post" and row.name in forms and row.name != "caseload:join":
            visit("dee", row, **Filled(forms[row.name]).values)
    break_a_page(everything, story, browsers["ana"], monkeypatch)
    with acting_as(story.world.agency, source="job"):
        sweep(now=clock.now())
    deliver_notifications(story.world.agency.pk)
    return everything


def break_a_page(everything, story, browser: Client, monkeypatch) -> None:
    def broken(*args, **kwargs):
        raise RuntimeError("something is wrong")

    monkeypatch.setattr("clients.queries.household", broken)
    browser.raise_request_exception = False
    response = browser.get(reverse("clients:client", args=[story.case.ref]))
    assert response.status_code == 500
    everything.pages.append(("ana", "clients:client, broken", response))


def rows_as_text(table: str) -> str:
    """All rows of a table as PostgreSQL prints them: bytes as hexadecimal digits."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT t::text FROM "{table}" AS t')
        return "\n".join(row[0] for row in cursor.fetchall())


def sessions_as_text() -> str:
    return "\n".join(f"{row.session_data} {row.get_decoded()}" for row in Session.objects.all())


# Not on a page by themselves: the bytes of a letter's file, and the composition kept for it.
# Documents, and what no page of this journey prints: reasons kept for the record, hours as a structure.
NOT_SHOWN = {
    *("referrals.Letter.pdf", "referrals.Letter.paper", "clients.SafetyPlanVersion.content"),
    *("clients.ContactMethod.hours", "clients.PlanPrint.reason", "clients.Release.void_reason"),
    *("clients.Release.minor_consent_basis", "orders.ServiceAttempt.change_reason"),
    *("caseload.NoticeChoice.code", "orders.Violation.change_reason"),
    *("orders.OrderEvent.facts", "orders.OrderVersion.content", "orders.OrderScan.content"),
    *("orders.OrderScan.sha256", "orders.OrderScan.removed_why"),
    *("orders.CheckIn.words", "orders.CheckIn.phone_reason", "orders.CheckInPlan.call_order"),
}


@pytest.mark.slow
def test_the_words_stay_where_they_belong(seen, story, caplog):
    """One journey, every sink; and the pages that should show a word do, else this would prove nothing."""
    missing = sorted(set(WORDS.values()) - seen.shown - NOT_SHOWN)
    assert not missing, "\n".join(missing)
    found = {}

    def look(sink: str, text: str) -> None:
        if fields := leaks(text):
            found.setdefault(sink, set()).update(fields)

    for who, name, response in seen.pages:
        text = text_of(response)
        for title in TITLE.findall(text):
            look(f"title of {name}", title)
        for address in ADDRESSES.findall(text):
            look(f"address on {name}", address)
        for header, value in response.headers.items():
            look(f"{header} of {name}", value)
        look(f"cookie of {name}", str(response.cookies))
        if who in OUTSIDE:
            look(f"{name} for {who}", text)
        if response.status_code in (400, 403, 404, 500):
            look(f"error page {response.status_code} of {name}", text)
        if response.headers.get("Content-Type") == "application/pdf":
            look(f"description of the file {name}", described(response.content))
    look(
        "log",
        "\n".join(f"{record.getMessage()} {record.__dict__}" for record in caplog.records) + caplog.text,
    )
    look("jobs", "\n".join(seen.payloads))
    look("e-mail", "\n".join(message.message().as_string() for message in mail.outbox))
    look("sessions", sessions_as_text())
    with acting_as(story.world.agency, source="command"):
        for table in connection.introspection.table_names():
            look(f"table {table}", rows_as_text(table))
    assert found == {}
    assert mail.outbox, "messages were sent"
    assert seen.payloads, "jobs were woken"


def described(pdf: bytes) -> str:
    import pypdf

    return str(dict(pypdf.PdfReader(io.BytesIO(pdf)).metadata or {}))


def test_the_search_knows_bytes_when_it_sees_them():
    some = next(iter(WORDS))
    assert leaks(some.encode().hex()) == {WORDS[some]}
    assert leaks(some.upper()) == {WORDS[some]}


def test_every_agency_model_with_content_is_in_the_story(story):
    """A protected field of a model the story does not make would never be tried."""
    with acting_as(story.world.agency, source="command"):
        empty = {label for label, _ in FIELDS if not rows_of(apps.get_model(label), story).exists()}
    assert empty == set()
