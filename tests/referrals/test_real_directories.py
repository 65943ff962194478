"""The real directories: every count that was measured in them is met, twice the same."""

from __future__ import annotations

import json

import pytest

from referrals.imports.reading import read_directory
from tests.referrals.helpers import shared_data


@pytest.fixture(scope="module")
def data():
    return shared_data()


@pytest.fixture(scope="module")
def baltimore(data):
    return read_directory(data / "directories" / "baltimore_charmcare", source="baltimore")


def expected(folder):
    return json.loads((folder / "EXPECTED.json").read_text())


def test_baltimore_counts_are_met(data, baltimore):
    want = expected(data / "directories" / "baltimore_charmcare")
    rows = {name: tally.rows for name, tally in baltimore.tallies.items()}
    assert rows["organizations"] == want["rows"]["organizations"] == len(baltimore.organizations)
    assert rows["locations"] == want["rows"]["locations"] == len(baltimore.locations)
    assert rows["services"] == want["rows"]["services"] == len(baltimore.services)
    assert rows["contacts"] == want["rows"]["contacts"]
    assert rows["addresses (physical)"] == want["rows"]["addresses"]
    assert rows["addresses (postal)"] == want["rows"]["mail_addresses"]
    assert rows["taxonomy_terms"] == want["rows"]["categories"] == len(baltimore.categories)
    assert rows["attributes"] == want["service_categories"]["links"]
    assert len(baltimore.links) == want["service_categories"]["distinct_links"]
    assert len(baltimore.sites) == want["rows"]["services"] - want["dangling"]["services.location_id_blank"]
    for name, tally in baltimore.tallies.items():
        assert tally.imported + tally.merged + tally.withheld + tally.rejected == tally.rows, name


def test_baltimore_phones_are_understood(data, baltimore):
    want = expected(data / "directories" / "baltimore_charmcare")
    tally = baltimore.tallies["phones"]
    assert tally.rows == want["rows"]["phones"]
    assert tally.merged == want["duplicate_phone_rows_ignoring_id"]
    assert tally.rejected == want["phones"]["invalid"] + want["phones"]["blank"]
    assert sum(len(p.number) == 3 for p in baltimore.phones.values()) == want["phones"]["short_code"]
    assert {p.kind for p in baltimore.phones.values()} == set(want["phone_number_types"])


def test_baltimore_dangling_rows_are_reported_by_line(data, baltimore):
    want = expected(data / "directories" / "baltimore_charmcare")
    dangling = [
        p for p in baltimore.problems if p.file == "mail_addresses.csv" and "does not exist" in p.reason
    ]
    assert len(dangling) == want["dangling"]["mail_addresses.location_id"]
    assert all(p.line > 1 for p in baltimore.problems)
    blank = baltimore.tallies["addresses (physical)"]
    hidden_blank = want["blank_required"]["addresses.address_1"] - blank.rejected
    assert 0 <= hidden_blank <= blank.withheld


def test_baltimore_confidential_places_lost_their_doors(baltimore):
    hidden = {key for key, place in baltimore.locations.items() if place.confidential}
    names = {baltimore.locations[key].name for key in hidden}
    assert {"Caithness Shelter Home", "Chara House", "Family Crisis Resource Center, Inc. (FCRC)"} <= names
    assert not any(address.location in hidden for address in baltimore.addresses.values())
    assert all(baltimore.locations[key].latitude is None for key in hidden)
    caithness = repr([r for r in baltimore.services.values() if "Caithness" in r.name])
    assert "Washburn" not in caithness


def test_florida_is_read_by_its_mapping(data):
    folder = data / "directories" / "florida_legal_aid"
    found = read_directory(folder, source="florida", mapping=folder / "florida_mapping.yaml")
    want = expected(folder)
    assert len(found.organizations) == want["rows"]["organizations"]
    assert len(found.locations) == want["rows"]["locations"]
    assert len(found.services) == want["rows"]["services"]
    sites = [o.website for o in found.organizations.values() if o.website]
    assert all(site.startswith("http") for site in sites) and len(sites) >= want["urls_without_scheme"]
    state_only = [p for p in found.problems if "no street" in p.reason]
    assert len(state_only) >= want["location_address"]["state_only"]
    street = next(a for a in found.addresses.values() if a.line_1 == "100 E. Robinson St.")
    assert (street.city, street.state) == ("Orlando", "FL")


def test_ohana_sample_and_hsds_examples_are_read(data):
    sample = read_directory(data / "directories" / "ohana_sample", source="sample")
    assert (len(sample.organizations), len(sample.services), len(sample.categories)) == (8, 23, 290)
    assert sample.locations["22"].hours.startswith("Monday 08:00–17:00")
    for version in ("3.0", "3.1-dev"):
        found = read_directory(data / "hsds" / version / "examples" / "csv", source=version)
        assert found.format == "hsds"
        assert (len(found.organizations), len(found.services), len(found.phones)) == (1, 1, 1)
        assert any("does not exist" in p.reason for p in found.problems)
