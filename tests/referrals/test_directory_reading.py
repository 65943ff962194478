"""Directories of every dialect, broken and hostile ones too, become clean records or a line of words."""

from __future__ import annotations

import json

import pytest

from caseload.foundation.sheets import Unreadable
from referrals.imports import clean, needs, privacy
from referrals.imports.reading import read_directory
from referrals.imports.tables import detect
from tests.referrals.helpers import ADDRESSES, SERVICES, ohana_folder, write_csv


def read(folder, **options):
    return read_directory(folder, source="test", **options)


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("(443) 910-2640", "+14439102640"),
        ("650 780-7525", "+16507807525"),
        ("1-800-799-7233", "+18007997233"),
        ("+1 (410) 555.0100", "+14105550100"),
        ("(800) 370-LEAD", "+18003705323"),
        ("410-555-0100 ext. 12", "+14105550100"),
        ("(311)    -", "311"),
        ("(   ) 911-", "911"),
        ('"+44 1234 234567"', "+441234234567"),
        ("(F41) 396-5550", ""),
        ("(410) 526-985", ""),
        ("(3  )    -", ""),
        ("(   ) -  -    ", ""),
        ("call the office", ""),
        ("", ""),
    ],
)
def test_phone_numbers_are_understood_or_left_out(written, dialled):
    assert clean.phone(written) == dialled


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("www.aijustice.org", "https://www.aijustice.org"),
        ("http://example.org/a?b=c", "http://example.org/a?b=c"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("info@example.org", ""),
        ("http://", ""),
        ("http://[::1", ""),
    ],
)
def test_only_web_addresses_become_links(written, kept):
    assert clean.website(written) == kept


def test_text_keeps_its_lines_and_loses_its_outer_spaces():
    assert clean.text("  one  \r\n two\t three \n\n\n\n four ") == "one\ntwo three\n\nfour"


def test_formula_text_stays_text():
    assert clean.line("=HYPERLINK(1)") == "=HYPERLINK(1)"


@pytest.mark.parametrize(
    "words",
    [
        "Confidential Address", "the address is confidential", "Location: undisclosed", "Call for location.",
        "Undisclosed location", "(address not published)", "dirección confidencial",
        "Llame para la dirección", "Site is kept strictly confidential",
    ],
)  # fmt: skip
def test_words_that_hide_a_place(words):
    assert privacy.says_confidential([words])


@pytest.mark.parametrize(
    "words",
    ["All services are confidential.", "Confidential counseling", "Call for an appointment", "Private rooms"],
)
def test_words_that_hide_nothing(words):
    assert not privacy.says_confidential([words])


@pytest.mark.parametrize(
    ("column", "value", "hides"),
    [("AddressIsPrivate", "TRUE", True), ("address_is_private", "no", False), ("hide_address", "1", True),
     ("do_not_display", "yes", True), ("private_insurance", "yes", False), ("confidential", "", False)],
)  # fmt: skip
def test_columns_that_hide_a_place(column, value, hides):
    assert privacy.flagged({column: value}) is hides


def test_a_small_directory_is_read_whole(tmp_path):
    found = read(ohana_folder(tmp_path))
    assert found.format == "ohana"
    assert (len(found.organizations), len(found.locations), len(found.services)) == (2, 3, 3)
    assert found.organizations["1"].name == "Harbor Homes"
    assert found.organizations["1"].description == "First line\nSecond line"
    assert found.organizations["1"].website == "https://harbor.example.org"
    assert found.services["100"].organization == "1"
    assert found.links == {("100", "101"), ("101", "101"), ("101", "102")}
    assert found.categories["102"].parent == "101"


def test_every_row_is_accounted_for(tmp_path):
    found = read(ohana_folder(tmp_path))
    for name, tally in found.tallies.items():
        assert tally.imported + tally.merged + tally.withheld + tally.rejected == tally.rows, name
    assert found.tallies["phones"].merged == 1
    assert found.tallies["addresses (physical)"].withheld == 1
    reasons = {(p.file, p.line): p.reason for p in found.problems}
    assert "does not exist" in reasons["addresses.csv", 5]
    assert "no street" in reasons["addresses.csv", 4]
    assert "not a phone number" in reasons["phones.csv", 5]


