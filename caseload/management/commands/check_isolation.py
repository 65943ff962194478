"""Report what keeps agencies apart in the database."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.core.management.base import CommandParser

from caseload.foundation.commands import LanternCommand, Refused
from caseload.foundation.isolation import Finding, findings


class Command(LanternCommand):
    help = "Report every agency-owned table and what protects it; exit 1 on a gap."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--gaps", action="store_true", help="show gaps only")

    def handle(self, *args: Any, **options: Any) -> None:
        tables: dict[str, list[Finding]] = defaultdict(list)
        for finding in findings():
            tables[finding.table].append(finding)
        gaps = [f for rows in tables.values() for f in rows if not f.holds]
        for table, rows in sorted(tables.items()):
            missing = [f.lock for f in rows if not f.holds]
            if missing or not options["gaps"]:
                words = f"GAP: {'; '.join(missing)}" if missing else f"{len(rows)} locks hold"
                self.stdout.write(f"{table:40} {words}")
        if gaps:
            raise Refused(f"{len(gaps)} gaps in {len({f.table for f in gaps})} tables", returncode=1)
        self.stdout.write(
            f"{sum(map(len, tables.values()))} locks on {len(tables)} tables and roles: no gap."
        )
