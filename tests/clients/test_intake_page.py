"""Intake in the browser: one page, rows without a script, nothing typed is lost."""

import pytest
from django.urls import reverse

from caseload.foundation.context import acting_as
from caseload.models import Case
from clients import access, queries

URL = "/intake/"


def data(**more):
    return {
        "interpreter_needed": "unknown",
        "respondent_relationship": "unknown",
        "lives_together": "unknown",
        "household-TOTAL_FORMS": "3",
        "household-INITIAL_FORMS": "0",
        "contact-TOTAL_FORMS": "3",
        "contact-INITIAL_FORMS": "0",
        **{f"household-{n}-relation": "child" for n in range(9)},
        **{f"contact-{n}-kind": "phone" for n in range(9)},
        **{f"contact-{n}-respondent_has_access": "unknown" for n in range(9)},
        **more,
    }


@pytest.fixture
def opened(cast):
    def find():
        with acting_as(cast["ana"].agency, staff=cast["ana"], source="web"):
            return Case.objects.get()

    return find


def test_the_page_suggests_the_advocate_herself(as_staff, cast):
    page = as_staff("ana").get(URL)
    assert page.status_code == 200
    assert page.context["form"]["assign_to"].value() == cast["ana"].ref


def test_cf_24_an_alias_alone_is_enough(as_staff, cast, opened):
    response = as_staff("ana").post(URL, data(alias="Blue", assign_to=cast["ana"].ref))
    assert response.status_code == 302
    assert response.url == reverse("caseload:case", args=[opened().ref])


def test_cf_24_so_is_the_code(as_staff, cast, opened):
    assert as_staff("ana").post(URL, data(code_only="on", assign_to=cast["ana"].ref)).status_code == 302
    with acting_as(cast["ana"].agency, source="command"):
        assert access.client_of(opened()).display_name == opened().code


def test_nothing_at_all_is_refused_and_what_was_typed_stays(as_staff, cast):
    response = as_staff("ana").post(
        URL, data(languages="Mixteco", **{"household-0-name": "Mia", "contact-1-value": "312-555-0143"})
    )
    page = response.content.decode()
    assert response.status_code == 422
    for typed in ("Mixteco", "Mia", "312-555-0143", "Give a name or an alias"):
        assert typed in page
    with acting_as(cast["ana"].agency, source="command"):
        assert not Case.objects.exists()


def test_everything_at_once(as_staff, cast, opened):
    response = as_staff("ana").post(
        URL,
        data(
            name="Rosa Diaz",
            assign_to=cast["ana"].ref,
            respondent_name="Sam Cole",
            respondent_relationship="spouse",
            **{
                "household-0-name": "Mia",
                "household-0-age_stated": "7",
                "household-0-school_place": "Oak School",
                "household-2-name": "Grandma Inés",
                "household-2-relation": "grandparent",
                "contact-0-value": "312-555-0143",
                "contact-0-safe": ["call", "text"],
                "contact-0-say_you_are_from": "the library",
            },
        ),
    )
    assert response.status_code == 302
    with acting_as(cast["ana"].agency, source="command"):
        case = opened()
        members = list(queries.household(case))
        assert [(row.name, row.is_child) for row in members] == [("Mia", True), ("Grandma Inés", False)]
        method = queries.contact_methods(case)[0]
        assert (method.safe_to_call, method.safe_to_text, method.safe_to_voicemail) == (
            "yes",
            "yes",
            "unknown",
        )
        assert queries.respondents(case)[0].relationship == "spouse"


@pytest.mark.parametrize(("button", "prefix"), [("more_household", "household"), ("more_contact", "contact")])
def test_more_rows_without_a_script_keep_what_was_typed(as_staff, cast, button, prefix):
    response = as_staff("ana").post(
        URL,
        data(
            name="Rosa Diaz",
            **{button: "1", f"{prefix}-2-{'name' if prefix == 'household' else 'value'}": "zz9"},
        ),
    )
    page = response.content.decode()
    assert response.status_code == 200
    assert "Rosa Diaz" in page and "zz9" in page and "error-summary" not in page
    assert f'name="{prefix}-TOTAL_FORMS" value="5"' in page
    with acting_as(cast["ana"].agency, source="command"):
        assert not Case.objects.exists()


def test_a_safe_channel_without_a_number_is_pointed_at(as_staff):
    response = as_staff("ana").post(URL, data(name="Rosa", **{"contact-0-safe": ["call"]}))
    assert response.status_code == 422
    assert "Give the number or address that is safe" in response.content.decode()


def test_a_volunteer_takes_in_and_sees_no_more(as_staff, cast, opened):
    response = as_staff("val").post(URL, data(name="Rosa Diaz"))
    assert response.status_code == 302 and response.url == reverse("caseload:home")
    assert as_staff("val").get(reverse("clients:client", args=[opened().ref])).status_code == 403
    assert as_staff("sol").get(reverse("clients:client", args=[opened().ref])).status_code == 200


@pytest.mark.parametrize("person", ["lee", "shea", "ada", "aud", "dat", "fin"])
def test_others_do_not_take_in(as_staff, person):
    assert as_staff(person).get(URL).status_code == 403


def test_staff_of_another_agency_cannot_be_chosen(as_staff, cast):
    response = as_staff("ana").post(URL, data(name="Rosa", assign_to=cast["eve"].ref))
    assert response.status_code == 422
