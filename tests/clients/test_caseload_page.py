"""My caseload: the worst first, names only for who may see them, the same number of queries at any size."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from caseload.actions import cases
from caseload.foundation import clock
from caseload.foundation.context import acting_as
from clients import queries
from clients.queries import Filters, my_cases
from tests.clients.helpers import take_in
from tests.kept import kept_fixture

URL = "/cases/"
BARE = {"household": [], "contact_methods": [], "respondent": None}


def named(cast, name, who="ana", **more):
    return take_in(cast[who], client={"name": name}, assign_to=cast[who], **{**BARE, **more})


@kept_fixture
def people(cast, acting):
    with acting("ana"):
        now = clock.now()
        calm, acute, soon = (
            named(cast, "Calm Carla"),
            named(cast, "Acute Amal"),
            named(cast, "Soon Sofía Núñez"),
        )
        cases.set_watch(acute, level=4, phase="ACUTE", next_due_at=now + timedelta(hours=9))
        cases.set_watch(soon, level=3, phase="HIGH", next_due_at=now + timedelta(hours=1))
        cases.set_watch(named(cast, "Later Lena"), level=3, phase="HIGH", next_due_at=now + timedelta(days=3))
    with acting("ben"):
        named(cast, "Hidden Hana", "ben")
    return calm


def names(response):
    return [row.name for row in response.context["rows"]]


def test_the_worst_first_then_what_is_due_next(people, as_staff):
    response = as_staff("ana").get(URL)
    assert names(response) == ["Acute Amal", "Soon Sofía Núñez", "Later Lena", "Calm Carla"]
    assert "Hidden Hana" not in response.content.decode()


@pytest.mark.parametrize(
    ("person", "query", "expected"),
    [
        ("sol", "", 5),
        ("sol", "?whose=mine", 0),
        ("dee", "", 5),
        ("ben", "", 1),
        ("lee", "", 0),
        ("shea", "", 0),
        ("eve", "", 0),
        ("ana", "?whose=all", 4),
        ("ana", "?level=3", 2),
        ("ana", "?status=closed", 0),
        ("ana", {"search": "sofia nun"}, 1),
        ("ana", {"search": "NUNEZ"}, 1),
        ("ana", {"search": "hana"}, 0),
        ("ana", {"search": "H-20"}, 4),
        ("ana", "?page=99", 4),
        ("ana", "?level=x&status=y&whose=z&page=-", 4),
    ],
)
def test_filters(people, as_staff, person, query, expected):
    browser = as_staff(person)
    response = browser.post(URL, query) if isinstance(query, dict) else browser.get(URL + query)
    assert response.status_code == 200
    assert len(names(response)) == expected


@pytest.mark.parametrize("person", ["val", "ada", "aud", "dat", "fin"])
def test_roles_without_client_content_have_no_list(people, as_staff, person):
    assert as_staff(person).get(URL).status_code == 403


def test_a_name_in_the_address_is_not_searched_and_none_is_put_there(people, as_staff):
    assert len(names(as_staff("ana").get(URL + "?search=carla"))) == 4
    page = as_staff("ana").post(URL, {"search": "carla"}).content.decode()
    assert "search=" not in page


def test_filters_without_a_name_become_an_address_that_pages_can_keep(people, as_staff):
    answer = as_staff("ana").post(URL, {"search": " ", "level": "3", "status": "open", "whose": "mine"})
    assert answer.url == f"{URL}?whose=mine&status=open&level=3"


def test_cf_11_a_search_says_to_neither_confirm_nor_deny(people, as_staff):
    assert "Neither confirm nor deny" in as_staff("ana").post(URL, {"search": "carla"}).content.decode()


def test_too_many_names_are_not_searched_and_the_page_says_so(people, as_staff, monkeypatch):
    monkeypatch.setattr(my_cases, "SEARCH_LIMIT", 3)
    page = as_staff("ana").post(URL, {"search": "carla"})
    assert names(page) == [] and "too many cases" in page.content.decode()
    by_code = as_staff("ana").post(URL, {"search": people.code})
    assert names(by_code) == ["Calm Carla"]


def test_the_same_number_of_queries_at_any_size(people, cast, acting, as_staff):
    browser = as_staff("ana")
    browser.get(URL)
    with CaptureQueriesContext(
        connection,
    ) as few:
        browser.get(URL)
    with acting("ana"):
        for number in range(30):
            named(cast, f"Person {number}")
    with CaptureQueriesContext(connection) as many:
        assert len(names(browser.get(URL))) == 25
    assert len(many) == len(few), [query["sql"] for query in many.captured_queries]
    assert len(names(browser.get(URL + "?per=50"))) == 34
    assert len(names(browser.get(URL + "?page=2"))) == 9


def test_names_are_decrypted_only_for_the_rows_shown(people, cast, acting, monkeypatch):
    from caseload.foundation import crypto

    opened = []
    real = crypto._Encrypted.open
    monkeypatch.setattr(
        crypto._Encrypted, "open", lambda self, row, blob: opened.append(row.pk) or real(self, row, blob)
    )
    with acting_as(cast["ana"].agency, staff=cast["ana"], source="web"):
        result = queries.caseload(cast["ana"], Filters(), per_page=2)
        assert [row.name for row in result.rows] == ["Acute Amal", "Soon Sofía Núñez"]
    assert len(set(opened)) == 2


def test_csv_is_not_offered(people, as_staff):
    page = as_staff("ana").get(URL).content.decode()
    assert not re.search(r"\bcsv\b", page, re.IGNORECASE)


def test_the_list_links_to_the_case(people, as_staff):
    assert reverse("caseload:case", args=[people.ref]) in as_staff("ana").get(URL).content.decode()
