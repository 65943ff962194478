"""Print the permission table of README."""

from __future__ import annotations

from typing import Any

from django.utils import translation

from caseload.foundation.commands import LanternCommand
from caseload.permissions import MATRIX, Perm, Role


def table() -> str:
    """The whole matrix as a Markdown table: a row for each permission, a column for each role."""
    with translation.override("en"):
        roles = [str(role.label).partition(" (")[0] for role in Role]
        lines = [
            f"| May | {' | '.join(roles)} |",
            f"|---|{'|'.join(':-:' for _ in roles)}|",
        ]
        for perm in Perm:
            scopes = [MATRIX[role].get(perm) for role in Role]
            cells = [str(scope.label) if scope else "–" for scope in scopes]
            words = perm.value.replace("_", " ")
            lines.append(f"| {words} | {' | '.join(cells)} |")
    return "\n".join(lines)


class Command(LanternCommand):
    help = "Print the permission table, as README shows it between its markers."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(table())