def test_nothing_that_leads_to_a_confidential_place_is_kept(tmp_path):
    found = read(ohana_folder(tmp_path))
    hidden = found.locations["11"]
    assert hidden.confidential and found.services["101"].confidential
    everything = repr(found).lower()
    for secret in ("hidden elm", "21299", "towson", "behind the mill", "39.5", "nora keeper"):
        assert secret not in everything, secret
    assert "omar desk" in everything
    assert found.locations["10"].latitude is not None


def test_a_blank_street_is_no_error_and_hides_only_a_refuge(tmp_path):
    services = [
        dict(SERVICES[0]),
        {**SERVICES[1], "description": "A domestic violence shelter."},
        SERVICES[2],
    ]
    addresses = [ADDRESSES[0], {**ADDRESSES[1], "address_1": ""}, ADDRESSES[2]]
    found = read(ohana_folder(tmp_path, services=services, addresses=addresses))
    assert found.locations["11"].confidential
    assert not found.locations["12"].confidential


def test_what_is_known_to_be_hidden_stays_hidden(tmp_path):
    folder = ohana_folder(tmp_path)
    before = read(folder)
    assert not before.locations["10"].confidential
    after = read(folder, hidden={before.locations["10"].uuid})
    assert after.locations["10"].confidential
    assert "5 north street" not in repr(after).lower()
    by_service = read(folder, hidden={before.services["100"].uuid})
    assert by_service.locations["10"].confidential and by_service.services["100"].confidential


@pytest.mark.parametrize(
    ("encoding", "newline"), [("utf-8", "\r\n"), ("utf-8-sig", "\n"), ("cp1252", "\n"), ("utf-16", "\n")]
)
def test_encodings_make_no_difference(tmp_path, encoding, newline):
    plain = read(ohana_folder(tmp_path / "a"))
    other = read(ohana_folder(tmp_path / "b", encoding=encoding, newline=newline))
    assert other.services == plain.services
    assert other.organizations == plain.organizations


def test_ids_are_the_same_each_time_and_differ_by_source(tmp_path):
    folder = ohana_folder(tmp_path)
    assert read(folder).services["100"].uuid == read(folder).services["100"].uuid
    assert read_directory(folder, source="other").services["100"].uuid != read(folder).services["100"].uuid


def damage(folder, name, change):
    path = folder / name
    path.write_bytes(change(path.read_bytes()))


