"""The pages: finding help, referring and writing in a few clicks, and who may open what."""

from __future__ import annotations

import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from caseload.models import AuditEntry
from clients.models import Release
from referrals.actions import letters, referrals, resources
from referrals.models import Letter, Referral, Resource
from tests.kept import kept_fixture
from tests.referrals.helpers import ohana_folder

pytestmark = pytest.mark.django_db


@kept_fixture
def directory(tmp_path, agency, acting):
    from django.core.management import call_command

    call_command("import_directory", str(ohana_folder(tmp_path)), agency=agency.slug, stdout=io.StringIO())


def found(client, **query) -> list[str]:
    page = client.get(reverse("referrals:directory"), query)
    assert page.status_code == 200
    return [row.name for row in page.context["page_obj"]]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"q": "rent"}, ["Rent help"]),
        ({"q": "renting utility"}, ["Rent help"]),
        ({"q": "shelt"}, ["Domestic violence shelter"]),
        ({"q": "ordenes"}, ["Órdenes de protección"]),
        ({"q": "ÓRDENES abogado"}, ["Órdenes de protección"]),
        ({"q": "harbor shelter"}, ["Domestic violence shelter"]),
        ({"q": "zzz"}, []),
        ({"q": "' OR 1=1; --"}, []),
        ({"q": "!!! & | :* ((("}, ["Domestic violence shelter", "Rent help", "Órdenes de protección"]),
        ({"need": "shelter"}, ["Domestic violence shelter"]),
        ({"language": "es"}, ["Rent help", "Órdenes de protección"]),
        ({"place": "baltimore"}, ["Rent help"]),
        ({"place": "21201"}, ["Rent help"]),
        ({"place": "Towson"}, []),
        ({"q": "Towson"}, []),
        ({"q": "hidden elm"}, []),
        ({"serves": "children"}, ["Domestic violence shelter", "Rent help", "Órdenes de protección"]),
        ({"checked": "on"}, []),
        ({"need": "nonsense", "category": "nonsense"}, ["Domestic violence shelter", "Rent help",
        "Órdenes de protección"]),
    ],
)  # fmt: skip
def test_the_directory_finds(directory, as_staff, query, names):
    assert found(as_staff("ana"), **query) == names


def test_known_not_to_serve_is_left_out_and_unknown_comes_later(directory, as_staff, acting, cast):
    with acting():
        rent = Resource.objects.get(name="Rent help")
        resources.edit(rent, by=cast["ana"], version=1, serves_pets=True)
        law = Resource.objects.get(name="Órdenes de protección")
        resources.edit(law, by=cast["ana"], version=1, serves_pets=False)
    assert found(as_staff("ana"), serves="pets") == ["Rent help", "Domestic violence shelter"]


def test_a26_unchecked_says_check_first_and_checking_is_one_press(shelter, as_staff, acting, frozen):
    browser = as_staff("ana")
    assert "Checked" in browser.get(shelter.get_absolute_url()).content.decode()
    with acting():
        Resource.objects.filter(pk=shelter.pk).update(verified_on="2020-01-01")
    assert "Check first" in browser.get(shelter.get_absolute_url()).content.decode()
    browser.post(reverse("referrals:resource_verify", args=[shelter.ref]))
    assert "Check first" not in browser.get(shelter.get_absolute_url()).content.decode()


def test_a_confidential_place_is_never_shown_as_an_address(directory, as_staff, acting):
    browser = as_staff("ana")
    with acting():
        refuge = Resource.objects.get(name="Domestic violence shelter")
    pages = [browser.get(refuge.get_absolute_url()), browser.get(reverse("referrals:directory"))]
    said = " ".join(page.content.decode().lower() for page in pages)
    assert "address is confidential" in said and "(800) 799-7233" in said
    for secret in ("hidden elm", "21299", "towson", "behind the mill", "nora keeper"):
        assert secret not in said


FORM = {
    "name": "Blue Door", "provider": "Harbor Homes", "needs": ["shelter"], "description": "Beds",
    "phone": "410 555 0100",
    "phone_kind": "voice", "line_1": "9 Secret Lane", "city": "Laurel", "state": "MD", "postal_code": "20707",
    "status": "active", "verified": "on",
}  # fmt: skip


