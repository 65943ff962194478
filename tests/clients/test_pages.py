"""Every page of this app, opened by the people it is for and by nobody else."""

import re

import pytest
from django.urls import reverse

from caseload.foundation.context import acting_as
from caseload.models import AuditEntry

# name -> (key of the fixture, more of the address); each opened with GET
CASE_PAGES = [
    "client", "client_edit", "location", "location_edit", "contact_new", "household_new", "respondent_new",
    "emergency_contact_new", "releases", "release_new", "plan", "signal_new", "order_copy_new",
    "plan_publish",
    "plan_versions", "plan_print", "plan_blank", "order_card",
]  # fmt: skip
RECORD_PAGES = {
    "contact_edit": "contact", "household_edit": "member", "respondent_edit": "respondent",
    "emergency_contact_edit": "emergency", "release": "release", "release_print": "release",
    "release_revoke": "release", "release_void": "release", "release_disclose": "release",
    "signal_edit": "signal", "order_copy_edit": "copy",
}  # fmt: skip


def pages(file):
    case = file["case"].ref
    found = {name: reverse(f"clients:{name}", args=[case]) for name in CASE_PAGES}
    found |= {name: reverse(f"clients:{name}", args=[file[key].ref]) for name, key in RECORD_PAGES.items()}
    found["plan_section"] = reverse("clients:plan_section", args=[case, "work"])
    found["plan_version"] = reverse("clients:plan_version", args=[case, 1])
    return found


def test_ana_opens_every_page_of_her_client(file, as_staff):
    browser = as_staff("ana")
    for name, url in pages(file).items():
        response = browser.get(url)
        assert response.status_code == 200, (name, response.content[-600:])


@pytest.mark.parametrize("person", ["ben", "lee", "shea", "eve"])
def test_people_without_the_case_learn_nothing(file, as_staff, person):
    browser = as_staff(person)
    for name, url in pages(file).items():
        absent = browser.get(url.replace(url.split("/")[2], "a" * 22)).status_code
        assert browser.get(url).status_code == absent, name
        assert absent == 404 or (absent == 403 and person in ("lee", "shea")), name


@pytest.mark.parametrize("person", ["ada", "aud", "val", "dat", "fin"])
def test_roles_without_client_content_are_told_so_whether_the_case_exists_or_not(file, as_staff, person):
    browser = as_staff(person)
    for name, url in pages(file).items():
        assert browser.get(url).status_code == 403, name
        assert browser.get(url.replace(url.split("/")[2], "a" * 22)).status_code == 403, name


def test_sol_sees_all_but_the_protected_address(file, as_staff):
    browser = as_staff("sol")
    for name, url in pages(file).items():
        expected = 403 if name.startswith("location") else 200
        assert browser.get(url).status_code == expected, name


def test_posting_pages_refuse_strangers_too(file, as_staff):
    case = file["case"].ref
    urls = [
        reverse(f"clients:{name}", args=[case]) for name in ("plan_decline", "plan_sharing", "plan_collected")
    ]
    urls += [
        reverse("clients:contact_remove", args=[file["contact"].ref]),
        reverse("clients:household_remove", args=[file["member"].ref]),
        reverse("clients:emergency_contact_remove", args=[file["emergency"].ref]),
        reverse("clients:signal_remove", args=[file["signal"].ref]),
        reverse("clients:order_copy_remove", args=[file["copy"].ref]),
        reverse("clients:plan_item_remove", args=[file["own_item"].ref]),
        reverse("clients:release_in_writing", args=[file["release"].ref]),
    ]
    for url in urls:
        assert as_staff("eve").post(url).status_code == 404, url
        assert as_staff("ben").post(url).status_code == 404, url
        assert as_staff("ana").post(url).status_code in (302, 422), url


