"""A letter's way out: the client's hand or a release that covers it; never changed after (CF-1, LT-7)."""

from __future__ import annotations

import hashlib

import pytest
from django.db import IntegrityError, connection, transaction

from caseload.foundation.errors import RuleBroken, Stale
from caseload.models import AuditEntry
from clients.actions import plan_details, plans, releases
from clients.models import ReleaseDisclosure
from referrals.actions import letters
from referrals.models import Letter

pytestmark = pytest.mark.django_db
HANDED, SENT = "handed_to_client", "sent_under_release"


@pytest.fixture
def final(draft, cast):
    def make(**values):
        return letters.finalise(draft(), by=cast["ana"], client_read=True, **{"delivery": HANDED, **values})

    return make


def test_cf_1_nothing_is_final_without_a_way_out(draft, acting, cast):
    with acting():
        letter = draft()
        for delivery in ("", SENT):
            with pytest.raises(RuleBroken):
                letters.finalise(letter, by=cast["ana"], delivery=delivery, client_read=True)
        letter.refresh_from_db()
        assert letter.state == "draft" or not letter.is_final
        assert not Letter.objects.get(pk=letter.pk).sha256


def test_cf_1_a_release_of_this_recipient_opens_the_way(draft, release, acting, cast):
    with acting():
        given = release()
        letter = letters.finalise(draft(), by=cast["ana"], delivery=SENT, release=given, client_read=True)
        letter = letters.deliver(letter, by=cast["ana"])
        assert letter.state == "delivered" and letter.release == given
        entry = ReleaseDisclosure.objects.get()
        assert entry.document_ref == letter.ref and set(entry.items) == set(letter.items)


@pytest.mark.parametrize("state", ["unsigned", "expired", "revoked", "void", "other recipient", "other case"])
def test_cf_1_no_other_release_opens_it(draft, release, acting, cast, frozen, state):
    with acting():
        other = {"recipient_name": "Somebody Else"} if state == "other recipient" else {}
        given = release(**other)
        if state == "revoked":
            releases.revoke(given, by=cast["ana"], how="oral")
        elif state == "void":
            releases.void(given, by=cast["ana"], reason="mistake")
        elif state == "unsigned":
            type(given).objects.filter(pk=given.pk).update(signed_at=None)
        elif state == "expired":
            type(given).objects.filter(pk=given.pk).update(expires_at=given.starts_at)
        elif state == "other case":
            from tests.clients.helpers import take_in

            given.case = take_in(cast["ana"], client={"name": "Una Otra"})
        if state != "other case":
            given.refresh_from_db()
        with pytest.raises(RuleBroken):
            letters.finalise(draft(), by=cast["ana"], delivery=SENT, release=given, client_read=True)


def test_cf_8_each_item_the_release_lacks_is_named(draft, release, acting, cast):
    with acting():
        given = release(items=["identity_initials", "urgency", "fleeing_status", "household_size"])
        with pytest.raises(RuleBroken) as refused:
            letters.finalise(draft(), by=cast["ana"], delivery=SENT, release=given, client_read=True)
        said = str(refused.value.message)
        assert "Ages of the children" in said and "Language" in said and "Initials" not in said


def test_cf_8_an_item_added_later_is_blocked(draft, release, acting, cast):
    with acting():
        given, letter = release(), draft()
        changed = letters.edit(
            letter, by=cast["ana"], version=letter.version, facts={**letter.facts, "pets": "Cat"}
        )
        with pytest.raises(RuleBroken, match="Pets"):
            letters.finalise(changed, by=cast["ana"], delivery=SENT, release=given, client_read=True)


def test_cf_5_a_release_taken_back_stops_the_sending(draft, release, acting, cast):
    with acting():
        given = release()
        letter = letters.finalise(draft(), by=cast["ana"], delivery=SENT, release=given, client_read=True)
        releases.revoke(given, by=cast["ana"], how="oral")
        with pytest.raises(RuleBroken):
            letters.deliver(letter, by=cast["ana"])
        assert not ReleaseDisclosure.objects.exists()
        letter = letters.deliver(letter, by=cast["ana"], delivery=HANDED)
        assert letter.state == "delivered" and letter.release is None and letter.requested_by_client_at


def test_lt_2_handing_over_logs_the_request_and_needs_no_release(final, acting, cast):
    with acting():
        letter = letters.deliver(final(), by=cast["ana"])
        assert letter.delivery == HANDED and letter.requested_by_client_at
        events = list(AuditEntry.objects.values_list("event", flat=True))
        assert events.count("referrals.letter_requested") == 1 and "referrals.letter_delivered" in events
        assert not ReleaseDisclosure.objects.exists()


