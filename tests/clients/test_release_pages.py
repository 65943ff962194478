"""A release in the browser, from preparing to taking back."""

import io

import pypdf
import pytest
from django.urls import reverse

from caseload.foundation.context import acting_as
from clients.models import Release, ReleaseDisclosure


def terms(**more):
    return {
        "recipient_name": "Meadow Housing",
        "purpose": "an apartment",
        "items": ["household_size", "language"],
        "methods": ["phone"],
        "term": "30",
        **more,
    }


def signing(**more):
    return {
        "informed": "on",
        "not_a_condition": "on",
        "signer_capacity": "client",
        "signature_kind": "ink",
        "second_signer_capacity": "",
        **more,
    }


@pytest.fixture
def draft(file, as_staff):
    url = reverse("clients:release_new", args=[file["case"].ref])
    response = as_staff("ana").post(url, terms())
    assert response.status_code == 302
    with acting_as(file["case"].agency, source="command"):
        return Release.objects.select_related("case").get(ref=response.url.split("/")[2])


def at(release, name):
    return reverse(f"clients:{name}", args=[release.ref])


def status(release):
    with acting_as(release.case.agency, source="command"):
        return Release.objects.get(pk=release.pk).status.value


def test_from_draft_to_taken_back(draft, as_staff):
    ana = as_staff("ana")
    assert status(draft) == "draft"
    assert ana.post(at(draft, "release_sign"), signing()).status_code == 302
    assert status(draft) == "valid"
    told = {"items": ["language"], "method": "phone", "told_to": "Ms. Lee"}
    assert ana.post(at(draft, "release_disclose"), told).status_code == 302
    assert "Ms. Lee" in ana.get(at(draft, "release")).content.decode()
    assert ana.post(at(draft, "release_revoke"), {"how": "oral"}).status_code == 302
    assert status(draft) == "revoked"
    late = ana.post(at(draft, "release_disclose"), told)
    assert late.status_code == 422 and "took this release back" in late.content.decode()
    assert ana.post(at(draft, "release_in_writing")).status_code == 302
    assert "In writing" in ana.get(at(draft, "release")).content.decode()
    with acting_as(draft.case.agency, source="command"):
        assert ReleaseDisclosure.objects.filter(release=draft).count() == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"recipient_name": "One; Two"}, "One release, one recipient"),
        ({"term": "60"}, "longer than 30 days"),
        ({"term": "day", "expires_on": ""}, "needs a last day"),
        ({"items": []}, "This field is required"),
        ({"items": ["everything"]}, "Select a valid choice"),
    ],
)
def test_cf_2_cf_3_the_form_says_what_is_wrong_and_keeps_the_rest(file, as_staff, changes, words):
    url = reverse("clients:release_new", args=[file["case"].ref])
    response = as_staff("ana").post(url, terms(**changes))
    page = response.content.decode()
    assert response.status_code == 422 and words in page and "an apartment" in page


def test_cf_2_signing_without_the_ticks_is_refused(draft, as_staff):
    response = as_staff("ana").post(at(draft, "release_sign"), signing(informed=""))
    assert response.status_code == 422 and status(draft) == "draft"


def test_cf_6_the_respondent_is_refused_as_signer_by_name(file, draft, as_staff):
    response = as_staff("ana").post(
        at(draft, "release_sign"), signing(signer_capacity="parent", signer_name="Cole Sam")
    )
    assert response.status_code == 422
    assert "that of the respondent" in response.content.decode()


def test_the_paper_says_what_the_release_says(draft, as_staff):
    response = as_staff("ana").get(at(draft, "release_print"))
    reader = pypdf.PdfReader(io.BytesIO(response.content))
    text = "\n".join(page.extract_text() for page in reader.pages)
    for said in (
        "Meadow Housing",
        "an apartment",
        "Language and interpreter",
        "Help does not depend on signing",
    ):
        assert said in text
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_shelter_staff_read_releases_of_residents_and_change_none(file, draft, cast, acting, as_staff):
    from caseload.actions import cases

    with acting("sol"):
        cases.edit_case(file["case"], by=cast["sol"], team=file["case"].team, is_resident=True)
    shea = as_staff("shea")
    assert shea.get(at(draft, "release")).status_code == 200
    assert shea.get(at(draft, "release_sign")).status_code == 403
    assert shea.post(at(draft, "release_revoke"), {"how": "oral"}).status_code == 403
