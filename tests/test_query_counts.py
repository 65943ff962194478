"""A page costs the same number of queries in an agency of 10 cases and in one of 10,000.

The numbers stand in query_counts.json; `UPDATE_QUERY_COUNTS=1 make test ARGS=tests/test_query_counts.py`
writes them anew, and the difference is what a review looks at.
"""

import json
import os
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from caseload.foundation.context import acting_as
from caseload.models import Agency, Staff, Team
from tests.factories import World, make_staff
from tests.story import make_story

COUNTS = Path(__file__).with_name("query_counts.json")
SMALL, LARGE = 10, 10_000

AGENCY_PAGES = {
    "caseload:home": "",
    "clients:caseload": "",
    "orders:board": "",
    "orders:board_rows": "",
    "orders:wall": "",
    "orders:wall_rows": "",
    "orders:calendar": "?kind=hearing&kind=expiry&kind=phase&kind=task",
    "orders:feed_page": "",
    "orders:notices": "",
    "orders:check_ins": "?show=all",
    "orders:soon_served": "",
    "orders:renewals": "?time=all",
    "orders:court_rules": "",
    "orders:policy": "",
    "orders:policy_versions": "",
    "orders:policy_drafts": "",
    "orders:rules_move_new": "",
    "caseload:tasks": "",
    "caseload:handover": "",
    "caseload:staff": "",
    "caseload:notifications": "",
    "caseload:roster": "",
    "caseload:absences": "",
    "caseload:digest": "",
    "caseload:notice_settings": "",
    "caseload:deliveries": "",
    "caseload:counts": "",
    "caseload:audit": "?event=caseload.case_assigned",
    "referrals:directory": "?q=shelter",
    "referrals:follow_ups": "",
}
CASE_PAGES = [
    *("caseload:case", "caseload:case_notes", "caseload:case_tasks", "caseload:case_history"),
    *("caseload:case_people", "clients:client", "clients:plan", "clients:releases"),
    *("orders:case_orders", "orders:case_timeline", "orders:happened", "orders:custody", "orders:violations"),
    *("orders:client_notices", "orders:programmes"),
    "referrals:case_referrals",
]


@pytest.fixture
def office(db):
    """A bulk-filled agency that also holds one case with one of everything; returns (director, story)."""
    _fill(SMALL)
    agency = Agency.objects.get(slug="scale-0001")
    cast = {}
    with acting_as(agency, source="command"):
        team = Team.objects.first()
        for name, role in {"ana": "advocate", "ben": "advocate", "lee": "legal", "ada": "admin"}.items():
            cast[name] = make_staff(agency, name, role, team if role != "admin" else None)
        cast["sol"] = make_staff(agency, "sol", "supervisor", team)
    story = make_story(World(agency, agency, team, cast))
    return Staff.objects.filter(agency=agency, role="director").first(), story


def _fill(clients):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("RESET ROLE")
    try:
        call_command("seed_scale", agencies=1, clients=clients, processes=1)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SET ROLE lantern_app")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _pages(story):
    yield from ((name, reverse(name) + query) for name, query in AGENCY_PAGES.items())
    yield from ((name, reverse(name, args=[story.case.ref])) for name in CASE_PAGES)
    yield "orders:order", reverse("orders:order", args=[story.order.ref])
    yield "orders:programme", reverse("orders:programme", args=[story.programme.ref])
    yield "orders:renewal", reverse("orders:renewal", args=[story.ending.ref])
    yield "orders:violation", reverse("orders:violation", args=[story.violation.ref])
    yield "orders:check_in", reverse("orders:check_in", args=[story.check_in.ref])
    yield "orders:notice", reverse("orders:notice", args=[story.queued_notice.ref])
    for name in ("policy_draft", "policy_difference", "policy_preview", "policy_approve"):
        yield f"orders:{name}", reverse(f"orders:{name}", args=[story.policy_proposal.ref])
    at = ("service", "high")
    yield "orders:policy_version", reverse("orders:policy_version", args=[2])
    yield "orders:rules_move", reverse("orders:rules_move", args=[story.rules_move.ref])
    yield "orders:draft_event", reverse("orders:draft_event", args=[story.policy_draft.ref, "service"])
    yield "orders:draft_phase", reverse("orders:draft_phase", args=[story.policy_draft.ref, *at])
    yield "orders:window", reverse("orders:window", args=[story.window.ref])
    yield "referrals:resource", reverse("referrals:resource", args=[story.resource.ref])
    yield "referrals:letter", reverse("referrals:letter", args=[story.letter.ref])


def _measure(client, story):
    """The queries of each page."""
    counts = {}
    for name, url in _pages(story):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200, url
        counts[name] = len(captured)
    return counts


@pytest.mark.slow
def test_the_number_of_queries_does_not_grow_with_the_agency(office):
    staff, story = office
    client = Client()
    client.force_login(staff.user, backend="django.contrib.auth.backends.ModelBackend")
    _measure(client, story)  # The first look fills the caches of the process.
    small = _measure(client, story)
    _fill(LARGE)
    large = _measure(client, story)
    assert large == small
    if os.environ.get("UPDATE_QUERY_COUNTS"):
        COUNTS.write_text(json.dumps(small, indent=2) + "\n")
    assert small == json.loads(COUNTS.read_text())
