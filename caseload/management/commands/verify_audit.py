"""Check that nobody touched the audit log."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from caseload import queries
from caseload.actions import audit
from caseload.foundation.commands import LanternCommand, Refused
from caseload.foundation.context import acting_as


class Command(LanternCommand):
    help = "Compute every seal of the audit log anew; exit 1 and name the first that does not fit."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--agency", help="the slug of one agency; default: all")

    def handle(self, *args: Any, **options: Any) -> None:
        chosen = (
            [queries.agency_by_slug(options["agency"])] if options["agency"] else queries.active_agencies()
        )
        broken = []
        for agency in chosen:
            if agency is None:
                raise Refused(f"There is no agency “{options['agency']}”.")
            with acting_as(agency, source="command"):
                verdict = audit.verify_audit()
            if verdict.broken:
                seal = verdict.broken
                broken.append(f"{agency.slug}: seal {seal.ref} (entries {seal.first_id} to {seal.last_id})")
            else:
                self.stdout.write(
                    f"{agency.slug}: {verdict.seals} seals over {verdict.entries} entries hold."
                )
        if broken:
            raise Refused(
                f"The log was changed. First seal that does not fit: {'; '.join(broken)}", returncode=1
            )