def test_lt_7_the_way_of_a_letter(draft, acting, cast):
    with acting():
        letter = draft()
        with pytest.raises(RuleBroken):
            letters.approve(letter, by=cast["ana"], client_read=False)
        letter = letters.approve(letter, by=cast["ana"], client_read=True)
        assert letter.state == "approved" and letter.client_read_at
        changed = letters.edit(
            letter, by=cast["ana"], version=letter.version, facts=letter.facts, recipient="Else"
        )
        assert changed.state == "draft" and changed.client_read_at is None and changed.approved_by is None
        with pytest.raises(RuleBroken):
            letters.deliver(changed, by=cast["ana"])
        letter = letters.finalise(changed, by=cast["ana"], delivery=HANDED, client_read=True)
        assert letter.sha256 == hashlib.sha256(letter.pdf).hexdigest() and letter.pdf.startswith(b"%PDF")
        assert letters.finalise(letter, by=cast["ana"], delivery=HANDED).sha256 == letter.sha256
        with pytest.raises(RuleBroken):
            letters.edit(letter, by=cast["ana"], version=letter.version, facts=letter.facts)
        with pytest.raises(RuleBroken):
            letters.docx_of(letter)


@pytest.mark.parametrize(
    "change",
    [
        "pdf = '\\x00'", "sha256 = 'x'", "sha256 = ''", "facts = '\\x00'", "paper = '\\x00'",
        "recipient = '\\x00'",
        "reference = 'AAAAA-BBBBB'", "state = 'draft'", "kind = 'housing'", "valid_until = '2030-01-01'",
        "items = '[]'",
    ],
)  # fmt: skip
def test_lt_7_the_database_refuses_to_change_a_final_letter(final, acting, change):
    with acting():
        letter = final()
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE referrals_letter SET {change} WHERE id = %s", [letter.pk])


def test_lt_7_a_void_letter_stays_in_the_log(final, acting, cast):
    with acting():
        letter = letters.deliver(final(), by=cast["ana"])
        with pytest.raises(RuleBroken):
            letters.void(letter, by=cast["ana"], reason=" ")
        letter = letters.void(letter, by=cast["ana"], reason="Wrong house")
        assert letter.state == "void" and letter.sha256
        fresh = Letter.objects.select_related("case").get(pk=letter.pk)
        assert fresh.void_reason == "Wrong house" and fresh.pdf.startswith(b"%PDF")
        assert AuditEntry.objects.filter(event="referrals.letter_voided").exists()


def test_lt_7_the_kept_pdf_is_given_out_byte_for_byte(final, acting, cast):
    with acting():
        letter = final()
        given = letters.take_pdf(letter, by=cast["ana"])
        assert hashlib.sha256(given).hexdigest() == letter.sha256
        assert AuditEntry.objects.filter(event="referrals.letter_downloaded").exists()


def test_lt_7_the_pdf_lies_encrypted(final, acting):
    with acting(), connection.cursor() as cursor:
        letter = final()
        cursor.execute("SELECT pdf, facts, paper, recipient FROM referrals_letter WHERE id = %s", [letter.pk])
        held = b"".join(bytes(part) for part in cursor.fetchone())
        assert b"%PDF" not in held and b"Harbor" not in held


def test_lt_6_reference_numbers_are_random(draft, acting):
    with acting():
        numbers = {draft().reference for _ in range(20)}
        assert len(numbers) == 20 and all(len(n) == 11 and "O" not in n and "0" not in n for n in numbers)


CANARY = "Canary Wren"
DOOR = "4711 Canary Street"


def test_lt_4_no_canary_of_the_case_gets_into_a_letter(acting, cast, survivor, draft):
    """Every protected thing of a case is planted, then typed into each slot: all are refused."""
    from clients.actions import people

    with acting():
        people.set_location(survivor, by=cast["ana"], version=0, address=DOOR)
        plan = plans.start(survivor, by=cast["ana"])
        plan_details.add_signal(
            plan, by=cast["ana"], signal=CANARY, audience="neighbour", meaning="x", response="911"
        )
        for typed in (DOOR, CANARY, "Sam Cole", "Sammy Kohl", "Mia Diaz", "312-555-0199", "Rosa Diaz"):
            for slot in ("access_needs", "pets", "spoken_language", "safe_contact"):
                with pytest.raises(RuleBroken) as refused:
                    draft(facts={slot: f"note {typed} here"})
                assert refused.value.field == slot


def test_a_draft_saved_by_two_people_loses_nothing(draft, acting, cast):
    with acting():
        letter = draft()
        letters.edit(letter, by=cast["ana"], version=1, facts=letter.facts)
        with pytest.raises(Stale):
            letters.edit(letter, by=cast["sol"], version=1, facts=letter.facts)


def test_the_log_holds_codes_only(final, acting, cast):
    with acting():
        letters.deliver(final(), by=cast["ana"])
        for entry in AuditEntry.objects.all():
            said = f"{entry.changes} {entry.additional_data} {entry.object_repr}"
            assert "R. D." not in said and "Harbor Shelter" not in said
