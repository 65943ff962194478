"""Orders never leave: no address answers without sign-in, and prints carry no place of service, no seal."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from caseload.foundation.context import acting_as
from clients.actions import people
from config.api_urls import urlpatterns
from orders.actions import orders, service
from orders.choices.violations import Part
from tests.api.table import ROWS
from tests.routes import ROUTES
from tests.story_court import said

ADDRESS, WORK, SEALED = "77 Cinderpath Lane", "Quarrymill Works", "Oakhollow Sealed Court"
NUMBER = "26 SEALED 4417"


def test_po_14_no_address_answers_about_orders_without_sign_in(story):
    nobody = Client()
    for route in ROUTES:
        if not route.name.startswith("orders:") or route.name == "orders:feed":
            continue
        at = route.ref(story) if route.ref else {}
        answer = getattr(nobody, route.method)(reverse(route.name, kwargs=at), route.data)
        assert answer.status_code == 302 and "/sign-in" in answer.url or "login" in answer.url, route.name
        assert not answer.content, route.name
    for row in ROWS:
        at = {"ref": getattr(story, row.thing).ref} if row.thing else {}
        answer = getattr(nobody, row.method)(reverse(f"api:{row.name}", kwargs=at))
        assert answer.status_code == 401, row.name
    assert urlpatterns
    # The feed has a key of its own in its address: codes and kinds, and nobody's name.
    feed = nobody.get(reverse("orders:feed", args=[story.feed_token])).content.decode()
    for word in ("Quintero", "Rosa", "Colewater", "County Court", "Room 4"):
        assert word not in feed


@pytest.fixture
def told(story):
    """The respondent's addresses given for service, and a court under seal."""
    ana = story.world.cast["ana"]
    with acting_as(story.world.agency, staff=ana, source="web"):
        person = story.respondent
        person.refresh_from_db()
        people.edit_respondent(person, by=ana, version=person.version, address=ADDRESS, workplace=WORK)
        order = story.unserved
        order.refresh_from_db()
        orders.edit_order(
            order, by=ana, version=order.version, issued=said(order.issued_from), court_name=SEALED,
            order_number=NUMBER, filed_under_seal=True,
        )  # fmt: skip
        service.record_service(
            order, by=ana, said=said(order.issued_from), outcome="not_found", server="sheriff", place=ADDRESS
        )
    return story


def test_po_8_where_the_respondent_is_found_and_what_is_sealed_stay_out_of_prints(told, as_staff):
    prints = [
        route for route in ROUTES
        if route.method == "get" and any(word in route.name for word in ("print", "pdf", "docx", "letter"))
    ]  # fmt: skip
    assert len(prints) >= 5
    ana, seen = as_staff("ana"), 0
    for route in prints:
        answer = ana.get(reverse(route.name, kwargs=route.ref(told) if route.ref else {}))
        if answer.status_code != 200:
            continue
        seen += 1
        for word in (ADDRESS, WORK, SEALED):
            assert word not in _text(answer), route.name
    assert seen >= 4
    page = ana.get(told.unserved.get_absolute_url()).content.decode()
    assert ADDRESS in page and SEALED in page, "where they belong they are found"


def test_po_8_where_the_respondent_is_found_stays_out_of_the_chronology_of_violations(told, as_staff):
    """It is made for court and police: the last paper on which an address should slip out (PO-8)."""
    ana = as_staff("ana")
    assert NUMBER in ana.get(told.unserved.get_absolute_url()).content.decode()
    fields = {
        "refs": [told.violation.ref], "parts": Part.values, "asked_by": "client", "storage": "trusted_person",
        "copies": 1, "client_approved": "on",
    }  # fmt: skip
    for button in ("preview", "print"):
        answer = ana.post(reverse("orders:chronology", args=[told.case.ref]), {**fields, button: "1"})
        assert answer.status_code == 200
        text = _text(answer)
        assert "Three calls in ten minutes" in text, "everything that may be chosen was chosen"
        for word in (ADDRESS, WORK, SEALED, NUMBER):
            assert word not in text, (button, word)
    assert answer["Content-Type"] == "application/pdf"


def _text(answer) -> str:
    body = answer.content
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return " ".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    if body.startswith(b"%PDF"):
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    return body.decode("utf-8", "replace")
