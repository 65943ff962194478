"""Releases through the actions: CF-2 to CF-6 and CF-8, as they are stored and enforced."""

from datetime import timedelta

import pytest

from caseload.foundation import clock
from caseload.foundation.errors import RuleBroken
from caseload.models import Task
from clients import queries
from clients.actions import disclosures, people, releases
from clients.models import ReleaseDisclosure
from tests.clients.helpers import make_release, take_in

MORNING = "2026-11-23T10:00-06:00"


@pytest.fixture
def opened(cast, acting):
    with acting("ana"):
        yield take_in(cast["ana"])


def refused(call, code_words):
    with pytest.raises(RuleBroken) as caught:
        call()
    assert code_words in str(caught.value.message)
    return caught.value


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"purpose": ""}, "what the information is for"),
        ({"recipient_name": " "}, "Name the organization"),
        ({"recipient_name": "Harbor Shelter; Meadow Housing"}, "One release, one recipient"),
        ({"recipient_name": "Harbor Shelter\nMeadow Housing"}, "One release, one recipient"),
        ({"items": []}, "no release for everything"),
        ({"items": ["everything"]}, "Choose from the list"),
        ({"signers": []}, "needs a signature"),
        ({"informed": False}, "Talk through"),
        ({"not_a_condition": False}, "does not depend on signing"),
    ],
)
def test_cf_2_an_incomplete_release_is_not_made(opened, cast, changes, words):
    refused(lambda: make_release(opened, cast["ana"], **changes), words)
    assert queries.releases_of(opened) == []


def test_cf_3_thirty_days_unless_said_otherwise(opened, cast, frozen):
    with frozen(MORNING):
        release = make_release(opened, cast["ana"])
        assert (release.expires_on - clock.today(cast["ana"].agency.tz)).days == 30
        refused(lambda: make_release(opened, cast["ana"], days=60), "longer than 30 days")
        assert make_release(opened, cast["ana"], days=60, term_reason="waiting list").is_valid
        refused(
            lambda: make_release(opened, cast["ana"], days=91, term_reason="x"),
            "longer than the agency allows",
        )
        refused(lambda: make_release(opened, cast["ana"], days=366, term_reason="x"), "one year at most")


def test_cf_3_the_agencys_own_maximum(opened, cast, frozen):
    agency = cast["ana"].agency
    agency.settings["release_max_days"] = 400
    with frozen(MORNING):
        from caseload.foundation import context

        context.current().agency.settings["release_max_days"] = 400
        assert make_release(opened, cast["ana"], days=365, term_reason="court").is_valid
        refused(lambda: make_release(opened, cast["ana"], days=366, term_reason="court"), "one year at most")


def test_cf_4_ends_with_the_local_day(opened, cast, frozen):
    with frozen(MORNING) as stopped:
        release = make_release(opened, cast["ana"], days=7)
        telling = {"by": cast["ana"], "items": ["household_size"], "method": "phone"}
        stopped.move_to("2026-11-30T23:59:00-06:00")
        disclosures.disclose(release, **telling)
        stopped.move_to("2026-12-01T00:00:00-06:00")
        refused(lambda: disclosures.disclose(release, **telling), "has expired")
        assert release.status == "expired"


@pytest.mark.parametrize("how", ["oral", "written"])
def test_cf_5_taking_back_works_at_once(opened, cast, how):
    release = make_release(opened, cast["ana"])
    stale_copy = queries.releases_of(opened)[0]
    releases.revoke(release, by=cast["ana"], how=how)
    refused(
        lambda: disclosures.disclose(stale_copy, by=cast["ana"], items=["household_size"], method="phone"),
        "took this release back",
    )
    tasks = Task.objects.filter(case=opened, kind="release_in_writing", state="open")
    assert tasks.count() == (1 if how == "oral" else 0)
    assert ReleaseDisclosure.objects.count() == 0


def test_cf_5_the_paper_follows(opened, cast):
    release = releases.revoke(make_release(opened, cast["ana"]), by=cast["ana"], how="oral")
    first = release.revoked_at
    releases.revoke(release, by=cast["ana"], how="written")
    releases.revoked_in_writing(release, by=cast["ana"])
    release.refresh_from_db()
    assert release.revoked_at == first, "a second time changes nothing"
    assert release.revoked_in_writing_on
    assert not Task.objects.filter(kind="release_in_writing", state="open").exists()


