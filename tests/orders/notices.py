"""Lists of services as offices send them, invented, and the orders some of them are about."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from django.core.management import CommandError, call_command

from tests import factories
from tests.orders.conftest import make_order, said

COURT = "Lakeside County Circuit Court"
FIELDS = (
    "order_number",
    "court_case_number",
    "court",
    "served_on",
    "served_time",
    "outcome",
    "server",
    "note",
)
ARRIVES = "2026-11-07T08:00-06:00"


def row(number: str = "26 OP 121", **cells: Any) -> dict[str, Any]:
    given = {
        "order_number": number, "court": COURT, "served_on": "2026-11-06", "served_time": "17:05",
        "outcome": "served", "server": "sheriff",
    }  # fmt: skip
    return {**given, **cells}


def strangers(number: int) -> list[dict[str, Any]]:
    """Services of orders that nobody here works on."""
    return [row(f"99 ZZ {90_000 + i}", note=f"Stranger {i}") for i in range(number)]


def as_csv(rows: list[dict[str, Any]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, FIELDS, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def order_of(cast, number: str = "26 OP 121", by: str = "ana", case=None, **facts):
    """An order with this number on a case of its own; call inside an acting context."""
    case = case or factories.make_case(by=cast[by])
    facts = {"order_number": number, "court_name": COURT, **facts}
    return make_order(case, cast[by], issued=said("2026-11-02"), **facts)


def run(path, rows, agency, *, code: int = 0, name: str = "list.csv", **options: Any) -> str:
    """The command on these rows (or this text); returns what it said, after holding it to its exit code."""
    file = path / name
    text = rows if isinstance(rows, str) else (json.dumps(rows) if name.endswith("json") else as_csv(rows))
    file.write_text(text, encoding="utf-8")
    out = io.StringIO()
    try:
        call_command("import_service_notices", str(file), agency=agency.slug, stdout=out, **options)
    except CommandError as error:
        assert error.returncode == code, error
        assert "\n" not in str(error)
        return f"{out.getvalue()}{error}"
    assert code == 0, out.getvalue()
    return out.getvalue()


def counts(said_: str) -> dict[str, int]:
    """What the command counted, by the first word of each line."""
    lines = [
        line.split(maxsplit=1) for line in said_.splitlines() if line[:8].strip().replace(",", "").isdigit()
    ]
    return {words.split()[0]: int(number.replace(",", "")) for number, words in lines}