def test_adding_changing_and_hiding_a_resource(as_staff, acting):
    browser = as_staff("ana")
    made = browser.post(reverse("referrals:resource_new"), FORM)
    assert made.status_code == 302
    with acting():
        row = Resource.objects.get(name="Blue Door")
    assert "9 Secret Lane" in browser.get(made.url).content.decode()
    edit = reverse("referrals:resource_edit", args=[row.ref])
    assert "9 Secret Lane" in browser.get(edit).content.decode()
    browser.post(edit, {**FORM, "confidential": "on", "version": row.version})
    assert "Secret Lane" not in browser.get(made.url).content.decode()
    assert "Secret Lane" not in browser.get(edit).content.decode()
    assert found(browser, place="Laurel") == [] and found(browser, q="blue") == ["Blue Door"]
    with acting():
        logged = " ".join(f"{e.changes} {e.additional_data}" for e in AuditEntry.objects.all())
        assert "Secret Lane" not in logged


def test_a_form_that_is_wrong_keeps_what_was_typed(as_staff):
    page = as_staff("ana").post(
        reverse("referrals:resource_new"),
        {**FORM, "phone": "call me", "website": "javascript:x", "needs": []},
    )
    said = page.content.decode()
    assert page.status_code == 422 and "call me" in said and "9 Secret Lane" in said and "web address" in said


def test_two_people_change_one_resource(shelter, as_staff):
    edit = reverse("referrals:resource_edit", args=[shelter.ref])
    browser = as_staff("ana")
    assert browser.post(edit, {**FORM, "version": shelter.version}).status_code == 302
    second = browser.post(edit, {**FORM, "name": "My words", "version": shelter.version})
    assert second.status_code == 409 and "My words" in second.content.decode()
    version = re.search(r'name="version" value="(\d+)"', second.content.decode()).group(1)
    assert browser.post(edit, {**FORM, "name": "My words", "version": version}).status_code == 302


def link(page, words) -> str:
    """The address behind the first link or button with these words."""
    text = page.content.decode()
    return (
        re.search(rf'href="([^"]+)"[^>]*>(?:<svg(?:(?!</a>).)*?</svg>)?\s*{words}', text, re.DOTALL)
        .group(1)
        .replace("&amp;", "&")
    )


def posted(page, action="") -> dict:
    """What the form of the page would send, untouched."""
    form = page.context["form"]
    return {b.name: b.value() for b in form if b.value() not in (None, False, "")}


def test_from_the_case_to_a_letter_in_four_clicks(survivor, shelter, as_staff, acting):
    browser = as_staff("ana")
    tab = browser.get(reverse("referrals:case_referrals", args=[survivor.ref]))  # 1: the tab
    assert "Find help for this client" in tab.content.decode()
    results = browser.get(reverse("referrals:directory"), {"case": survivor.ref, "q": "night"})  # 2: search
    form = browser.get(link(results, "Letter"))  # 3: letter
    typed = posted(form)
    assert (
        typed["client_name"] == "R. D." and typed["children_ages"] and typed["recipient"] == "Harbor Shelter"
    )
    made = browser.post(form.request["PATH_INFO"] + "?" + form.request["QUERY_STRING"], typed)  # 4: save
    assert made.status_code == 302, made.content.decode()
    page = browser.get(made.url)
    said = page.content.decode()
    assert "This letter reveals" in said and "Initials" in said and "None does." in said
    with acting():
        letter = Letter.objects.get()
        referral = Referral.objects.get()
    assert letter.referral_id == referral.pk and referral.mode == "letter" and referral.need == "shelter"
    picture = browser.get(reverse("referrals:letter_picture", args=[letter.ref, 1]))
    assert picture["Content-Type"] == "image/svg+xml" and picture["Cache-Control"] == "no-store"
    assert browser.get(reverse("referrals:letter_pdf", args=[letter.ref])).status_code == 404
    assert browser.get(reverse("referrals:letter_docx", args=[letter.ref])).content.startswith(b"PK")
    final = reverse("referrals:letter_finalise", args=[letter.ref])
    unread = browser.post(final, {"delivery": "handed_to_client"})
    assert unread.status_code == 422 and "Read the letter with the client first" in unread.content.decode()
    assert browser.post(final, {"delivery": "handed_to_client", "client_read": "on"}).status_code == 302
    pdf = browser.get(reverse("referrals:letter_pdf", args=[letter.ref]))
    assert "R. D." in PdfReader(io.BytesIO(pdf.content)).pages[0].extract_text()
    assert "Rosa" not in pdf["Content-Disposition"] and letter.reference.lower() in pdf["Content-Disposition"]
    assert browser.get(reverse("referrals:letter_docx", args=[letter.ref])).status_code == 422
    browser.post(reverse("referrals:letter_deliver", args=[letter.ref]), {"delivery": "handed_to_client"})
    with acting():
        assert Letter.objects.get().state == "delivered"
        assert Referral.objects.get().state == "sent" and not Release.objects.exists()


