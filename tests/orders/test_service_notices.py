"""`import_service_notices`: the certain is recorded at once, the doubtful waits, the rest leaves nothing."""

from __future__ import annotations

import csv
import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from caseload.actions import cases as case_actions
from caseload.foundation.context import acting_as
from caseload.models import AuditEntry, Notification, Task
from orders.actions import notice_rows
from orders.actions import orders as order_actions
from orders.models import (
    Alert,
    EscalationWindow,
    NoticeBatch,
    NoticeCandidate,
    OrderKey,
    ServiceAttempt,
    ServiceNotice,
)
from tests import factories
from tests.orders.conftest import make_order, said, serve
from tests.orders.notices import ARRIVES, COURT, counts, order_of, row, run, strangers

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours(cast, acting, frozen):
    """The order 26 OP 121 of ana's, issued and out for service."""
    with frozen("2026-11-03T09:00-06:00"), acting("ana"):
        return order_of(cast)


@pytest.fixture
def take(agency, tmp_path, frozen):
    def take(rows, at=ARRIVES, **options):
        with frozen(at):
            return counts(run(tmp_path, rows, agency, **options))

    return take


@pytest.fixture
def doubts(acting):
    """What the open candidates say, by their orders."""

    def look():
        with acting("dee"):
            return {c.order_id: c.doubt for c in NoticeCandidate.objects.filter(state="open")}

    return look


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_a_list_of_two_hundred_opens_exactly_the_windows_of_ours(kind, cast, acting, take, frozen, doubts):
    with frozen("2026-11-03T09:00-06:00"), acting("ana"):
        certain = [order_of(cast, f"26 OP {n}") for n in range(100, 105)]
        by_case = order_of(cast, "", case_number="26-DV-77")
        elsewhere = order_of(cast, "26 OP 300", court_name="Other Court")
        served = order_of(cast, "26 OP 400")
        serve(served, cast["ana"], said("2026-11-02", "12:00"))
    rows = strangers(186)
    rows[10:10] = [row(f"26-op-00{n}") for n in range(100, 105)]
    rows[90:90] = [row("", court_case_number="26 DV 77"), row("26 OP 300"), row("26 OP 400")]
    rows += [row("26 OP 100"), row("x", served_on="2026-02-30"), row("", note="no number")]
    rows += [row("y", outcome="?"), row("z", served_on="2026-11-30"), row("26 OP 101", outcome="?")]
    assert len(rows) == 200
    said_ = take(rows, name=f"list.{kind}", code=1)
    assert said_ == {"rows": 200, "recorded": 6, "known": 1, "wait": 3, "fit": 186, "could": 5}
    with acting("dee"):
        opened = EscalationWindow.objects.filter(trigger="service", state="open").exclude(order=served)
        assert {w.order_id for w in opened} == {o.pk for o in (*certain, by_case)}
        assert ServiceNotice.objects.filter(state="recorded").count() == 6
    assert doubts() == {elsewhere.pk: "court", served.pk: "served", certain[1].pk: "outcome"}


def test_po_1_a_certain_notice_records_service_and_tells_everybody_in_the_same_minute(ours, acting, take):
    assert take([row(note="Handed over at the door", server="police")])["recorded"] == 1
    with acting("dee"):
        attempt = ServiceAttempt.objects.get()
        assert attempt.happened_from == datetime(2026, 11, 6, 23, 5, tzinfo=UTC) and attempt.is_exact
        assert attempt.known_to_agency_at == datetime.fromisoformat(ARRIVES)
        assert (attempt.server, attempt.source, attempt.note) == (
            "police",
            "notice",
            "Handed over at the door",
        )
        assert attempt.recorded_by is None
        window = EscalationWindow.objects.get(order=ours, trigger="service")
        assert (window.phase, window.opens_at) == ("acute", attempt.happened_from)
        assert Alert.objects.get(window=window, phase="acute").state == "raised"
        told = Notification.objects.filter(kind="orders.alert", channel="email")
        assert {n.recipient.name for n in told} >= {"Ana", "Sol"}
        assert Task.objects.filter(kind="orders.reach_client").exists()
        notice = ServiceNotice.objects.get()
        assert (notice.state, notice.attempt, notice.case_id) == ("recorded", attempt, ours.case_id)


def test_w_7_a_notice_for_a_closed_case_still_opens_the_window(ours, cast, acting, take):
    with acting("sol"):
        case_actions.close_case(ours.case, by=cast["sol"], reason="goals")
    assert take([row()])["recorded"] == 1
    with acting("dee"):
        assert EscalationWindow.objects.get(order=ours, trigger="service").is_open


