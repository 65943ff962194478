"""Lists from outside: numbers and courts made comparable, rows read or refused in words, mappings checked."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time

import pytest

from caseload.foundation.sheets import Unreadable
from orders.choices import Doubt, Refusal
from orders.imports import reading
from orders.imports.mapping import Mapping, mapping_of, read_mapping
from orders.imports.matching import Known, decide
from orders.imports.notices import Told, told_of
from orders.imports.numbers import court_form, exact_form, loose_form
from orders.imports.reading import Raw, read_sheet

NOW = datetime(2026, 11, 7, 18, tzinfo=UTC)
PLAIN = Mapping("America/Chicago")
ROW = {
    "order_number": "26 OP 121", "court": "County Court", "served_on": "2026-11-06", "served_time": "17:05",
    "outcome": "served",
}  # fmt: skip
HEAD = ",".join(ROW)


def read(**cells) -> Told | Refusal:
    return told_of(Raw(2, {**ROW, **cells}), PLAIN, NOW)


def known(key=1, **facts) -> Known:
    given = {
        "order_number": "26 OP 121", "case_number": "", "court_name": "County Court", "court_place": "",
        "order_type": "final",
    }  # fmt: skip
    return Known(key, **{**given, **facts})


def test_numbers_written_in_other_ways_are_one_and_other_numbers_are_not():
    same = ["26 OP 121", "26-op-121", "26OP00121", " 26.O.P.121 ", "２６ OP 121"]
    assert {exact_form(one) for one in same} == {"26.op.121"}
    assert len({exact_form(one) for one in ["1-23", "12-3", "123", "1230", "0-123"]}) == 5
    assert loose_form("1-23") == loose_form("12-3") == "123"
    assert exact_form("--- ") == "" and exact_form("000") == "0"


def test_a_court_is_the_same_whatever_the_order_of_its_words():
    assert court_form("Circuit Court of Cook County") == court_form("COOK COUNTY CIRCUIT  COURT.")
    assert court_form("Cook County Circuit Court") != court_form("Lake County Circuit Court")


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"order_number": " - "}, Refusal.NO_NUMBER),
        ({"order_number": "=1+1"}, Refusal.FORMULA),
        ({"court": "@SUM(A1)"}, Refusal.FORMULA),
        ({"order_number": "9" * 201}, Refusal.LONG),
        ({"note": "a\0b"}, Refusal.NULL),
    ],
)
def test_a_row_that_names_no_order_is_refused(cells, reason):
    assert read(**cells) is reason


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"served_on": "2026-02-30"}, Refusal.DATE),
        ({"served_on": "11/06/2026"}, Refusal.DATE),
        ({"served_on": "0001-01-01"}, Refusal.DATE),
        ({"served_on": ""}, Refusal.NO_DATE),
        ({"served_time": "25:00"}, Refusal.TIME),
        ({"served_time": "soon"}, Refusal.TIME),
        ({"zone": "Mars/Base"}, Refusal.ZONE),
        ({"precision": "hour", "served_time": ""}, Refusal.PRECISION),
        ({"precision": "roughly"}, Refusal.PRECISION),
        ({"outcome": "done"}, Refusal.OUTCOME),
        ({"outcome": ""}, Refusal.OUTCOME),
        ({"order_type": "yellow"}, Refusal.KIND),
        ({"return_filed_on": "2026-13-01"}, Refusal.RETURN_DATE),
        ({"note": "x" * 2001}, Refusal.LONG),
    ],
)
def test_what_cannot_be_read_is_named_and_the_order_it_names_is_kept(cells, reason):
    one = read(**cells)
    assert isinstance(one, Told) and one.problem is reason
    assert one.order_number == "26 OP 121" and all(len(words) <= 2000 for words in one.raw.values())


def test_po_3_a_notice_from_the_future_is_not_believed():
    assert read(served_on="2026-11-07", served_time="12:01").problem is Refusal.FUTURE
    assert read(served_on="2026-11-08", served_time="").problem is Refusal.FUTURE
    assert read(served_on="2026-11-07", served_time="11:59").problem is None


def test_dt_4_a_skipped_time_is_refused_and_a_doubled_one_is_kept_as_both():
    assert read(served_on="2026-03-08", served_time="02:30").problem is Refusal.GAP
    twice = read(served_on="2026-11-01", served_time="01:30")
    assert twice.problem is None and twice.said.either_fold
    assert not read().said.either_fold
    first = read(served_on="", served_time="", served_at="2026-11-01T01:30:00-05:00").said
    second = read(served_on="", served_time="", served_at="2026-11-01T01:30:00-06:00").said
    assert (first.fold, second.fold) == (0, 1) and not second.either_fold
    assert read(served_on="2026-11-01", served_time="01:30", zone="America/Phoenix").said.at == time(1, 30)


def test_only_one_unended_order_that_fits_in_everything_is_certain():
    one = read()
    assert decide(one, [known()]).certain == 1
    assert decide(one, [known(), known(2, has_ended=True)]).certain == 1
    table = [
        ([known(), known(2)], {1: Doubt.SEVERAL, 2: Doubt.SEVERAL}),
        ([known(court_name="Other Court")], {1: Doubt.COURT}),
        ([known(court_name="")], {1: Doubt.COURT}),
        ([known(has_ended=True)], {1: Doubt.ENDED}),
        ([known(order_number="26 OP 1-21")], {1: Doubt.WRITTEN}),
        ([known(order_number="26 OP 1-21", court_name="Other Court")], {}),
        ([known(order_number="27 OP 121")], {}),
    ]
    for orders, doubts in table:
        verdict = decide(one, orders)
        assert verdict.certain is None and verdict.doubts == doubts, orders


def test_the_court_case_number_finds_an_order_unless_another_number_or_the_kind_speaks_against_it():
    both = read(court_case_number="2026-DV-7")
    only_case = read(order_number="", court_case_number="2026-DV-007", order_type="final")
    assert decide(both, [known(order_number="", case_number="2026 DV 7")]).certain == 1
    assert decide(only_case, [known(case_number="2026-DV-7")]).certain == 1
    assert decide(only_case, [known(case_number="2026-DV-7", order_type="peace")]).doubts == {1: Doubt.KIND}
    assert decide(both, [known(case_number="2026-DV-8")]).doubts == {1: Doubt.NUMBERS}
    other = known(order_number="26 OP 9", case_number="2026-DV-7", court_name="Other Court")
    assert decide(both, [other]).doubts == {}
    pair = [known(case_number="2026-DV-7"), known(2, order_number="", case_number="2026-DV-7")]
    assert decide(both, pair).certain == 1


def sheet(data: bytes | str, mapping=PLAIN, **options):
    return read_sheet("list.csv", data if isinstance(data, bytes) else data.encode(), mapping, **options)


def test_encodings_and_separators_of_offices_are_read():
    line = "26 OP 121,Señal Court,2026-11-06,17:05,served"
    plain = f"{HEAD}\n{line}"
    marked = f"\ufeff{HEAD}\r\n{line}\r\n"
    for text, encoding in ((marked, "utf-8"), (plain, "latin-1"), (plain, "utf-16")):
        found = sheet(text.encode(encoding))
        assert found.rows[0].cells["court"] == "Señal Court"
        assert (found.encoding == "cp1252") == (encoding == "latin-1")
    for mark in ";\t|":
        assert sheet(f"{HEAD}\n{line}".replace(",", mark)).rows[0].cells["served_time"] == "17:05"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("", "empty"),
        (f"{HEAD}\n", "no row"),
        (f"{HEAD},court\n", "name each column once"),
        ("a,b\n1,2", "no column order_number"),
        (b"\x81\x8d" * 9, "neither UTF-8"),
        ('{"a": 1}', "expected a list"),
        ("[" * 100_000, "not valid JSON"),
        ("[{", "not valid JSON"),
    ],
)
def test_a_list_that_cannot_be_read_at_all_is_refused_in_one_line(data, words):
    with pytest.raises(Unreadable, match=words) as refused:
        sheet(data)
    assert "\n" not in str(refused.value)


def test_a_list_that_is_too_large_is_not_opened(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "LARGEST", 10)
    with pytest.raises(Unreadable, match="larger than"):
        sheet(f"{HEAD}\n")
    monkeypatch.setattr(reading, "LARGEST", 10_000)
    monkeypatch.setattr(reading, "MOST_ROWS", 2)
    with pytest.raises(Unreadable, match="more than 2 rows"):
        sheet(f"{HEAD}\n" + "1,2,3,4,5\n" * 3)


def test_broken_lines_are_named_and_the_others_read():
    good = "26 OP 121,County Court,2026-11-06,17:05,served"
    found = sheet(f'{HEAD}\n{good}\nonly,three,cells\na\0b,c,d,e,f\n{good}\n"never,closed\n{good}\n')
    assert [row.line for row in found.rows] == [2, 5]
    assert found.refused == [(3, Refusal.CELLS), (4, Refusal.NULL), (6, Refusal.CUT)] and found.is_cut


def test_json_that_is_nested_doubled_or_no_object_is_refused_row_by_row():
    rows = [ROW, {**ROW, "note": {"deep": [1]}}, 7, {**ROW, "court": True}, {**ROW, "note": "a\0"}]
    text = json.dumps({"sent": "today", "notices": rows})[:-2] + ', {"court": "A", "court": "B"}]}'
    found = sheet(text)
    assert [row.line for row in found.rows] == [1]
    assert [reason for _line, reason in found.refused] == [
        Refusal.NESTED, Refusal.NESTED, Refusal.NESTED, Refusal.NULL, Refusal.TWICE,
    ]  # fmt: skip
    assert sheet(json.dumps([{**ROW, "order_number": 121}])).rows[0].cells["order_number"] == "121"


MAPPING = {
    "columns": {"order_number": "Order  No", "court": "Court", "served_at": "Served", "outcome": "Result"},
    "values": {"outcome": {"SVD": "served", "NON EST": "not_found"}, "court": {"CC": "County Court"}},
    "dates": ["MM/DD/YYYY"], "times": ["hh:MM AM"], "zone": "America/New_York",
    "defaults": {"server": "sheriff"}, "how_known": "police",
}  # fmt: skip


def test_a_mapping_says_columns_words_formats_and_zone():
    mapping = mapping_of(MAPPING, "America/Chicago")
    found = sheet("Order No;Court;Served;Result;More\n121;cc;11/06/2026 05:05 PM;non  est;x\n", mapping)
    one = told_of(found.rows[0], mapping, NOW)
    assert (one.court, one.outcome, one.facts["server"], one.facts["source"]) == (
        "County Court", "not_found", "sheriff", "police",
    )  # fmt: skip
    assert (one.said.at, str(one.said.tz)) == (time(17, 5), "America/New_York")
    assert str(one.said.day) == "2026-11-06"
    assert "x" not in one.raw.values(), "a column nobody named is not kept"
    with pytest.raises(Unreadable, match="column 'served' of the mapping is missing"):
        sheet("Order No;Court;Result\n121;cc;svd\n", mapping)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"columns": None}, "expected `columns`"),
        ({"colums": {}}, "there is no 'colums'"),
        ({"columns": {**MAPPING["columns"], "judge": "J"}}, "there is no 'judge'"),
        ({"columns": {"order_number": "N", "served_on": "D", "outcome": "O"}}, "column of the court"),
        ({"columns": {"court": "C", "served_on": "D", "outcome": "O"}}, "order number"),
        ({"columns": {"court": "C", "order_number": "N", "outcome": "O"}}, "day of service"),
        ({"columns": {"court": "C", "order_number": "N", "served_on": "D"}}, "column of the outcome"),
        ({"columns": {**MAPPING["columns"], "court": ["C"]}}, "plain text"),
        ({"values": {"outcome": {"SVD": "handed"}}}, "'handed' is none of"),
        ({"values": {"outcome": "served"}}, "expected names and values"),
        ({"values": {"note": {"a": "b"}}}, "there is no 'note'"),
        ({"dates": ["%d.%m.%Y"]}, "is not made of"),
        ({"dates": []}, "expected a list"),
        ({"zone": "Central"}, "no such time zone"),
        ({"zone": {"a": 1}}, "no such time zone"),
        ({"defaults": {"outcome": "maybe"}}, "'maybe' is none of"),
        ({"how_known": "client_said"}, "notice, police or court_portal"),
    ],
)
def test_a_mapping_that_is_wrong_is_refused_in_one_line(change, words, tmp_path):
    path = tmp_path / "m.json"
    path.write_text(json.dumps({**MAPPING, **change}))
    with pytest.raises(Unreadable, match=words) as refused:
        read_mapping(path, "America/Chicago")
    assert "\n" not in str(refused.value) and str(refused.value).startswith("m.json: ")


def test_a_mapping_that_is_no_yaml_is_refused(tmp_path):
    path = tmp_path / "m.yaml"
    for text in ("a: [", "- 1", "!!python/object:os.system {}", "x: 2026-99-99"):
        path.write_text(text)
        with pytest.raises(Unreadable):
            read_mapping(path, "America/Chicago")