def test_the_page_names_what_a_release_does_not_cover(draft, release, as_staff, acting):
    with acting():
        letter, given = draft(), release(items=["identity_initials"])
    browser = as_staff("ana")
    assert "does not cover" in browser.get(letter.get_absolute_url()).content.decode()
    answer = browser.post(
        reverse("referrals:letter_finalise", args=[letter.ref]),
        {"delivery": "sent_under_release", "release": given.ref, "client_read": "on"},
    )
    assert answer.status_code == 422 and "Ages of the children" in answer.content.decode()


def test_a_letter_is_refused_with_the_field_at_fault(survivor, shelter, as_staff):
    url = reverse("referrals:letter_new", args=[survivor.ref]) + f"?resource={shelter.ref}"
    browser = as_staff("ana")
    typed = {**posted(browser.get(url)), "access_needs": "hide from Sam Cole"}
    answer = browser.post(url, typed)
    said = answer.content.decode()
    assert answer.status_code == 422 and 'href="#id_access_needs"' in said and "hide from Sam Cole" in said


def test_a_referral_by_hand_its_next_step_and_its_history(survivor, as_staff, acting):
    browser = as_staff("ana")
    new = reverse("referrals:new", args=[survivor.ref])
    made = browser.post(
        new, {"provider": "City clinic", "need": "health", "mode": "info", "state": "offered"}
    )
    assert made.status_code == 302
    page = browser.get(made.url).content.decode()
    assert "City clinic" in page and "Offered to the client" in page
    with acting():
        referral = Referral.objects.get()
    move = reverse("referrals:referral_move", args=[referral.ref])
    refused = browser.post(move, {"to": "declined"})
    assert refused.status_code == 422 and "Say why" in refused.content.decode()
    browser.post(move, {"to": "declined", "reason": "capacity"})
    assert "No place or no money left" in browser.get(made.url).content.decode()
    browser.post(
        reverse("referrals:referral_edit", args=[referral.ref]),
        {"provider": "City clinic", "need": "health", "mode": "warm", "version": 2, "note": "Called"},
    )
    assert "Called" in browser.get(made.url).content.decode()


def test_the_resource_page_refers_one_of_my_clients(survivor, shelter, as_staff):
    browser = as_staff("ana")
    page = browser.get(shelter.get_absolute_url()).content.decode()
    assert survivor.code in page
    refer = reverse("referrals:refer", args=[shelter.ref])
    assert browser.get(refer, {"case": survivor.ref}).url.startswith(f"/cases/{survivor.ref}/referrals/new/")
    assert "/letters/new/" in browser.get(refer, {"case": survivor.ref, "letter": 1}).url
    assert browser.get(refer).url == shelter.get_absolute_url()
    assert as_staff("ben").get(refer, {"case": survivor.ref}).status_code == 404
    assert survivor.code not in as_staff("ben").get(shelter.get_absolute_url()).content.decode()


def test_follow_ups_show_on_the_first_page_when_due(survivor, shelter, as_staff, acting, cast, frozen):
    with frozen("2026-03-05T15:00:00-06:00"), acting():
        referrals.make(survivor, by=cast["ana"], need="shelter", mode="info", resource=shelter)
    with frozen("2026-03-05T16:00:00-06:00"):
        browser = as_staff("ana")
        assert "Ask what came of it" not in browser.get("/").content.decode()
        assert "Night shelter" in browser.get(reverse("referrals:follow_ups")).content.decode()
    with frozen("2026-03-06T10:00:00-06:00"):
        browser = as_staff("ana")
        assert "Night shelter" in browser.get("/").content.decode()
        assert "Night shelter" in browser.get(survivor.get_absolute_url()).content.decode()
        assert "Night shelter" not in as_staff("ben").get(reverse("referrals:follow_ups")).content.decode()


OPEN_TO_ALL = ["ana", "ben", "sol", "dee", "ada", "aud", "lee", "shea", "val", "dat", "fin"]
WHO = {
    "directory": OPEN_TO_ALL,
    "resource": OPEN_TO_ALL,
    "resource_new": ["ana", "ben", "sol", "dee", "ada"],
    "resource_edit": ["ana", "ben", "sol", "dee", "ada"],
    "follow_ups": ["ana", "ben", "sol", "dee", "lee", "shea"],
    "case_referrals": ["ana", "sol", "dee"],
    "new": ["ana", "sol", "dee"],
    "referral": ["ana", "sol", "dee"],
    "referral_edit": ["ana", "sol", "dee"],
    "letter_new": ["ana", "sol", "dee"],
    "letter": ["ana", "sol", "dee"],
    "letter_edit": ["ana", "sol", "dee"],
    "letter_void": ["ana", "sol", "dee"],
    "letter_docx": ["ana", "sol", "dee"],
}