@pytest.mark.parametrize(
    ("name", "change", "words"),
    [
        ("services.csv", lambda b: b"", "empty"),
        ("services.csv", lambda b: b.replace(b"name", b"title", 1), "'name' is missing"),
        ("services.csv", lambda b: b + b'"an open quote', "line"),
        ("services.csv", lambda b: b"id,id,name\n1,2,3\n", "once"),
        ("services.csv", lambda b: b + b"x\x81\x8d", "neither"),
        ("organizations.csv", lambda b: b + b"9," + b"x" * 200_000 + b",,\n", "line"),
        ("organizations.csv", lambda b: b"," * 400 + b"\n", "columns"),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused_in_one_line(tmp_path, name, change, words):
    folder = ohana_folder(tmp_path)
    damage(folder, name, change)
    with pytest.raises(Unreadable) as refused:
        read(folder)
    assert words in str(refused.value) and "\n" not in str(refused.value)


def test_broken_rows_are_named_and_skipped(tmp_path):
    folder = ohana_folder(tmp_path)
    damage(
        folder,
        "organizations.csv",
        lambda b: b + b"7,Too few\n8,Nul\x00,x,y\n,No id,x,y\n1,Again,x,y\n9,,x,y\n",
    )
    found = read(folder)
    reasons = [p.reason for p in found.problems if p.file == "organizations.csv"]
    assert len(found.organizations) == 2
    assert [r.split("'")[0].strip() for r in reasons] == [
        "2 cells where the first line names 4 columns", "contains a null character", "no id", "id", "no name",
    ]  # fmt: skip
    assert found.tallies["organizations"].rejected == 5


def test_dangling_links_are_kept_out_and_told(tmp_path):
    services = [*SERVICES, {**SERVICES[0], "id": "103", "location_id": "77", "taxonomy_ids": "999"}]
    found = read(ohana_folder(tmp_path, services=services))
    assert found.services["103"].organization == ""
    assert ("103", "77") not in found.sites
    assert sum("'103'" in p.reason for p in found.problems) == 2


def test_a_folder_that_is_no_directory_is_refused(tmp_path):
    with pytest.raises(Unreadable, match="not a directory we know"):
        detect(tmp_path)
    with pytest.raises(Unreadable, match="no such folder"):
        detect(tmp_path / "absent")


def hsds_folder(where):
    where.mkdir(exist_ok=True)
    org, loc, service = (f"0000000{n}-1111-4222-8333-444444444444" for n in (1, 2, 3))
    write_csv(where / "organizations.csv", [{"id": org, "name": "Harbor", "description": "d"}])
    write_csv(
        where / "locations.csv",
        [{"id": loc, "location_type": "redacted", "organization_id": org, "name": "House"}],
    )
    write_csv(
        where / "services.csv", [{"id": service, "organization_id": org, "name": "Shelter", "status": "odd"}]
    )
    write_csv(where / "service_at_location.csv", [{"id": "1", "service_id": service, "location_id": loc}])
    write_csv(where / "addresses.csv", [{"id": "1", "location_id": loc,
        "address_1": "77 Hidden Elm Street", "city": "Towson",
              "state_province": "MD", "postal_code": "21299", "country": "US",
                  "address_type": "physical"}])  # fmt: skip
    write_csv(
        where / "schedules.csv",
        [{"id": "1", "service_id": service, "byday": "MO,TU", "opens_at": "08:00", "closes_at": "17:00"}],
    )
    write_csv(where / "languages.csv", [{"id": "1", "service_id": service, "name": "Spanish", "code": "es"}])
    return where, service, loc


def test_hsds_3_is_read_with_its_small_tables(tmp_path):
    folder, service, loc = hsds_folder(tmp_path)
    found = read(folder)
    assert found.format == "hsds"
    assert str(found.services[service].uuid) == service
    assert found.services[service].hours == "MO,TU 08:00–17:00"
    assert found.services[service].languages == "Spanish"
    assert found.services[service].status == "inactive"
    assert found.locations[loc].confidential and not found.addresses


def test_any_csv_is_read_by_a_mapping(tmp_path):
    write_csv(tmp_path / "providers.csv", [
        {"Nr": "a", "Title": "Harbor", "Where": "12 Main St, Tampa, FL 33602",
            "Call": "main: 813-555-0100; fax: 813-555-0101"},
    ])  # fmt: skip
    mapping = tmp_path / "mapping.json"
    mapping.write_text(json.dumps({"providers": {
        "Nr": {"model": "locations", "field": "id"},
        "Title": {"model": "locations", "field": "name"},
        "Where": {"model": "physical_address", "field": "address_1", "foreign_key_name": "location_id",
                  "foreign_key_value": "Nr"},
        "Call": {"model": "phones", "field": "number", "foreign_key_name": "location_id",
            "foreign_key_value": "Nr"},
    }}))  # fmt: skip
    with pytest.raises(Unreadable, match="no organization and no service"):
        read(tmp_path, mapping=mapping)
    named = json.loads(mapping.read_text())
    named["providers"]["Title"] = {"model": "organizations", "field": "name"}
    named["providers"]["Nr"] = {"model": "organizations", "field": "id"}
    mapping.write_text(json.dumps(named))
    found = read(tmp_path, mapping=mapping)
    assert found.organizations["a"].name == "Harbor"


@pytest.mark.parametrize(
    "text",
    ["", "[]", "a: b", "a: {b: c}", "{", "x: {y: {model: 1, field: z}}", "../x: {y: {model: a, field: b}}"],
)
def test_a_mapping_that_makes_no_sense_is_refused(tmp_path, text):
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(text)
    with pytest.raises(Unreadable, match=r"mapping\.yaml"):
        read(tmp_path, mapping=mapping)


def test_needs_follow_categories_first_then_words():
    assert "shelter" in needs.needs_of(categories=["Emergency Shelter"], head="House", body="")
    assert needs.needs_of(categories=[], head="Thing", body="Legal aid clinic") == ["health", "legal"]
    assert needs.needs_of(categories=[], head="Thing", body="") == ["other"]
    assert "shelter" not in needs.needs_of(categories=[], head="Animal Control and Shelter", body="")
    assert needs.serves(["Women and children. No pets."]) == {"children": True, "men": None, "pets": False}
    assert needs.languages_of("Spanish and German", "ASL") == ["es", "de", "ase"]
