"""Make an agency."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser
from django.core.validators import validate_slug

from caseload.actions import agencies
from caseload.foundation.commands import LanternCommand, Refused
from caseload.foundation.context import acting_as


class Command(LanternCommand):
    help = "Make an agency with its own data key and, if asked, its first team."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="short name for commands, such as harbor")
        parser.add_argument("--name", required=True, help="the name staff see")
        parser.add_argument("--timezone", default="America/New_York")
        parser.add_argument("--language", default="en", choices=["en", "es"])
        parser.add_argument("--case-prefix", default="C", help="first letters of case codes, at most four")
        parser.add_argument("--team", help="the name of a first team")

    def handle(self, *args: Any, **options: Any) -> None:
        validate_slug(options["slug"])
        if not options["case_prefix"].isalnum() or len(options["case_prefix"]) > 4:
            raise Refused("--case-prefix takes one to four letters or digits")
        names = ("slug", "name", "timezone", "language", "case_prefix")
        agency = agencies.create_agency(**{name: options[name] for name in names})
        if options["team"]:
            with acting_as(agency, source="command"):
                agencies.create_team(name=options["team"])
        self.stdout.write(
            f"Made agency {agency.slug}. Next: create_staff --agency {agency.slug} --role admin ..."
        )