def test_w_4_a_notice_with_the_date_alone_widens_the_window(ours, acting, take):
    take([row(served_time="")])
    with acting("dee"):
        window = EscalationWindow.objects.get(order=ours, trigger="service")
        assert window.opens_at == datetime(2026, 11, 6, 6, tzinfo=UTC)
        assert ServiceAttempt.objects.get().precision == "date_only"


def test_dt_4_a_doubled_time_is_kept_as_the_hour_between_and_a_skipped_one_waits(
    cast, acting, take, frozen, doubts
):
    with frozen("2026-10-20T09:00-05:00"), acting("ana"):
        make = {"court_name": COURT, "issued": said("2026-03-01")}
        make_order(factories.make_case(by=cast["ana"]), cast["ana"], order_number="F 1", **make)
        gap = make_order(factories.make_case(by=cast["ana"]), cast["ana"], order_number="G 1", **make)
    doubled = row("F 1", served_on="2026-11-01", served_time="01:30")
    take([doubled, row("G 1", served_on="2026-03-08", served_time="02:30")], code=1)
    with acting("dee"):
        attempt = ServiceAttempt.objects.get()
        assert attempt.happened_until - attempt.happened_from == timedelta(hours=1)
    assert doubts() == {gap.pk: "moment"}


def test_an_attempt_that_failed_is_recorded_and_the_advocate_asked_to_tell_the_client(ours, acting, take):
    take([row(outcome="evaded")])
    with acting("dee"):
        assert not EscalationWindow.objects.filter(trigger="service").exists()
        assert Task.objects.filter(kind="orders.attempt_tell_client").exists()


def test_what_fits_in_part_waits_and_nothing_is_recorded(cast, acting, take, frozen, doubts):
    with frozen("2026-11-03T09:00-06:00"), acting("ana"):
        ana = cast["ana"]
        several = [order_of(cast, "26 OP 1"), order_of(cast, "26 OP 1")]
        written = order_of(cast, "26 OP 2-2")
        kind = order_of(cast, "26 OP 3", order_type="peace")
        ended = order_of(cast, "26 OP 4")
        order_actions.end_order(ended, by=ana, version=ended.version, state="dismissed")
        filed = order_actions.record_order(
            factories.make_case(by=ana), by=ana, order_number="26 OP 5", court_name=COURT, state="filed",
            order_type="final", tz="America/Chicago",
        )  # fmt: skip
        early = order_of(cast, "26 OP 6")
        unclear = order_of(cast, "26 OP 7")
        changed = order_of(cast, "26 OP 8")
        order_actions.edit_order(
            changed, by=ana, version=changed.version, new_paper=True, issued=said("2026-11-02")
        )
    rows = [
        row("26 OP 1"), row("26 OP 22"), row("26 OP 3", order_type="final"), row("26 OP 4"), row("26 OP 5"),
        row("26 OP 6", served_on="2026-10-01"), row("26 OP 7", outcome="delivered"), row("26 OP 8"),
    ]  # fmt: skip
    took = take(rows, name="list.json", code=1)
    assert (took["recorded"], took["wait"], took["could"]) == (0, 8, 1)
    assert doubts() == {
        **dict.fromkeys((o.pk for o in several), "several"), written.pk: "written", kind.pk: "kind",
        ended.pk: "ended", filed.pk: "not_issued", early.pk: "before", unclear.pk: "outcome",
        changed.pk: "paper",
    }  # fmt: skip
    with acting("dee"):
        assert not ServiceAttempt.objects.exists()


def test_supervisors_hear_of_doubtful_notices_once_for_each_list_in_neutral_words(cast, acting, take, frozen):
    with frozen("2026-11-03T09:00-06:00"), acting("ana"):
        for n in (1, 2, 3):
            order_of(cast, f"26 OP {n}", court_name="Other Court")
    take([row(f"26 OP {n}") for n in (1, 2, 3)])
    with acting("dee"):
        told = Notification.objects.filter(kind="orders.notice_queued")
        assert sorted((n.recipient.name, n.channel, n.is_urgent) for n in told) == [
            ("Sol", "email", True), ("Sol", "in_app", True),
        ]  # fmt: skip
        assert {(n.case, n.url_name, n.url_ref) for n in told} == {(None, "orders:notices", "")}


def test_a_supervisor_who_is_barred_hears_nothing_and_the_director_does(ours, cast, acting, take):
    with acting("dee"):
        case_actions.restrict(ours.case, staff=cast["sol"], by=cast["dee"])
    take([row(court="Other Court")])
    with acting("dee"):
        told = Notification.objects.filter(kind="orders.notice_queued")
        assert {n.recipient.name for n in told} == {"Dee"}


