"""The plan in the browser: two editors at once, versions, and what reaches paper."""

import io

import pypdf
import pytest
from django.urls import reverse

from caseload.foundation.context import acting_as
from clients.models import PlanItem, PlanPrint


@pytest.fixture
def section(file):
    return reverse("clients:plan_section", args=[file["case"].ref, "work"])


def shown(browser, url):
    """The form as the browser holds it: every field of every item."""
    forms = browser.get(url).context["forms"]
    return {form.add_prefix(name): form[name].value() for form in forms for name in form.fields}


def stored(file, key):
    with acting_as(file["case"].agency, source="command"):
        row = PlanItem.objects.select_related("case").get(plan=file["plan"], key=key)
        return row.state, row.words


def test_two_editors_at_once_lose_nothing(file, section, as_staff):
    ana, sol = as_staff("ana"), as_staff("sol")
    hers, his = shown(ana, section), shown(sol, section)
    hers |= {"work-reception-words": "Kim since May", "work-parking-state": "yes"}
    his |= {"work-reception-words": "ask for Lou", "work-desk-state": "not_now"}
    assert ana.post(section, hers).status_code == 302
    response = sol.post(section, his)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Kim since May" in page and "ask for Lou" in page
    assert stored(file, "work.reception") == ("yes", "Kim since May")
    assert stored(file, "work.desk")[0] == "not_now", "what did not collide is saved"
    assert stored(file, "work.parking")[0] == "yes", "and nobody's other answers are undone"
    again = {
        form.add_prefix(name): form[name].value()
        for form in response.context["forms"]
        for name in form.fields
    }
    assert again["work-reception-words"] == "ask for Lou"
    assert sol.post(section, again).status_code == 302
    assert stored(file, "work.reception") == ("yes", "ask for Lou")


def test_own_items_are_added_changed_and_removed(file, section, as_staff):
    ana = as_staff("ana")
    data = shown(ana, section) | {"new-0-label": "Bus driver knows", "new-0-state": "yes", "new-0-words": ""}
    assert ana.post(section, data).status_code == 302
    page = ana.get(section).content.decode()
    assert "Bus driver knows" in page
    with acting_as(file["case"].agency, source="command"):
        row = PlanItem.objects.get(plan=file["plan"], key="", section="work")
    assert ana.post(reverse("clients:plan_item_remove", args=[row.ref])).status_code == 302
    assert "Bus driver knows" not in ana.get(section).content.decode()


def test_an_item_removed_meanwhile_does_not_swallow_what_was_typed(file, as_staff):
    url = reverse("clients:plan_section", args=[file["case"].ref, "home"])
    ana, sol = as_staff("ana"), as_staff("sol")
    data = shown(ana, url)
    prefix = f"own-{file['own_item'].ref}"
    assert sol.post(reverse("clients:plan_item_remove", args=[file["own_item"].ref])).status_code == 302
    assert ana.post(url, data | {f"{prefix}-words": "keep it shut"}).status_code == 302
    page = ana.get(url).content.decode()
    assert "Dog gate" in page and "keep it shut" in page


def test_a7_the_page_refuses_a_copy_handed_over_without_a_release(file, as_staff):
    url = reverse("clients:order_copy_edit", args=[file["copy"].ref])
    ana = as_staff("ana")
    form = ana.get(url).context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    data |= {"decision": "given", "handed_by": "agency", "place": "Acme Works"}
    response = ana.post(url, data)
    assert (
        response.status_code == 422 and "a release for this recipient is needed" in response.content.decode()
    )
    assert ana.post(url, data | {"handed_by": "client"}).status_code == 302


def print_data(**more):
    return {
        "client_asked": "on",
        "storage": "safe_place",
        "audience": "client",
        "setting": "",
        "sections": ["work", "home", "danger_signals"],
        "is_discreet": "on",
        "copies": "1",
        **more,
    }


def text_of(response):
    reader = pypdf.PdfReader(io.BytesIO(response.content))
    return "\n".join(page.extract_text() for page in reader.pages)


def test_sp_5_the_page_begins_with_no_print(file, as_staff):
    url = reverse("clients:plan_print", args=[file["case"].ref])
    page = as_staff("ana").get(url)
    assert page.context["form"]["storage"].value() == "do_not_print"
    assert not page.context["form"]["client_asked"].value()
    response = as_staff("ana").post(url, print_data(storage="do_not_print"))
    assert response.status_code == 422
    assert as_staff("ana").post(url, print_data(client_asked="")).status_code == 422
    with acting_as(file["case"].agency, source="command"):
        assert PlanPrint.objects.count() == 0


