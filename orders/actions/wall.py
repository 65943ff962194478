"""Whether the board on the wall says names."""

from __future__ import annotations

from caseload.foundation import audit, context
from caseload.foundation.atomic import action
from caseload.models import Agency, Staff

SHOW_NAMES = "wall_names"


@action
def show_names(*, shown: bool, by: Staff) -> None:
    """Switch names on the acting agency's wall on or off; screens that are on follow with their next look."""
    agency = Agency.objects.select_for_update(no_key=True).get(pk=context.current().agency_id)
    if bool(agency.settings.get(SHOW_NAMES)) == shown:
        return
    agency.settings[SHOW_NAMES] = shown
    agency.save(update_fields=["settings"])
    audit.record("orders.wall_names_set", by, shown=shown)
