"""`manage.py export_directory --agency SLUG --out PATH`: the directory as an HSDS 3.1 tabular package."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from caseload.foundation.context import acting_as
from caseload.queries import agency_by_slug
from referrals.actions import importing
from referrals.imports.writing import write_package
from referrals.queries.export import directory_tables


class Command(BaseCommand):
    help = "Write an agency's directory of resources as HSDS 3.1 CSV files. Confidential addresses stay here."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--agency", required=True, help="slug of the agency")
        parser.add_argument(
            "--out", type=Path, required=True, help="a folder that is empty or does not exist"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        agency = agency_by_slug(options["agency"])
        if agency is None:
            raise CommandError(f"no agency {options['agency']!r}", returncode=2)
        out: Path = options["out"]
        if out.exists() and (not out.is_dir() or any(out.iterdir())):
            raise CommandError(f"{out}: not an empty folder", returncode=2)
        try:
            with acting_as(agency, source="command"):
                counts = write_package(out, directory_tables())
                importing.record_export(counts)
        except OSError as error:
            raise CommandError(f"{out}: {error.strerror}", returncode=2) from error
        for table, number in counts.items():
            self.stdout.write(f"{table:<22}{number:>8,}")