def test_a3_sp_6_sp_7_the_workplace_sheet(file, as_staff):
    url = reverse("clients:plan_print", args=[file["case"].ref])
    response = as_staff("ana").post(url, print_data(setting="workplace"))
    text = text_of(response)
    assert response["Content-Type"] == "application/pdf"
    assert "Dee at the desk" in text
    for absent in ("Dog gate", "porch light", "Elm Street", "Harbor House", "Safety plan", "Rosa", "Diaz"):
        assert absent not in text, absent
    assert "Checklist" in text and "Version 1" in text
    with acting_as(file["case"].agency, source="command"):
        row = PlanPrint.objects.get()
        assert (row.setting, row.storage, row.audience) == ("workplace", "safe_place", "client")


@pytest.mark.parametrize(
    ("audience", "present"), [("neighbour", True), ("coworker", False), ("client", False)]
)
def test_a17_signals_print_for_their_own_audience(file, as_staff, audience, present):
    url = reverse("clients:plan_print", args=[file["case"].ref])
    text = text_of(as_staff("ana").post(url, print_data(audience=audience)))
    assert ("porch light off" in text) is present


def test_sheets_are_tagged_pdf_ua(file, as_staff):
    url = reverse("clients:plan_print", args=[file["case"].ref])
    reader = pypdf.PdfReader(io.BytesIO(as_staff("ana").post(url, print_data()).content))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and "/StructTreeRoot" in root and root["/Lang"]
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()


def test_preview_says_what_is_on_the_sheet_and_what_is_held_back(file, as_staff):
    section = reverse("clients:plan_section", args=[file["case"].ref, "home"])
    ana = as_staff("ana")
    ana.post(section, shown(ana, section) | {"home-visitors-words": "nobody comes to 12 Elm Street"})
    ana.post(reverse("clients:plan_publish", args=[file["case"].ref]), {"made_with_client": "on"})
    response = ana.post(
        reverse("clients:plan_print", args=[file["case"].ref]), print_data(preview="1", sections=["home"])
    )
    page = response.content.decode()
    assert "Held back" in page and "Elm Street" not in page
    text = text_of(
        ana.post(reverse("clients:plan_print", args=[file["case"].ref]), print_data(sections=["home"]))
    )
    assert "Elm Street" not in text


def test_publish_compare_and_read_versions(file, section, as_staff):
    ana = as_staff("ana")
    ana.post(section, shown(ana, section) | {"work-reception-words": "Kim since May"})
    page = ana.get(reverse("clients:plan_publish", args=[file["case"].ref])).content.decode()
    assert "Kim since May" in page and "Dee at the desk" in page
    ana.post(reverse("clients:plan_publish", args=[file["case"].ref]), {"made_with_client": "on"})
    page = ana.get(reverse("clients:plan_versions", args=[file["case"].ref])).content.decode()
    assert "Kim since May" in page and "From version 1 to 2" in page
    old = ana.get(reverse("clients:plan_version", args=[file["case"].ref, 1])).content.decode()
    assert "Dee at the desk" in old and "Kim since May" not in old


def test_the_order_card_names_no_person_and_no_address(file, as_staff):
    url = reverse("clients:order_card", args=[file["case"].ref])
    response = as_staff("ana").post(
        url,
        {
            "case_number": "26 OP 1143",
            "court": "Cook County",
            "expires_on": "2027-03-01",
            "police_phone": "911",
        },
    )
    text = text_of(response)
    assert "26 OP 1143" in text and "Mar 1, 2027" in text
    for absent in ("Diaz", "Cole", "Elm"):
        assert absent not in text


def test_sp_12_the_blank_sheet_holds_no_answer(file, as_staff):
    text = text_of(as_staff("ana").get(reverse("clients:plan_blank", args=[file["case"].ref])))
    assert "My phone is charged" in text and "Dee at the desk" not in text
    assert "first night" not in text, "a line that would give a place away is not even offered on paper"


def test_signs_that_no_font_has_are_refused_in_words(file, section, as_staff):
    ana = as_staff("ana")
    ana.post(section, shown(ana, section) | {"work-reception-words": "look \U0010fffd"})
    ana.post(reverse("clients:plan_publish", args=[file["case"].ref]), {"made_with_client": "on"})
    response = ana.post(reverse("clients:plan_print", args=[file["case"].ref]), print_data())
    assert response.status_code == 422 and "cannot be printed" in response.content.decode()