@pytest.mark.parametrize("name", ["Sam Cole", "cole, SAM", "S. Cole", "Sammy Kohl"])
def test_cf_6_the_respondent_never_signs_for_a_child(opened, cast, name):
    child = queries.household(opened)[0]
    signers = [{"capacity": "minor"}, {"capacity": "parent", "name": name}]
    refused(
        lambda: make_release(opened, cast["ana"], subject=child, signers=signers), "that of the respondent"
    )


def test_cf_6_nor_does_a_household_member_who_is_a_danger(opened, cast):
    people.add_household_member(
        opened, by=cast["ana"], name="Ray Cole", relation="grandparent", is_child=False, abuse_concern=True
    )
    child = queries.household(opened)[0]
    signers = [{"capacity": "minor"}, {"capacity": "guardian", "name": "Ray Cole"}]
    refused(
        lambda: make_release(opened, cast["ana"], subject=child, signers=signers),
        "concern that they are abusive",
    )


def test_cf_6_a_child_and_the_parent_who_is_not_abusive(opened, cast):
    child = queries.household(opened)[0]
    signers = [{"capacity": "minor"}, {"capacity": "parent", "name": "Rosa Diaz"}]
    release = make_release(opened, cast["ana"], subject=child, signers=signers)
    assert release.is_valid
    assert {row.name for row in release.signers.all()} == {"Mia Diaz", "Rosa Diaz"}


def test_cf_6_a_guardian_signs_for_an_adult_who_has_one_unless_abusive(cast, acting):
    with acting("ana"):
        case = take_in(cast["ana"], client={"name": "Rosa Diaz", "has_guardian": True})
        refused(lambda: make_release(case, cast["ana"]), "legal guardian")
        by_respondent = [{"capacity": "guardian", "name": "Sam Cole"}]
        refused(lambda: make_release(case, cast["ana"], signers=by_respondent), "that of the respondent")
        assert make_release(
            case, cast["ana"], signers=[{"capacity": "guardian", "name": "Pat Moss"}]
        ).is_valid


def test_cf_8_what_the_release_does_not_name_is_not_told(opened, cast):
    release = make_release(opened, cast["ana"])
    broken = refused(
        lambda: disclosures.disclose(
            release, by=cast["ana"], items=["household_size", "pets"], method="phone"
        ),
        "does not cover: Pets",
    )
    assert broken.field == "items"
    assert ReleaseDisclosure.objects.count() == 0


def test_cf_1_nobody_but_the_recipient_is_told(opened, cast):
    release = make_release(opened, cast["ana"])
    telling = {"by": cast["ana"], "items": ["household_size"]}
    refused(
        lambda: disclosures.disclose(release, recipient="Meadow", method="phone", **telling),
        "another recipient",
    )
    refused(lambda: disclosures.disclose(release, method="fax", **telling), "this way of telling")
    row = disclosures.disclose(release, recipient="harbor shelter", method="letter", **telling)
    assert list(queries.disclosures_of(opened)) == [row]


def test_a_draft_holds_nothing_and_can_still_be_corrected(opened, cast):
    values = {"recipient_name": "Harbor", "purpose": "bed", "items": ["pets"], "methods": ["phone"]}
    draft = releases.draft(opened, by=cast["ana"], **values)
    assert draft.status == "draft"
    refused(
        lambda: disclosures.disclose(draft, by=cast["ana"], items=["pets"], method="phone"), "not signed yet"
    )
    draft = releases.change_draft(draft, by=cast["ana"], **{**values, "recipient_name": "Harbor Shelter"})
    signed = releases.sign(
        draft, by=cast["ana"], signers=[{"capacity": "client"}], informed=True, not_a_condition=True
    )
    assert signed.is_valid
    refused(lambda: releases.change_draft(signed, by=cast["ana"], **values), "cannot be changed")


def test_a_release_that_was_used_is_revoked_not_voided(opened, cast):
    release = make_release(opened, cast["ana"])
    disclosures.disclose(release, by=cast["ana"], items=["household_size"], method="phone")
    refused(lambda: releases.void(release, by=cast["ana"], reason="typo"), "Revoke it instead")
    other = make_release(opened, cast["ana"])
    assert releases.void(other, by=cast["ana"], reason="typo").status == "void"


def test_a_release_may_start_later(opened, cast, frozen):
    with frozen(MORNING) as stopped:
        today = clock.today(cast["ana"].agency.tz)
        release = make_release(opened, cast["ana"], starts_on=today + timedelta(days=1), days=1)
        assert release.status == "not_yet"
        stopped.move_to("2026-11-24T00:00:00-06:00")
        assert release.is_valid
