"""`manage.py import_service_notices PATH --agency SLUG`: a court's or sheriff's list of services."""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from caseload.foundation.atomic import savepoint
from caseload.foundation.commands import Bar, LanternCommand, Refused
from caseload.foundation.context import acting_as
from caseload.foundation.sheets import Unreadable, take
from caseload.models import Agency
from caseload.queries import agency_by_slug
from orders.actions import notices
from orders.actions.notices import Report
from orders.imports.mapping import Mapping, read_mapping
from orders.imports.reading import FORMATS, LARGEST, Sheet, read_sheet


class _Rehearsed(Exception):
    """Ends a dry run: everything was tried, nothing is kept."""


class Command(LanternCommand):
    help = (
        "Take in a list of services (CSV or JSON): record what fits one order in everything, queue what fits "
        "in part, keep nothing of the rest. Exit code 1: some rows could not be read, 2: nothing was done."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, help="the list")
        parser.add_argument("--agency", required=True, help="slug of the agency")
        parser.add_argument("--mapping", type=Path, help="YAML or JSON: which column means what")
        parser.add_argument("--format", choices=FORMATS, default="auto")
        parser.add_argument("--source", default="", help="name of the office, shown beside its notices")
        parser.add_argument("--dry-run", action="store_true", help="try everything, keep nothing")
        parser.add_argument("--rejects", type=Path, help="write lines that could not be read to this file")

    def handle(self, *args: Any, **options: Any) -> None:
        agency = agency_by_slug(options["agency"])
        if agency is None:
            raise Refused(f"no agency {options['agency']!r}")
        path: Path = options["path"]
        try:
            mapping = self.mapping(options["mapping"], agency)
            data = take(path, LARGEST)
            sheet = read_sheet(path.name, data, mapping, options["format"])
        except Unreadable as error:
            raise Refused(str(error)) from error
        if options["rejects"]:
            self.check_writable(options["rejects"])
        report = self.take_in(sheet, data, mapping, agency, options)
        self.report(sheet, report, dry=options["dry_run"])
        self.rejects(sheet, report, options["rejects"])
        if report.refused:
            raise Refused(f"{len(report.refused):,} rows could not be read; all others are done", 1)

    def mapping(self, path: Path | None, agency: Agency) -> Mapping:
        return read_mapping(path, agency.timezone) if path else Mapping(agency.timezone)

    def take_in(
        self, sheet: Sheet, data: bytes, mapping: Mapping, agency: Agency, options: dict[str, Any]
    ) -> Report:
        bar = Bar(self.stderr, on=sys.stderr.isatty() and options["verbosity"] > 0)
        found = notices.read_notices(sheet, mapping)
        found_in = {"agency": agency, "by": None, "channel": "command", "source": options["source"]}
        try:
            if not options["dry_run"]:
                return notices.take_in(sheet, data, found, watch=bar.show, **found_in)
            try:
                with acting_as(agency, source="command"), savepoint():
                    report = notices.take_in(sheet, data, found, watch=bar.show, **found_in)
                    raise _Rehearsed
            except _Rehearsed:
                return report
        finally:
            bar.end()

    def report(self, sheet: Sheet, report: Report, *, dry: bool) -> None:
        """How much became of what; the numbers are the operator's, and nobody's names are in them."""
        latin = " (not UTF-8: read as Latin-1, Windows-1252)" if sheet.encoding == "cp1252" else ""
        self.stdout.write(f"Format: {sheet.format}{latin}{' (dry run: nothing was kept)' if dry else ''}")
        counts = report.counts
        for number, words in (
            (report.batch.rows, "rows"), (counts["recorded"], "recorded"),
            (counts["repeated"], "known already"), (counts["queued"], "wait for a person"),
            (counts["unmatched"], "fit no order of this agency; nothing of them is kept"),
            (len(report.refused), "could not be read"),
        ):  # fmt: skip
            self.stdout.write(f"{number:>8,} {words}")
        if sheet.is_cut:
            self.stdout.write("The list ends in broken quotes: send it again when it is whole.")

    def rejects(self, sheet: Sheet, report: Report, path: Path | None) -> None:
        """The lines that could not be read and why, never what they say."""
        if path is None:
            if report.refused:
                self.stdout.write("See which with --rejects FILE")
            return
        name = f"'{sheet.name}" if sheet.name[:1] in "=+-@\t" else sheet.name
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["file", "line", "reason"])
            writer.writerows([name, line, reason.label] for line, reason in report.refused)
        self.stdout.write(f"{len(report.refused):,} lines in {path}")

    def check_writable(self, path: Path) -> None:
        """Before anything is done: a file that cannot be written is no place for what went wrong."""
        try:
            path.open("a").close()
        except OSError as error:
            raise Refused(f"{path}: {error.strerror}") from error
