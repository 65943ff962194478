"""Make somebody a staff member of an agency."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.core.validators import validate_email

from caseload import queries
from caseload.actions import staff
from caseload.foundation.commands import LanternCommand, Refused
from caseload.foundation.context import acting_as
from caseload.permissions import Role


class Command(LanternCommand):
    help = "Make an account, if there is none for the address, and give it a place in an agency."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--agency", required=True, help="the agency's slug")
        parser.add_argument("--role", required=True, choices=list(Role.values))
        parser.add_argument("--email", required=True)
        parser.add_argument("--name", help="the name colleagues see; default: the address before the @")
        parser.add_argument("--team", help="the name of a team of the agency")
        parser.add_argument("--password-file", help="read the password of a new account here; - for stdin")

    def handle(self, *args: Any, **options: Any) -> None:
        email = options["email"].strip().lower()
        validate_email(email)
        agency = queries.agency_by_slug(options["agency"])
        if agency is None:
            raise Refused(f"There is no agency “{options['agency']}”.")
        password = None if staff.has_account(email) else self._password(options["password_file"])
        with acting_as(agency, source="command"):
            team = self._team(options["team"])
            name = options["name"] or email.partition("@")[0]
            staff.create_staff(email=email, password=password, name=name, role=options["role"], team=team)
        self.stdout.write(f"{email} works for {agency.slug} as {options['role']}.")

    def _team(self, name: str | None) -> Any:
        if not name:
            return None
        team = next((t for t in queries.teams() if t.name == name), None)
        if team is None:
            raise Refused(f"There is no team “{name}” in this agency.")
        return team

    def _password(self, path: str | None) -> str:
        if path == "-":
            return sys.stdin.readline().rstrip("\r\n")
        if path:
            try:
                return Path(path).read_text(encoding="utf-8").rstrip("\r\n")
            except OSError as error:
                raise Refused(f"{path} cannot be read: {error.strerror}.") from error
        if not sys.stdin.isatty():
            raise Refused("A new account needs --password-file (a path, or - for stdin).")
        return getpass.getpass("Password (15 characters or more): ")
