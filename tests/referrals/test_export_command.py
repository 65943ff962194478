"""`export_directory`: what goes out comes back the same, and no confidential door goes out."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from referrals.imports.reading import read_directory
from referrals.imports.writing import harmless
from referrals.models import Location, Resource
from tests.referrals.helpers import ORGANIZATIONS, ohana_folder

pytestmark = pytest.mark.django_db


def load(path, agency):
    call_command("import_directory", str(path), agency=agency.slug, stdout=io.StringIO())


def export(agency, out: Path) -> Path:
    call_command("export_directory", agency=agency.slug, out=out, stdout=io.StringIO())
    return out


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_export_import_export_is_the_same_byte_for_byte(tmp_path, agency, other_agency, acting):
    load(ohana_folder(tmp_path / "source"), agency)
    first = export(agency, tmp_path / "first")
    load(first, other_agency)
    second = export(other_agency, tmp_path / "second")
    assert contents(first) == contents(second)
    assert {"organizations.csv", "services.csv", "attributes.csv", "datapackage.json"} <= set(contents(first))


def test_nothing_of_a_confidential_place_goes_out(tmp_path, agency, acting):
    load(ohana_folder(tmp_path / "source"), agency)
    everything = b"".join(contents(export(agency, tmp_path / "out")).values()).lower()
    for secret in (b"hidden elm", b"21299", b"towson", b"39.5", b"behind the mill", b"nora keeper"):
        assert secret not in everything, secret
    assert b"(800) 799-7233" in everything
    with acting():
        hidden = Location.objects.get(name="Safe house")
    rows = list(csv.DictReader((tmp_path / "out" / "locations.csv").open()))
    row = next(row for row in rows if row["id"] == str(hidden.uuid))
    assert row["location_type"] == "virtual" and not row["latitude"] and not row["transportation"]
    back = read_directory(tmp_path / "out", source="x")
    assert back.locations[str(hidden.uuid)].confidential


@pytest.mark.parametrize("cell", ["=1+1", "+SUM(A1)", "-2", "@cmd", "'=quoted", "''", "plain", "O'Neil"])
def test_formulas_go_out_as_text_and_come_back_as_they_were(tmp_path, agency, acting, cell):
    assert harmless(cell)[0] not in "=+-@"
    organizations = [{**ORGANIZATIONS[0], "name": f"x{cell}", "description": cell}, ORGANIZATIONS[1]]
    load(ohana_folder(tmp_path / "source", organizations=organizations), agency)
    read = read_directory(tmp_path / "source", source="source").organizations["1"]
    out = read_directory(export(agency, tmp_path / "out"), source="x")
    same = next(row for row in out.organizations.values() if row.name == read.name)
    assert same.description == read.description


def test_a_folder_in_use_or_no_agency_is_refused(tmp_path, agency):
    (tmp_path / "file").write_text("x")
    with pytest.raises(CommandError, match="empty") as refused:
        export(agency, tmp_path)
    assert refused.value.returncode == 2
    with pytest.raises(CommandError, match="no agency"):
        call_command("export_directory", agency="nobody", out=tmp_path / "new")


def test_an_empty_directory_is_an_empty_package(tmp_path, agency, acting):
    with acting():
        assert not Resource.objects.exists()
    assert list(contents(export(agency, tmp_path / "out"))) == ["datapackage.json"]