def test_the_same_service_is_recorded_once_however_it_arrives(ours, acting, take):
    assert take([row()])["recorded"] == 1
    assert take([row()])["known"] == 1
    assert take([row("26OP121", note="Another list"), *strangers(3)], name="other.csv")["known"] == 1
    assert take([row(note="As JSON")], name="other.json")["known"] == 1
    with acting("dee"):
        assert ServiceAttempt.objects.count() == 1 and ServiceNotice.objects.count() == 1
        assert NoticeBatch.objects.filter(finished_at__isnull=False).count() == 4


def test_a_service_that_a_person_had_recorded_is_not_recorded_again(ours, cast, acting, take, frozen):
    with frozen("2026-11-06T18:00-06:00"), acting("ana"):
        attempt = serve(ours, cast["ana"], said("2026-11-06", "17:05"))
    take([row()])
    with acting("dee"):
        assert ServiceAttempt.objects.get() == attempt
        assert ServiceNotice.objects.get().attempt == attempt


def test_an_order_recorded_later_is_found_by_sending_the_list_again(cast, acting, take, frozen):
    assert take([row()]) == {"rows": 1, "recorded": 0, "known": 0, "wait": 0, "fit": 1, "could": 0}
    with frozen("2026-11-07T09:00-06:00"), acting("ana"):
        order_of(cast)
    assert take([row()], at="2026-11-07T09:10-06:00")["recorded"] == 1


def test_a_waiting_notice_is_recorded_once_the_number_is_corrected(ours, cast, acting, take, frozen):
    with acting("ana"):
        order_actions.edit_order(
            ours, by=cast["ana"], version=ours.version, court_name="Other Court", issued=said("2026-11-02")
        )
    assert take([row()])["wait"] == 1
    assert take([row()])["known"] == 1, "asked once, not twice"
    with acting("ana"):
        order_actions.edit_order(
            ours, by=cast["ana"], version=ours.version, court_name=COURT, issued=said("2026-11-02")
        )
    assert take([row()])["recorded"] == 1
    with acting("dee"):
        candidate = NoticeCandidate.objects.get()
        assert (candidate.state, candidate.content) == ("chosen", {})


def test_orders_from_before_there_were_hashes_are_found(ours, acting, take):
    with acting("dee"):
        OrderKey.objects.all().delete()
    assert take([row()])["recorded"] == 1


def test_another_agencys_order_is_not_touched_and_not_told_of(ours, cast, acting, take, other_agency):
    with acting("eve"):
        theirs = order_of(cast, "26 OP 500", by="eve")
        order_of(cast, "26 OP 121", by="eve")
    assert take([row("26 OP 500"), row()]) == {
        "rows": 2, "recorded": 1, "known": 0, "wait": 0, "fit": 1, "could": 0,
    }  # fmt: skip
    with acting("eve"):
        assert not ServiceAttempt.objects.exists() and not ServiceNotice.objects.exists()
        assert not Notification.objects.exists()
        theirs.refresh_from_db()
        assert theirs.service_state == "not_sent"


def test_a_dry_run_counts_and_keeps_nothing(ours, acting, take):
    assert take([row(), row(), *strangers(2)], dry_run=True)["recorded"] == 1
    with acting("dee"):
        assert not ServiceAttempt.objects.exists() and not NoticeBatch.objects.exists()
        assert not Notification.objects.exists() and not ServiceNotice.objects.exists()


def test_a_list_that_was_killed_half_way_is_taken_up_again(
    cast, acting, agency, tmp_path, frozen, monkeypatch
):
    with frozen("2026-11-03T09:00-06:00"), acting("ana"):
        orders = [order_of(cast, f"26 OP {n}") for n in (1, 2, 3)]
    rows, recorded = [row(f"26 OP {n}") for n in (1, 2, 3)], notice_rows.settled_by_record

    def power_cut(notice, attempt):
        if attempt.order_id == orders[1].pk:
            raise KeyboardInterrupt
        recorded(notice, attempt)

    with frozen(ARRIVES):
        monkeypatch.setattr(notice_rows, "settled_by_record", power_cut)
        with pytest.raises(KeyboardInterrupt):
            run(tmp_path, rows, agency)
        monkeypatch.undo()
        with acting("dee"):
            assert [a.order_id for a in ServiceAttempt.objects.all()] == [orders[0].pk], (
                "the second is not half done"
            )
            assert NoticeBatch.objects.get().finished_at is None
    with frozen(ARRIVES):
        assert counts(run(tmp_path, rows, agency))["recorded"] == 2
    with acting("dee"):
        assert ServiceAttempt.objects.count() == 3 and NoticeBatch.objects.get().finished_at