@pytest.mark.parametrize("name", WHO)
def test_who_may_open_what(name, survivor, shelter, draft, as_staff, acting, cast):
    with acting():
        referral = referrals.make(survivor, by=cast["ana"], need="shelter", mode="info", resource=shelter)
        letter = draft()
    ref = {"resource": shelter.ref, "letter": letter.ref, "referral": referral.ref}.get(name.split("_")[0])
    if name in ("case_referrals", "new", "letter_new"):
        ref = survivor.ref
    if name in ("directory", "resource_new", "follow_ups"):
        ref = None
    url = reverse(f"referrals:{name}", args=[ref] if ref else [])
    for person in OPEN_TO_ALL:
        status = as_staff(person).get(url).status_code
        assert (status == 200) == (person in WHO[name]), (person, status)
    if ref:
        assert as_staff("eve").get(url).status_code == 404


def test_shelter_staff_draft_for_residents_and_never_make_final(survivor, draft, as_staff, acting):
    with acting():
        letter = draft()
        type(survivor).objects.filter(pk=survivor.pk).update(is_resident=True)
    browser = as_staff("shea")
    page = browser.get(letter.get_absolute_url())
    assert page.status_code == 200 and "Make it final" not in page.content.decode()
    assert browser.get(reverse("referrals:letter_edit", args=[letter.ref])).status_code == 200
    final = browser.post(reverse("referrals:letter_finalise", args=[letter.ref]), {"client_read": "on"})
    assert final.status_code == 403


def test_a_final_letter_is_not_edited_by_anybody(draft, as_staff, acting, cast):
    with acting():
        letter = letters.finalise(draft(), by=cast["ana"], delivery="handed_to_client", client_read=True)
    assert as_staff("ana").get(reverse("referrals:letter_edit", args=[letter.ref])).status_code == 403


def queries_of(browser, url) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert browser.get(url).status_code == 200
    return len(seen)


def test_lists_ask_the_database_no_more_when_they_grow(survivor, shelter, draft, as_staff, acting, cast):
    browser = as_staff("ana")
    urls = [
        reverse("referrals:directory"),
        reverse("referrals:follow_ups"),
        reverse("referrals:case_referrals", args=[survivor.ref]),
        shelter.get_absolute_url(),
    ]

    def grow(number):
        with acting():
            for n in range(number):
                more = resources.add(
                    by=cast["ana"], name=f"Place {n}", provider=f"Body {n}", needs=["shelter"]
                )
                referrals.make(survivor, by=cast["ana"], need="shelter", mode="info", resource=more)
                draft()

    grow(1)
    [queries_of(browser, url) for url in urls]  # Warm what is cached for good.
    few = [queries_of(browser, url) for url in urls]
    grow(6)
    assert [queries_of(browser, url) for url in urls] == few


def test_titles_and_addresses_say_nothing(survivor, shelter, draft, as_staff, acting, cast):
    with acting():
        referral = referrals.make(survivor, by=cast["ana"], need="shelter", mode="info", resource=shelter)
        letter = draft()
    browser = as_staff("ana")
    for url in (referral.get_absolute_url(), letter.get_absolute_url()):
        title = re.search(r"<title>(.*?)</title>", browser.get(url).content.decode(), re.DOTALL).group(1)
        assert "Rosa" not in title and "R. D." not in title and "Harbor" not in title and "Night" not in title


def test_no_slot_takes_the_place_of_a_field_of_the_form():
    from referrals.forms.letters import LetterForm
    from referrals.papers.kinds import SPECS

    own = set(LetterForm.base_fields)
    for spec in SPECS.values():
        assert not own & {slot.name for slot in spec.slots}


def test_a_letter_in_spanish_from_the_page(survivor, shelter, as_staff, acting):
    browser = as_staff("ana")
    url = reverse("referrals:letter_new", args=[survivor.ref]) + f"?resource={shelter.ref}"
    typed = {**posted(browser.get(url)), "language": "es", "spoken_language": "Español"}
    page = browser.get(browser.post(url, typed).url).content.decode()
    assert "Referencia para albergue" in page and 'lang="es"' in page and "Idioma: Español" in page
