"""Scans of papers: what is kept, what is refused, who takes one, and what a sealed order hides."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from caseload import permissions
from caseload.foundation.errors import RuleBroken
from caseload.models import AuditEntry
from caseload.permissions import Perm, Role
from orders.actions import disqualifier, hearings, scans
from orders.models import OrderScan
from orders.papers.scans import LIMIT, NoScan, ScanKind, read_scan
from tests.orders.conftest import make_order
from tests.orders.test_order_papers import edit
from tests.papers import jpeg, pdf, png

SOON = datetime(2026, 12, 17, 15, 30, tzinfo=UTC)


def zipped() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("run.exe", b"MZ")
    return made.getvalue()


HOSTILE = {
    "nothing": b"",
    "words": b"An order",
    "page": b"<html><script>1</script></html>",
    "program": b"MZ\x90\x00" + b"\0" * 200,
    "archive": zipped(),
    "drawing": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "a mark alone": b"%PDF-1.4\n",
    "a mark and a page": b"%PDF-1.4\n<html><script>1</script></html>\n%%EOF",
    "archive behind a PDF": pdf() + zipped(),
    "page before a PDF": b"<html>" + pdf(),
    "PDF cut off": pdf()[:-20],
    "PDF that points nowhere": pdf().replace(b"startxref\n", b"startxref\n9"),
    "PNG cut off": png()[:-6],
    "PNG with a wrong checksum": png()[:40] + bytes([png()[40] ^ 1]) + png()[41:],
    "archive behind a PNG": png() + zipped(),
    "PNG mark alone": b"\x89PNG\r\n\x1a\n" + b"<html>",
    "JPEG cut off": jpeg()[:-2],
    "archive behind a JPEG": jpeg() + zipped(),
    "JPEG mark alone": b"\xff\xd8\xff\xe0<html>",
    "JPEG without a picture": b"\xff\xd8\xff\xe0\x00\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xd9",
}


def test_the_content_says_what_a_file_is_and_a_disguise_is_refused():
    for kind, data in ((ScanKind.PDF, pdf()), (ScanKind.PNG, png()), (ScanKind.JPEG, jpeg())):
        assert read_scan(data) == (kind, data)
    for tail in (b"SEFT of a phone", b"\0\0" + jpeg((900, 900)) + zipped()):
        assert read_scan(jpeg() + tail) == (ScanKind.JPEG, jpeg()), "what hangs on is cut off"
    for name, data in HOSTILE.items():
        with pytest.raises(NoScan):
            pytest.fail(f"{name}: {read_scan(data)[0]}")


def sent(data: bytes, name: str = "order.pdf", kind: str = "application/pdf") -> dict:
    return {"scan": SimpleUploadedFile(name, data, kind)}


def test_a_scan_is_kept_listed_taken_and_removed_with_a_reason(order, as_staff, acting):
    ana, add = as_staff("ana"), reverse("orders:scan_new", args=[order.ref])
    assert ana.get(add).status_code == 200
    assert ana.post(add, sent(jpeg(), "Rosa Quintero order.pdf.exe", "text/html")).status_code == 302
    with acting("ana"):
        scan = OrderScan.objects.select_related("case").get()
        kept = scan.content
        assert (scan.kind, scan.size, scan.paper_version) == ("jpeg", len(kept), 1)
        with connection.cursor() as cursor:
            cursor.execute("SELECT content, sha256 FROM orders_orderscan")
            stored = cursor.fetchone()
            assert b"JFIF" not in bytes(stored[0]) and scan.sha256.encode() not in bytes(stored[1])
    page = ana.get(order.get_absolute_url()).content.decode()
    assert reverse("orders:scan", args=[scan.ref]) in page and "Quintero" not in page
    taken = ana.get(reverse("orders:scan", args=[scan.ref]))
    assert taken.content == kept and taken["Content-Type"] == "image/jpeg"
    assert taken["Content-Disposition"] == f'attachment; filename="document-{scan.ref[:6]}.jpeg"'
    assert taken["X-Content-Type-Options"] == "nosniff" and "no-store" in taken["Cache-Control"]
    assert as_staff("ben").get(reverse("orders:scan", args=[scan.ref])).status_code == 404
    remove = reverse("orders:scan_remove", args=[scan.ref])
    assert ana.post(remove, {"reason": " "}).status_code == 422
    assert ana.post(remove, {"reason": "Another client's paper"}).status_code == 302
    assert ana.get(reverse("orders:scan", args=[scan.ref])).status_code == 404
    assert "Another client" in ana.get(order.get_absolute_url()).content.decode()
    with acting("ana"):
        scan = OrderScan.objects.select_related("case").get()
        assert (scan.content, scan.sha256) == (b"", "")
        events = set(AuditEntry.objects.values_list("event", flat=True))
        assert {"orders.scan_added", "orders.scan_taken", "orders.scan_removed"} <= events


def test_hostile_files_are_refused_with_words_on_the_field(order, as_staff, acting, settings):
    ana, add = as_staff("ana"), reverse("orders:scan_new", args=[order.ref])
    for name in ("archive", "page before a PDF", "archive behind a PNG"):
        answer = ana.post(add, sent(HOSTILE[name]))
        assert answer.status_code == 422 and answer.context["form"].errors["scan"], name
    assert "empty" in str(ana.post(add, sent(b"")).context["form"].errors["scan"])
    assert "required" in str(ana.post(add, {}).context["form"].errors["scan"])
    large = ana.post(add, sent(png() + b"\0" * LIMIT))
    assert "larger than 10 MB" in str(large.context["form"].errors["scan"])
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1000
    larger = ana.post(add, sent(png() + b"\0" * 2000))
    assert larger.status_code == 422 and "larger than 10 MB" in str(larger.context["form"].errors["scan"])
    with acting("ana"):
        assert not OrderScan.objects.exists()


def test_the_same_file_twice_is_one_scan_of_each_paper(order, ana, acting):
    with acting("ana"):
        first = scans.add_scan(order, by=ana, data=png())
        assert scans.add_scan(order, by=ana, data=png()) == first
        edit(order, ana, new_paper=True)
        assert scans.add_scan(order, by=ana, data=png()) != first
        assert scans.add_scan(order, by=ana, data=png(colour=9)).paper_version == 2
        assert OrderScan.objects.count() == 3


def test_the_paper_that_counts_comes_first_and_an_earlier_one_says_so(order, ana, acting, as_staff):
    with acting("ana"):
        old = scans.add_scan(order, by=ana, data=pdf("Old"))
        edit(order, ana, new_paper=True)
        new = scans.add_scan(order, by=ana, data=pdf("New"))
    page = as_staff("ana").get(order.get_absolute_url()).content.decode()
    assert page.index(new.ref) < page.index("An earlier paper")
    assert page.index(new.ref) < page.index(old.ref) < page.index("An earlier paper")
    asked = as_staff("ana").get(reverse("orders:scan_remove", args=[old.ref])).content.decode()
    assert "Paper no. 1: PDF" in asked, "which one is about to go"


def test_the_size_is_held_against_the_limit_whoever_sends_the_file(order, ana, acting):
    with acting("ana"):
        with pytest.raises(RuleBroken) as refused:
            scans.add_scan(order, by=ana, data=pdf("x" * 10 * 1024 * 1024))
        assert "10 MB" in str(refused.value)
        assert scans.add_scan(order, by=ana, data=pdf("x" * (LIMIT - 1000))).size <= LIMIT


def test_no_scan_goes_without_a_reason(order, ana, acting):
    with acting("ana"):
        scan = scans.add_scan(order, by=ana, data=pdf())
        with pytest.raises(RuleBroken):
            scans.remove_scan(scan, by=ana, reason=" ")
        assert OrderScan.objects.select_related("case").get().content == pdf()


def test_the_order_page_reads_no_bytes_of_scans(order, ana, acting, as_staff):
    with acting("ana"):
        for colour in range(3):
            scans.add_scan(order, by=ana, data=png(colour=colour))
    page = as_staff("ana")
    page.get(order.get_absolute_url())
    with CaptureQueriesContext(connection) as asked:
        page.get(order.get_absolute_url())
    about = [query["sql"] for query in asked if "orders_orderscan" in query["sql"]]
    assert len(about) == 1 and '"content"' not in about[0]


def test_a_sealed_orders_court_and_scan_are_for_those_who_may_edit_orders(
    case, client_of_case, ana, acting, as_staff, monkeypatch
):
    with acting("ana"):
        facts = {"court_name": "Birchwood court", "case_number": "QX-77", "judge": "Judge Oak"}
        order = make_order(case, ana, order_type="foreign", filed_under_seal=True, **facts)
        day = date(2026, 11, 2)
        hearings.record_hearing(order, by=ana, kind="full", starts_at=SOON, place="Room 9, Birchwood")
        disqualifier.note_registration(order, by=ana, day=day, talked_over=True, where="Fernwood clerk")
        edit(order, ana, court_name="Larch court")
        edit(order, ana, court_name="Birchwood court")
        scan = scans.add_scan(order, by=ana, data=png())
    assert "Birchwood" in as_staff("ana").get(order.get_absolute_url()).content.decode()
    reads = {**permissions.MATRIX[Role.SUPERVISOR]}
    del reads[Perm.EDIT_ORDERS]
    monkeypatch.setitem(permissions.MATRIX, Role.SUPERVISOR, reads)
    page = as_staff("sol").get(order.get_absolute_url())
    assert page.status_code == 200
    for word in ("Birchwood", "QX-77", "Judge Oak", scan.ref):
        assert word not in page.content.decode()
    assert "under seal" in page.content.decode().lower()
    for told in ("Room 9", "Larch court", "Fernwood clerk"):
        assert told not in page.content.decode(), told
        assert told in as_staff("ana").get(order.get_absolute_url()).content.decode(), told
    assert as_staff("sol").get(reverse("orders:scan", args=[scan.ref])).status_code == 403
