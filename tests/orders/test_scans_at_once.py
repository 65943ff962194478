"""Two people send in the same paper at the same moment: with real commits, on connections of their own."""

from __future__ import annotations

import hashlib
import threading

import pytest

from caseload.foundation import audit
from caseload.foundation.context import acting_as
from caseload.foundation.errors import RuleBroken
from caseload.models import AuditEntry
from orders.actions import scans
from orders.models import OrderScan
from tests import factories
from tests.orders.conftest import make_order
from tests.orders.test_many_at_once import side_by_side
from tests.papers import jpeg, pdf

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def paper(cast, agency):
    """An order of ana's, which a supervisor sees too."""
    with acting_as(agency, staff=cast["ana"], source="web"):
        return make_order(factories.make_case(by=cast["ana"]), cast["ana"])


@pytest.fixture
def add(cast, agency, paper):
    """`add("ana", data)` is a function that adds the scan and keeps what came of it in `add.came`."""

    def adding(name, data):
        def run():
            with acting_as(agency, staff=cast[name], source="web"):
                try:
                    adding.came[name] = scans.add_scan(paper, by=cast[name], data=data).ref
                except RuleBroken as refused:
                    adding.came[name] = str(refused)

        return run

    adding.came = {}
    return adding


@pytest.fixture
def together(monkeypatch):
    """Whoever has read a file waits until the other has, so that both come to the rows at once."""
    at_the_door, plain = threading.Barrier(2), scans.only_the_picture

    def drawn(kind, data):
        found = plain(kind, data)
        at_the_door.wait(30)
        return found

    monkeypatch.setattr(scans, "only_the_picture", drawn)


def kept(agency):
    """The scans that stand, each whole: its bytes open, and are those that its hash and size speak of."""
    with acting_as(agency, source="job"):
        rows = list(OrderScan.objects.select_related("case"))
        for row in rows:
            assert hashlib.sha256(row.content).hexdigest() == row.sha256
            assert len(row.content) == row.size
        entries = AuditEntry.objects.filter(event="orders.scan_added").values_list("object_ref", flat=True)
        assert sorted(entries) == sorted(row.ref for row in rows), "one line of audit for each, and no other"
        return rows


def test_the_same_paper_from_two_people_at_once_is_one_scan_for_both(agency, add, together):
    side_by_side(add("ana", jpeg()), add("sol", jpeg()))
    (scan,) = kept(agency)
    assert add.came == {"ana": scan.ref, "sol": scan.ref}


def test_two_papers_at_once_are_two_scans(agency, add, together):
    side_by_side(add("ana", jpeg()), add("sol", pdf()))
    assert {scan.ref for scan in kept(agency)} == set(add.came.values())
    assert len(add.came) == 2


def test_the_last_place_goes_to_one_of_two(agency, add, monkeypatch, request):
    monkeypatch.setattr(scans, "MOST", 2)
    add("ana", pdf("The first"))()
    request.getfixturevalue("together")
    side_by_side(add("ana", pdf("The second")), add("sol", pdf("The third")))
    assert len(kept(agency)) == 2
    assert sum("Remove one first" in came for came in add.came.values()) == 1


def test_an_upload_that_fails_half_way_leaves_nothing(agency, add, monkeypatch):
    """The row is written and the line of audit fails: neither stays, and the other upload is whole."""
    plain = audit.record

    def record(event, row, **facts):
        if event == "orders.scan_added" and facts["kind"] == "jpeg":
            raise OSError("no space")
        return plain(event, row, **facts)

    monkeypatch.setattr(audit, "record", record)
    with pytest.raises(OSError, match="no space"):
        side_by_side(add("ana", jpeg()), add("sol", pdf()))
    (scan,) = kept(agency)
    assert scan.kind == "pdf"
