"""`manage.py import_directory PATH --agency SLUG`: read a resource directory into an agency."""

from __future__ import annotations

import csv
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from caseload.foundation.atomic import savepoint
from caseload.foundation.commands import Bar
from caseload.foundation.context import acting_as
from caseload.foundation.sheets import Unreadable
from caseload.queries import agency_by_slug
from referrals.actions import importing
from referrals.imports.reading import read_directory
from referrals.imports.records import Directory
from referrals.imports.tables import FORMATS


class _Rehearsed(Exception):
    """Ends a dry run: everything was tried, nothing is kept."""


class Command(BaseCommand):
    help = "Read a directory of resources (HSDS 3, Ohana, or any CSV with a mapping) into one agency."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="folder with the CSV files")
        parser.add_argument("--agency", required=True, help="slug of the agency")
        parser.add_argument("--format", choices=FORMATS, default="auto")
        parser.add_argument(
            "--mapping", type=Path, help="YAML or JSON: which column of a plain CSV means what"
        )
        parser.add_argument(
            "--source", help="name of the directory, the same at each import (default: folder name)"
        )
        parser.add_argument("--dry-run", action="store_true", help="try everything, keep nothing")
        parser.add_argument("--errors", type=Path, help="write rows that were left out to this CSV file")

    def handle(self, *args: Any, **options: Any) -> None:
        agency = agency_by_slug(options["agency"])
        if agency is None:
            raise CommandError(f"no agency {options['agency']!r}", returncode=2)
        path: Path = options["path"]
        source = (options["source"] or path.resolve().name)[:120]
        bar = Bar(self.stderr, on=sys.stderr.isatty() and options["verbosity"] > 0)
        try:
            with acting_as(agency, source="command"), savepoint():
                directory = read_directory(
                    path, source=source, format=options["format"], mapping=options["mapping"],
                    hidden=importing.hidden_now(), progress=lambda file: bar.show(f"reading {file}", 0, 1),
                )  # fmt: skip
                outcome = importing.store(directory, source=source, watch=bar.show)
                if options["dry_run"]:
                    raise _Rehearsed
        except _Rehearsed:
            pass
        except Unreadable as error:
            raise CommandError(str(error), returncode=2) from error
        finally:
            bar.end()
        self.report(directory, outcome, dry=options["dry_run"])
        self.errors(directory, options["errors"])

    def report(self, directory: Directory, outcome: importing.Outcome, *, dry: bool) -> None:
        """What became of the rows of each table, and what that did here."""
        self.stdout.write(f"Format: {directory.format}{' (dry run: nothing was kept)' if dry else ''}")
        self.stdout.write(f"{'table':<22}{'rows':>8}{'read':>8}{'merged':>8}{'withheld':>10}{'left out':>10}")
        for name, tally in directory.tallies.items():
            if tally.rows:
                self.stdout.write(
                    f"{name:<22}{tally.rows:>8,}{tally.imported:>8,}{tally.merged:>8,}"
                    f"{tally.withheld:>10,}{tally.rejected:>10,}"
                )
        for words, counts in (
            ("created", outcome.created), ("updated", outcome.updated), ("unchanged", outcome.unchanged)
        ):  # fmt: skip
            self.stdout.write(f"{counts.total():,} {words}")
        self.stdout.write(f"{outcome.confidential:,} confidential locations: their addresses are not kept")
        if outcome.not_in_source:
            self.stdout.write(
                f"{outcome.not_in_source:,} resources of this directory are no longer in it; kept"
            )

    def errors(self, directory: Directory, path: Path | None) -> None:
        """The rows that were left out, to a file; without one, how many."""
        if not directory.problems:
            return
        if path is None:
            self.stdout.write(f"{len(directory.problems):,} notes on rows; see them with --errors FILE")
            return
        try:
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file)
                writer.writerow(["file", "line", "reason"])
                writer.writerows([p.file, p.line, p.reason] for p in directory.problems)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}", returncode=2) from error
        self.stdout.write(f"{len(directory.problems):,} notes on rows in {path}")
