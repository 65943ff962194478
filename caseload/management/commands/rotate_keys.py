"""Change the master key."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from caseload.actions import agencies
from caseload.foundation.commands import LanternCommand, Refused


class Command(LanternCommand):
    help = (
        "Re-wrap every agency's key from LANTERN_OLD_MASTER_KEY to LANTERN_MASTER_KEY; rows stay as they are."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.LANTERN_OLD_MASTER_KEY:
            raise Refused(
                "Set LANTERN_OLD_MASTER_KEY to the key in use so far, LANTERN_MASTER_KEY to the new one."
            )
        changed, already = agencies.rewrap_keys(settings.LANTERN_OLD_MASTER_KEY)
        self.stdout.write(f"Re-wrapped {changed} agency keys; {already} were under the new key already.")
