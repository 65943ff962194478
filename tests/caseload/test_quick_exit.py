"""Hiding the screen and coming back."""

from __future__ import annotations

import re

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
TELLING = re.compile(
    r"violen|victim|surviv|shelter|protective|abus|advocate|client|respondent|case\b|legal", re.I
)


def test_hiding_ends_the_session_without_asking(as_staff):
    browser = as_staff("ana")
    answer = browser.post("/hide/")
    assert (answer.status_code, answer.url) == (302, "/calendar/")
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert browser.get("/").status_code == 302


def test_hiding_works_when_the_token_is_stale(cast):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast["ana"].user, backend="django.contrib.auth.backends.ModelBackend")
    assert strict.post("/hide/").status_code == 302


def test_hiding_is_not_a_link(as_staff):
    browser = as_staff("ana")
    assert browser.get("/hide/").status_code == 405
    assert browser.get("/").status_code == 200


def test_the_neutral_page_names_nobody_and_nothing(client):
    page = client.get("/calendar/").content.decode()
    assert "Lantern" not in page
    assert not TELLING.search(page)


@pytest.mark.parametrize(
    "address", ["/account/login/", "/account/password/reset/", "/account/signup/", "/nothing/"]
)
def test_pages_before_sign_in_do_not_tell_what_this_is_for(client, address):
    page = client.get(address).content.decode()
    shown = re.sub(r"<[^>]*>", " ", page)
    assert not TELLING.search(shown)
    assert re.findall(r"<title>(.*?)</title>", page) == ["Lantern"]


def test_nobody_signs_up(client):
    answer = client.post(
        "/account/signup/", {"email": "x@example.org", "password1": "a" * 20, "password2": "a" * 20}
    )
    assert "By invitation only" in answer.content.decode()


def test_a_page_in_use_renews_its_session_and_token(as_staff, cast):
    told = as_staff("ana").get("/still-here/").json()
    assert told["staff"] == cast["ana"].ref
    assert told["csrf"]


def test_a_page_whose_session_ended_is_told_so(client):
    assert client.get("/still-here/").status_code == 401


def test_a_wrong_password_comes_back_with_the_address_kept(client, cast):
    answer = client.post("/account/login/", {"login": "ana@example.org", "password": "not the one"})
    page = answer.content.decode()
    assert 'value="ana@example.org"' in page
    assert "error-summary" in page


@pytest.mark.parametrize(
    "address",
    [
        "/account/password/change/",
        "/account/mfa/",
        "/account/sessions/",
        "/account/logout/",
        "/account/email/",
        "/account/reauthenticate/",
    ],
)
def test_account_pages_open_in_our_look(as_staff, address):
    page = as_staff("ana").get(address).content.decode()
    assert 'class="entrance"' in page
    assert "<style" not in page
    assert " style=" not in page
