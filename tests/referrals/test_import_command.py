"""`import_directory`: whole or not at all, the same again changes nothing, and nobody else's is touched."""

from __future__ import annotations

import csv
import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from caseload.foundation.context import acting_as
from referrals.actions import importing, resources
from referrals.imports.reading import read_directory
from referrals.models import (
    Address,
    Contact,
    Location,
    Organization,
    Phone,
    Resource,
    ResourceCategory,
    Source,
)
from tests.referrals.helpers import SERVICES, ohana_folder, shared_data

pytestmark = pytest.mark.django_db


def run(path, agency, **options) -> str:
    out = io.StringIO()
    call_command("import_directory", str(path), agency=agency.slug, stdout=out, **options)
    return out.getvalue()


def test_a_directory_is_stored_and_counted(tmp_path, agency, acting):
    said = run(ohana_folder(tmp_path / "harbor"), agency)
    assert "created" in said and "1 confidential location" in said
    with acting():
        assert (Organization.objects.count(), Resource.objects.count()) == (2, 3)
        assert Source.objects.get().name == "harbor"
        shelter = Resource.objects.get(name="Domestic violence shelter")
        assert shelter.needs == ["financial", "housing", "shelter"] and shelter.serves_children is True
        assert shelter.confidential and "2129" not in shelter.places
        rent = Resource.objects.get(name="Rent help")
        assert rent.language_codes == ["es"] and "Baltimore" in rent.places and rent.search


def test_the_same_again_changes_nothing(tmp_path, agency, acting):
    folder = ohana_folder(tmp_path)
    run(folder, agency)
    with acting():
        refs = set(Resource.objects.values_list("ref", "version"))
    said = run(folder, agency)
    assert "\n0 created\n0 updated\n" in said
    with acting():
        assert set(Resource.objects.values_list("ref", "version")) == refs


def test_a_changed_row_is_updated_and_a_vanished_one_is_kept(tmp_path, agency, acting):
    run(ohana_folder(tmp_path), agency)
    changed = [{**SERVICES[0], "description": "New words"}, SERVICES[1]]
    said = run(ohana_folder(tmp_path, services=changed), agency)
    assert "1 updated" in said and "1 resources of this directory are no longer in it; kept" in said
    with acting():
        rent = Resource.objects.get(name="Rent help")
        assert rent.description == "New words" and rent.version == 2
        assert Resource.objects.count() == 3


def test_a_dry_run_keeps_nothing(tmp_path, agency, acting):
    said = run(ohana_folder(tmp_path), agency, dry_run=True)
    assert "dry run" in said and "created" in said
    with acting():
        assert not Resource.objects.exists() and not Source.objects.exists()


def test_left_out_rows_go_to_a_file_with_line_and_reason(tmp_path, agency):
    errors = tmp_path / "errors.csv"
    run(ohana_folder(tmp_path / "d"), agency, errors=errors)
    rows = list(csv.DictReader(errors.open()))
    assert {"file": "addresses.csv", "line": "5", "reason": "location '99' does not exist"} in rows


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"agency": "nobody"}, "no agency"),
        ({"path": "/absent"}, "no such folder"),
        ({"format": "csv"}, "--mapping"),
    ],
)
def test_bad_input_is_one_line_and_exit_2(tmp_path, agency, options, words):
    folder = ohana_folder(tmp_path)
    asked = {"agency": agency.slug, **options}
    with pytest.raises(CommandError, match=words) as refused:
        call_command("import_directory", asked.pop("path", str(folder)), **asked)
    assert refused.value.returncode == 2 and "\n" not in str(refused.value)


def test_a_failure_halfway_leaves_nothing(tmp_path, agency, acting, monkeypatch):
    def broken(ids):
        raise RuntimeError("power cut")

    monkeypatch.setattr(importing.search_index, "refresh", broken)
    with pytest.raises(RuntimeError):
        run(ohana_folder(tmp_path), agency)
    with acting():
        assert not Organization.objects.exists()


def test_an_import_never_clears_a_confidential_mark(tmp_path, agency, acting, cast):
    folder = ohana_folder(tmp_path)
    run(folder, agency)
    with acting():
        rent = Resource.objects.get(name="Rent help")
        assert Address.objects.filter(line_1="5 North Street").exists()
        rent.confidential = True
        resources.edit(rent, by=cast["ana"], version=rent.version, needs=rent.needs)
        assert not Address.objects.filter(line_1="5 North Street").exists()
    run(folder, agency)
    run(ohana_folder(tmp_path, services=[{**s, "description": "Changed"} for s in SERVICES]), agency)
    with acting():
        assert Resource.objects.get(name="Rent help").confidential
        assert Location.objects.get(name="Main office").confidential
        assert not Address.objects.filter(line_1="5 North Street").exists()
        assert not Contact.objects.filter(name="Omar Desk").exists()


def test_what_a_person_checked_survives_an_import(tmp_path, agency, acting, cast):
    run(ohana_folder(tmp_path), agency)
    with acting():
        rent = Resource.objects.get(name="Rent help")
        resources.edit(rent, by=cast["ana"], version=1, verified=True, needs=["food"], serves_pets=True)
    run(ohana_folder(tmp_path, services=[{**s, "description": "Changed"} for s in SERVICES]), agency)
    with acting():
        rent = Resource.objects.get(name="Rent help")
        assert rent.description == "Changed"
        assert rent.needs == ["food"] and rent.serves_pets and rent.verified_by == cast["ana"]


def test_two_agencies_keep_apart(tmp_path, agency, other_agency, acting):
    folder = ohana_folder(tmp_path)
    run(folder, agency)
    said = run(folder, other_agency)
    assert "\n0 updated" in said
    with acting():
        mine = set(Resource.objects.values_list("ref", flat=True))
    with acting_as(other_agency, source="command"):
        theirs = set(Resource.objects.values_list("ref", flat=True))
    assert len(mine) == len(theirs) == 3 and not mine & theirs


def test_the_database_itself_refuses_an_address_of_a_hidden_place(tmp_path, agency, acting):
    run(ohana_folder(tmp_path), agency)
    with acting():
        hidden = Location.objects.get(name="Safe house")
        with pytest.raises(Exception, match="confidential location"), transaction.atomic():
            Address.objects.create(location=hidden, line_1="77 Hidden Elm Street")


def test_no_street_of_a_hidden_place_is_anywhere_in_the_database(tmp_path, agency, acting):
    run(ohana_folder(tmp_path), agency)
    with acting(), connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.startswith(("referrals_", "caseload_auditentry")):
                cursor.execute(f"SELECT string_agg(t::text, ' ') FROM {table} AS t")
                found = (cursor.fetchone()[0] or "").lower()
                for secret in ("hidden elm", "21299", "behind the mill", "nora keeper"):
                    assert secret not in found, (table, secret)


@pytest.mark.slow
def test_baltimore_is_stored_whole_and_twice_the_same(agency, acting):
    folder = shared_data() / "directories" / "baltimore_charmcare"
    run(folder, agency)
    with acting():
        assert Organization.objects.count() == 748
        assert Location.objects.count() == 1482
        assert Resource.objects.count() == 1876
        assert ResourceCategory.objects.count() == 7635
        assert Phone.objects.count() == 7136
        directory = read_directory(folder, source=folder.name, hidden=importing.hidden_now())
        again = importing.store(directory, source=folder.name)
        assert again.created.total() == again.updated.total() == 0