@pytest.mark.django_db(transaction=True)
def test_two_lists_at_once_record_each_service_once(transactional_db, agency, cast, acting, tmp_path, frozen):
    with frozen("2026-11-03T09:00-06:00"), acting("ana"):
        for n in range(1, 5):
            order_of(cast, f"26 OP {n}")
    rows, failed = [row(f"26 OP {n}") for n in range(1, 5)], []
    gate = threading.Barrier(2)

    def send(name, listed):
        try:
            gate.wait()
            run(tmp_path, listed, agency, name=name)
        except BaseException as error:  # noqa: BLE001 - handed to the test
            failed.append(error)
        finally:
            connection.close()

    with frozen(ARRIVES):
        threads = [
            threading.Thread(target=send, args=pair) for pair in (("a.csv", rows), ("b.csv", rows[::-1]))
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
    assert failed == []
    with acting_as(agency, source="job"):
        assert ServiceAttempt.objects.count() == ServiceNotice.objects.count() == 4
        assert EscalationWindow.objects.filter(trigger="service").count() == 4


def test_lines_that_cannot_be_read_go_to_a_file_with_line_and_reason(ours, acting, agency, take, tmp_path):
    rows = [row("a", served_on="2026-02-30"), row(), row("b", served_time="99:99"), row("=1+1")]
    assert take(rows, code=1, rejects=tmp_path / "bad.csv")["recorded"] == 1
    bad = list(csv.DictReader((tmp_path / "bad.csv").open()))
    assert [(line["file"], line["line"]) for line in bad] == [
        ("list.csv", "2"),
        ("list.csv", "4"),
        ("list.csv", "5"),
    ]
    assert "does not exist" in bad[0]["reason"] and "formula" in bad[2]["reason"]
    with acting("dee"):
        assert NoticeBatch.objects.get().refused == [[2, "date"], [4, "time"], [5, "formula"]]


@pytest.mark.parametrize(
    ("rows", "options", "words"),
    [
        ("", {}, "empty"),
        ("a,b\n1,2\n", {}, "no column order_number"),
        ("{", {"name": "list.json"}, "not valid JSON"),
        ([row()], {"mapping": "columns: 7"}, "expected `columns`"),
        ([row()], {"agency_slug": "nobody"}, "no agency"),
        ([row()], {"rejects": "/nowhere/at/all.csv"}, "No such file"),
    ],
)
def test_what_cannot_begin_is_one_line_and_exit_2(rows, options, words, agency, acting, tmp_path):
    from pathlib import Path

    options = dict(options)
    if "mapping" in options:
        (tmp_path / "m.yaml").write_text(options["mapping"])
        options["mapping"] = tmp_path / "m.yaml"
    if "rejects" in options:
        options["rejects"] = Path(options["rejects"])
    if options.pop("agency_slug", None):
        agency.slug = "nobody"
    assert words in run(tmp_path, rows, agency, code=2, **options)
    with acting("dee"):
        assert not NoticeBatch.objects.exists()


def test_latin_1_is_read_and_said(agency, tmp_path, ours, frozen):
    import io

    from django.core.management import call_command

    from tests.orders.notices import as_csv

    (tmp_path / "l.csv").write_bytes(as_csv([row(note="Señora")]).encode("latin-1"))
    out = io.StringIO()
    with frozen(ARRIVES):
        call_command("import_service_notices", str(tmp_path / "l.csv"), agency=agency.slug, stdout=out)
    assert "read as Latin-1" in out.getvalue() and counts(out.getvalue())["recorded"] == 1


def test_cf_19_of_people_who_are_not_clients_nothing_is_kept(ours, acting, agency, take, tmp_path, caplog):
    """A word in every cell of strangers' rows, and the numbers of ours, looked for wherever they could be."""
    rows = [
        row("QZSTRANGER 77", court_case_number="QZCASE 77", court="Qzcourt", note="Qznote"),
        row("QZSTRANGER 78", served_on="Qzdate", note="Qznote"),
        row(note="Qzours"), row("26 OP 121", court="Qzelsewhere", note="Qzours"),
    ]  # fmt: skip
    caplog.set_level("DEBUG")
    said_ = take(rows, code=1, rejects=tmp_path / "bad.csv")
    assert (said_["recorded"], said_["wait"], said_["fit"], said_["could"]) == (1, 1, 1, 1)
    sinks = {"rejects": (tmp_path / "bad.csv").read_text(), "log": caplog.text}
    with acting("dee"), connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT t::text FROM "{table}" AS t')
            sinks[table] = "\n".join(found[0] for found in cursor.fetchall())
        assert AuditEntry.objects.filter(event="orders.notice_queued").count() == 1
        assert ServiceNotice.objects.count() == 2, "a stranger's notice is no row"
    for sink, text in sinks.items():
        for word in (
            "qzstranger",
            "qzcase",
            "qzcourt",
            "qznote",
            "qzdate",
            "qzours",
            "qzelsewhere",
            "26 op 121",
        ):
            assert word not in text.casefold() and word.encode().hex() not in text.casefold(), (sink, word)
