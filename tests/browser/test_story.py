"""The whole job in a real browser, as a newcomer does it: advocate, supervisor, advocate, auditor."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pypdf
import pytest

from caseload.foundation import clock
from caseload.foundation.context import acting_as
from config.demo_data.seeding import DIRECTORIES
from referrals.actions import importing
from referrals.imports.reading import read_directory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

PASSPHRASE = "a lantern in the window"
CHICAGO = ZoneInfo("America/Chicago")
TOLD = (
    "Intake completed",
    "Order recorded",
    "Service recorded",
    "Window opened",
    "Alert raised",
    "Alert acknowledged",
    "Safety plan version made",
    "Referral made",
    "Letter made final",
    "Letter downloaded",
    "Letter delivered",
)


@pytest.fixture
def directory(world):
    """An agency's directory, read by the code that reads real ones."""
    with acting_as(world.agency, source="command"):
        importing.store(read_directory(DIRECTORIES / "chicago", source="chicago"), source="chicago")


@pytest.fixture
def ana(world, live, browser_page):
    """ana signs in on the page, with her e-mail address and passphrase."""
    user = world.cast["ana"].user
    user.set_password(PASSPHRASE)
    user.save()
    page = browser_page()
    page.goto(live.url)
    page.fill("input[name=login]", user.email)
    page.fill("input[type=password]", PASSPHRASE)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="What now").wait_for()
    return page


def test_the_whole_story(live, directory, ana, browser_page):
    case = take_in(ana, live.url)
    record_the_order(ana)
    serve(ana)
    acknowledge(browser_page("sol"), live.url)
    make_a_plan(ana, case)
    refer(ana, live.url)
    pdf = write_the_letter(ana)
    assert "R. Q." in pdf
    assert "Rosa" not in pdf
    assert "Colewater" not in pdf
    read_the_log(browser_page("aud"), live.url)


def choose(page, name, value) -> None:
    """One of several, offered as a list or as buttons."""
    field = page.locator(f"main [name={name}]").first
    if field.evaluate("one => one.tagName") == "SELECT":
        field.select_option(value)
    else:
        page.check(f"main input[name={name}][value={value}]")


def take_in(page, home) -> str:
    """One page, then the case is open; returns its address."""
    page.get_by_role("link", name="New client").first.click()
    page.fill("input[name=name]", "Rosa Quintero")
    page.fill("input[name=preferred_name]", "Ro")
    page.fill("input[name=contact-0-value]", "312-555-0143")
    page.check("input[name=contact-0-safe][value=call]")
    page.fill("input[name=household-0-name]", "Mia")
    page.fill("input[name=household-0-age_stated]", "7")
    page.fill("input[name=respondent_name]", "Sam Colewater")
    page.get_by_role("button", name="Open the case").click()
    page.get_by_text("is open.").wait_for()
    assert "No open window" in page.inner_text("main")
    assert "/cases/" in page.url
    return page.url


def record_the_order(page) -> None:
    today = clock.today(CHICAGO)
    page.get_by_role("link", name="Record an order").first.click()
    page.select_option("select[name=order_type]", "ex_parte_temporary")
    page.fill("input[name=issued_day]", (today - timedelta(days=2)).isoformat())
    page.fill("input[name=expires_on]", (today + timedelta(days=14)).isoformat())
    page.fill("input[name=court_name]", "Lakeside County Circuit Court")
    page.check("input[name=terms][value='05']")
    page.get_by_role("button", name="Save the order").click()
    page.get_by_text("The order is recorded.").wait_for()
    assert "Not served yet" in page.inner_text("main")


def serve(page) -> None:
    """The moment of service, to the minute; the window opens with it."""
    moment = (clock.now() - timedelta(minutes=30)).astimezone(CHICAGO)
    page.get_by_role("link", name="Record service").first.click()
    choose(page, "outcome", "served")
    page.fill("input[name=day]", moment.date().isoformat())
    page.fill("input[name=at]", f"{moment:%H:%M}")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("the window is open").wait_for()
    said = page.inner_text("main")
    assert "Acute" in said
    assert "2 days 23 h left" in said or "3 days" in said


def acknowledge(page, home) -> None:
    """The board lights up; two key presses and a few words answer."""
    page.goto(f"{home}/board/")
    row = page.locator("tr", has_text="Ro")
    assert "Waits for an answer" in row.inner_text()
    page.keyboard.press("a")
    page.wait_for_selector("input[name=note]:focus")
    page.keyboard.type("Cover tonight; I call at eight.")
    page.keyboard.press("Enter")
    page.get_by_text("Sol has it").wait_for()
    assert "Every alert is answered" in page.inner_text("main")


def make_a_plan(page, case) -> None:
    page.goto(case)
    page.get_by_role("link", name="Safety plan", exact=True).first.click()
    page.get_by_role("link", name="Phone", exact=True).click()
    item = page.locator("fieldset.card").first
    item.locator("input[type=radio][value=yes]").check()
    item.locator("textarea, input[type=text]").first.fill("In the side pocket of the school bag")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="Safety plan", exact=True).first.click()
    page.get_by_role("link", name="Make a version").click()
    page.get_by_role("button", name="Make the version").click()
    page.get_by_text("Version 1").first.wait_for()


def refer(page, home) -> None:
    """A shelter in the directory, without its address; the client is referred to it."""
    page.get_by_role("link", name="Directory").first.click()
    page.fill("input[name=q], main input[type=search]", "family shelter larkspur")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Larkspur Shelter emergency shelter").click()
    said = page.inner_text("main")
    assert "The address is confidential" in said
    assert "Larkspur Row" not in said
    page.locator("main select[name=case]").select_option(index=1)
    page.get_by_role("button", name="Refer", exact=True).click()
    choose(page, "mode", "letter")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("The referral is recorded.").wait_for()


def write_the_letter(page) -> str:
    """Written, looked at, made final, downloaded and handed over; returns the words of the PDF."""
    page.get_by_role("link", name="Write a letter").first.click()
    choose(page, "named_as", "initials")
    page.fill("input[name=client_name]", "R. Q.")
    page.get_by_role("button", name="Save and see the letter").click()
    page.get_by_text("This letter reveals").wait_for()
    page.check("input[name=client_read]")
    page.check("input[name=delivery][value=handed_to_client]")
    page.get_by_role("button", name="Approve and make final").click()
    page.get_by_text("The letter is final.").wait_for()
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF").click()
    assert download.value.suggested_filename.startswith("letter-")
    made = Path(download.value.path()).read_bytes()
    page.get_by_role("button", name="It has left the house").click()
    page.get_by_text("the letter has left the house").wait_for()
    return "\n".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(made)).pages)


def read_the_log(page, home) -> None:
    """All of it is told, and not one name."""
    page.goto(f"{home}/audit/")
    said = page.inner_text("main")
    while page.get_by_role("link", name="Older").count():
        page.get_by_role("link", name="Older").first.click()
        page.wait_for_load_state()
        said += page.inner_text("main")
    assert [words for words in TOLD if words not in said] == []
    for name in ("Rosa", "Quintero", "Colewater", "Mia", "R. Q.", "school bag"):
        assert name not in said
