"""Make an API token."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from caseload.actions import staff
from caseload.foundation.commands import LanternCommand, Refused


class Command(LanternCommand):
    help = "Print a new API token for an account, once: only its hash is stored."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        user = staff.account(options["email"].strip().lower())
        if user is None:
            raise Refused(f"There is no account {options['email']}.")
        self.stdout.write(staff.create_token(user))
