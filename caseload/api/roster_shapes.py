"""Shifts and absences as the API takes and gives them."""

from __future__ import annotations

from rest_framework import serializers

from caseload.api.base import Filters, Input, Instant, InstantFilter, Output, Ref, RefFilter, Words


class ShiftRow(Output):
    ref = Ref()
    staff = Ref(source="staff.ref")
    staff_name = Words(source="staff.name")
    team = Ref(source="team.ref", allow_null=True, help_text="The team it is for; null for the whole agency.")
    starts_at = Instant()
    ends_at = Instant(help_text="The first instant that no longer belongs to it.")
    created_at = Instant()


class ShiftNew(Input):
    staff = Ref(help_text="Staff member whose role can open alerts.")
    team = Ref(required=False, allow_null=True, help_text="Without one, the whole agency.")
    starts_at = Instant()
    ends_at = Instant()


class ShiftFilters(Filters):
    staff = RefFilter("staff", help_text="Shifts of this staff member.")
    team = RefFilter("team", help_text="Shifts for this team.")
    ends_after = InstantFilter("ends_at", lookup_expr="gt", help_text="Not over at this instant.")
    starts_before = InstantFilter("starts_at", lookup_expr="lt", help_text="Begun before this instant.")


class AbsenceRow(Output):
    ref = Ref()
    staff = Ref(source="staff.ref")
    staff_name = Words(source="staff.name")
    starts_at = Instant()
    ends_at = Instant(help_text="The first instant at which the person is back.")
    stand_in = Ref(source="stand_in.ref", allow_null=True)
    stand_in_name = Words(source="stand_in.name", allow_null=True)
    created_at = Instant()


class AbsenceNew(Input):
    staff = Ref(help_text="Who is away.")
    starts_at = Instant()
    ends_at = Instant()
    stand_in = Ref(required=False, allow_null=True, help_text="Who is asked instead.")


class AbsenceFilters(Filters):
    staff = RefFilter("staff", help_text="Absences of this staff member.")
    stand_in = RefFilter("stand_in", help_text="Absences in which this staff member stands in.")
    ends_after = InstantFilter("ends_at", lookup_expr="gt", help_text="Not over at this instant.")
    starts_before = InstantFilter("starts_at", lookup_expr="lt", help_text="Begun before this instant.")


class Cover(Input):
    cases = serializers.ListField(
        child=Ref(), min_length=1, max_length=200, help_text="Cases the caller may assign."
    )