def test_the_plan_is_for_legal_and_shelter_staff_only_with_the_clients_word(file, cast, acting, as_staff):
    from caseload.actions import cases
    from clients.actions import plans

    with acting("sol"):
        cases.assign(file["case"], staff=cast["lee"], by=cast["sol"], kind="second")
    url = reverse("clients:plan", args=[file["case"].ref])
    assert as_staff("lee").get(url).status_code == 403
    with acting("ana"):
        plans.set_sharing(file["plan"], by=cast["ana"], shelter_may_read=False, legal_may_read=True)
    assert as_staff("lee").get(url).status_code == 200
    section = reverse("clients:plan_section", args=[file["case"].ref, "work"])
    assert as_staff("lee").post(section, {}).status_code == 403


def test_the_plan_of_a_resident_is_for_shelter_staff_with_the_clients_word(file, cast, acting, as_staff):
    from caseload.actions import cases
    from clients.actions import plans

    with acting("sol"):
        cases.edit_case(file["case"], by=cast["sol"], team=file["case"].team, is_resident=True)
    url = reverse("clients:plan", args=[file["case"].ref])
    assert as_staff("shea").get(url).status_code == 403
    overview = as_staff("shea").get(reverse("caseload:case", args=[file["case"].ref])).content.decode()
    assert "panel-plan" not in overview, "not even how the plan stands"
    with acting("ana"):
        plans.set_sharing(file["plan"], by=cast["ana"], shelter_may_read=True, legal_may_read=False)
    assert as_staff("shea").get(url).status_code == 200
    assert as_staff("shea").get(reverse("clients:signal_new", args=[file["case"].ref])).status_code == 403


def test_reading_is_audited(file, as_staff):
    browser = as_staff("ana")
    for name, event in (
        ("client", "clients.client_viewed"),
        ("location", "clients.location_viewed"),
        ("plan", "clients.plan_viewed"),
    ):
        browser.get(reverse(f"clients:{name}", args=[file["case"].ref]))
        with acting_as(file["case"].agency, source="command"):
            assert AuditEntry.objects.filter(event=event, case=file["case"]).exists(), event


def test_no_name_in_titles_addresses_or_file_names(file, as_staff):
    browser = as_staff("ana")
    for url in pages(file).values():
        response = browser.get(url)
        body = response.content.decode(errors="replace")
        title = body.split("<title>")[1].split("</title>")[0] if "<title>" in body else ""
        address = re.sub(r"/[\w-]{22}(?=/)", "/REF", url)  # Chance may spell a short name in a reference.
        place = address + response.get("Content-Disposition", "") + title
        for name in ("Diaz", "Rosa", "Cole", "Mia", "Harbor"):
            assert name not in place, url


def test_cf_21_the_page_says_big_what_is_not_safe(file, as_staff, cast, acting):
    from clients.actions import contact

    page = as_staff("ana").get(reverse("clients:client", args=[file["case"].ref])).content.decode()
    assert "Safe at any hour" in page and "Not safe: nobody has asked yet" in page
    with acting("ana"):
        contact.edit_contact_method(
            file["contact"], by=cast["ana"], version=file["contact"].version, respondent_has_access="yes"
        )
    page = as_staff("ana").get(reverse("clients:client", args=[file["case"].ref])).content.decode()
    assert "Do not use: the respondent can get at it." in page
    assert "No safe way to make contact is known" in page


def test_stale_forms_show_both_texts_and_a_second_save_keeps_mine(file, as_staff):
    url = reverse("clients:client_edit", args=[file["case"].ref])
    browser = as_staff("ana")
    base = {"name": "Rosa Diaz", "interpreter_needed": "unknown", "version": "1"}
    assert as_staff("sol").post(url, {**base, "languages": "Portuguese"}).status_code == 302
    response = browser.post(url, {**base, "languages": "Spanish"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Portuguese" in page and "Spanish" in page and 'name="version" value="2"' in page
    assert browser.post(url, {**base, "languages": "Spanish", "version": "2"}).status_code == 302
    assert "Spanish" in browser.get(reverse("clients:client", args=[file["case"].ref])).content.decode()
