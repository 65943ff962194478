"""The supervisor's board: the worst first, answered in two key presses, as cheap for many as for few."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from caseload.models import Task
from clients.models import Client
from orders.models import Alert
from tests import factories
from tests.kept import kept
from tests.orders.conftest import make_order, said, serve

NOW = "2026-11-10T09:00-06:00"
URL = "/board/"


@pytest.fixture
def windows(cast, acting, frozen, sweep):
    """Three cases: late in HIGH, fresh in ACUTE, and ELEVATED; names tell which."""

    def make(name, issued, day, at="12:00", known=None):
        with frozen(known or f"{day}T{at}-06:00"), acting("ana"):
            case = factories.make_case(by=cast["ana"])
            Client(case=case, name=name).save()
            order = make_order(case, cast["ana"], issued=said(issued))
            serve(order, cast["ana"], said(day, at))
            return case

    def make_all():
        cases = [
            make("Hazel High", "2026-11-01", "2026-11-05"),
            make("Ada Acute", "2026-11-01", "2026-11-09"),
            make("Ella Elevated", "2026-10-01", "2026-10-20", known="2026-10-20T13:00-05:00"),
        ]
        sweep(NOW)
        return cases

    return kept("windows on the board", make_all)


def rows_of(client, query=""):
    page = client.get(f"{URL}{query}").content.decode()
    return re.findall(r"<bdi>(.*?)</bdi></a>", page)


def test_the_worst_is_first_and_the_unanswered_before_the_answered(windows, as_staff, frozen, acting):
    with frozen(NOW):
        assert rows_of(as_staff("sol")) == ["Ada Acute", "Hazel High", "Ella Elevated"]


def test_within_a_level_an_alert_that_waits_comes_first(windows, cast, as_staff, frozen, acting):
    with frozen(NOW):
        with acting("ana"):
            case = factories.make_case(by=cast["ana"])
            Client(case=case, name="Zoe Acute").save()
            serve(
                make_order(case, cast["ana"], issued=said("2026-11-01")),
                cast["ana"],
                said("2026-11-10", "08:00"),
            )
            first = Alert.objects.get(window__case=windows[1], state__in=["raised", "escalated"])
        as_staff("sol").post(reverse("orders:acknowledge", args=[first.ref]), {"note": "Mine"})
        assert rows_of(as_staff("sol"))[:2] == ["Zoe Acute", "Ada Acute"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?phase=high", ["Hazel High"]),
        ("?phase=nonsense", ["Ada Acute", "Hazel High", "Ella Elevated"]),
        ("?late=on", ["Ada Acute", "Hazel High", "Ella Elevated"]),
        ("?team=unknown", []),
    ],
)
def test_filters_narrow_the_board(query, names, windows, as_staff, frozen):
    with frozen(NOW):
        assert rows_of(as_staff("sol"), query) == names


def test_an_advocate_sees_her_own_and_no_button(windows, cast, as_staff, frozen):
    with frozen(NOW):
        assert len(rows_of(as_staff("ana"))) == 3
        assert rows_of(as_staff("ben")) == []
        assert 'data-key="' not in as_staff("ana").get(URL).content.decode()


@pytest.mark.parametrize("name", ["val", "shea", "dat", "fin", "ada", "aud"])
def test_others_have_no_board(name, as_staff):
    assert as_staff(name).get(URL).status_code == 403
    assert as_staff(name).get(reverse("orders:board_rows")).status_code == 403


def test_tasks_done_and_late_are_counted(windows, cast, as_staff, frozen, acting):
    from caseload.actions.tasks import complete_task

    with frozen(NOW):
        with acting("ana"):
            task = Task.objects.get(case=windows[1], kind="orders.reach_client")
            complete_task(task, by=cast["ana"])
        page = as_staff("sol").get(URL).content.decode()
        assert "1 of 16 done" in page
        assert "overdue" in page


def test_a_row_says_since_when_nobody_has_heard_from_the_client(windows, as_staff, frozen, acting):
    """A check-in that is overdue stands on the board and on the wall, and the board narrows to those."""
    with frozen(NOW):
        sol = as_staff("sol")
        assert rows_of(sol, "?silent=on") == ["Hazel High", "Ella Elevated"]
        page = sol.get(f"{URL}?silent=on").content.decode()
        assert page.count("Check-in: overdue by") == 2
        assert "Check-in: overdue by 3 days 21 h" in page
        assert sol.get("/board/wall/").content.decode().count("check-in overdue") == 2
    with frozen("2026-11-10T12:01-06:00"):
        assert rows_of(as_staff("sol"), "?silent=on") == ["Ada Acute", "Hazel High", "Ella Elevated"]


def test_a_poll_brings_rows_alone_and_says_what_is_new(windows, cast, as_staff, frozen, acting):
    with frozen("2026-11-10T10:00-06:00"), acting("ana"):
        case = factories.make_case(by=cast["ana"])
        serve(
            make_order(case, cast["ana"], issued=said("2026-11-01")), cast["ana"], said("2026-11-10", "09:30")
        )
    with frozen("2026-11-10T10:01-06:00"):
        url = reverse("orders:board_rows")
        since = {"since": "2026-11-10T09:59:00-06:00"}
        part = as_staff("sol").get(url, since, headers={"HX-Request": "true"}).content.decode()
        assert "<html" not in part
        assert "1 new alert" in part and 'hx-swap-oob="innerHTML"' in part
        calm = as_staff("sol").get(url, {"since": "2026-11-10T10:00:30-06:00"}).content.decode()
        assert "new alert" not in calm


def test_an_open_form_survives_the_poll(windows, as_staff, frozen, acting):
    with frozen(NOW):
        with acting():
            alert = Alert.objects.get(window__case=windows[1], state__in=["raised", "escalated"])
        part = as_staff("sol").get(reverse("orders:board_rows")).content.decode()
    assert f'<div id="answer-{alert.ref}" hx-preserve="true">' in part


def test_two_key_presses_answer(windows, as_staff, frozen, acting):
    """The key opens the form with a note already in it and the focus in the note; Enter sends it."""
    with frozen(NOW):
        with acting():
            alert = Alert.objects.get(window__case=windows[1], state__in=["raised", "escalated"])
        sol, url = as_staff("sol"), reverse("orders:acknowledge", args=[alert.ref])
        assert 'data-key="a"' in sol.get(URL).content.decode()
        form = sol.get(url, headers={"HX-Request": "true"}).content.decode()
        note = re.search(r'<input type="text" name="note" value="([^"]+)"[^>]*>', form)
        assert note and " autofocus" in note.group(0)
        answer = sol.post(url, {"note": note.group(1)}, headers={"HX-Request": "true"})
        assert answer.headers["HX-Retarget"] == "#board-rows"
        assert "Sol has it" in answer.content.decode()


def test_a_refused_answer_comes_back_in_its_row(windows, as_staff, frozen, acting):
    with frozen(NOW):
        with acting():
            alert = Alert.objects.get(window__case=windows[1], state__in=["raised", "escalated"])
        url = reverse("orders:acknowledge", args=[alert.ref])
        answer = as_staff("sol").post(url, {"note": ""}, headers={"HX-Request": "true"})
        assert answer.status_code == 422
        assert "<html" not in answer.content.decode()


def test_without_javascript_the_row_leads_to_the_alert(windows, as_staff, frozen, acting):
    with frozen(NOW):
        with acting():
            alert = Alert.objects.get(window__case=windows[1], state__in=["raised", "escalated"])
        sol = as_staff("sol")
        assert f'href="{alert.get_absolute_url()}"' in sol.get(URL).content.decode()
        answer = sol.post(reverse("orders:acknowledge", args=[alert.ref]), {"note": "Mine"})
        assert answer.url == alert.get_absolute_url()


def test_an_ended_window_stays_until_its_alert_is_answered(windows, cast, as_staff, sweep, frozen, acting):
    sweep("2027-06-01T09:00-05:00")
    with frozen("2027-06-01T09:00-05:00"):
        assert len(rows_of(as_staff("sol"))) == 3
        with acting():
            waiting = list(Alert.objects.filter(window__case=windows[1], state__in=["raised", "escalated"]))
        for alert in waiting:
            as_staff("sol").post(reverse("orders:acknowledge", args=[alert.ref]), {"note": "Done"})
        assert len(rows_of(as_staff("sol"))) == 2


def count(client, url):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_the_number_of_queries_does_not_grow(windows, cast, as_staff, frozen, acting):
    with frozen(NOW):
        sol, urls = as_staff("sol"), (URL, "/board/rows/", "/")
        sol.get(URL)
        few = [count(sol, url) for url in urls]
        for _ in range(3):
            with acting("ana"):
                case = factories.make_case(by=cast["ana"])
                Client(case=case, name="More").save()
                serve(
                    make_order(case, cast["ana"], issued=said("2026-11-01")), cast["ana"], said("2026-11-09")
                )
        assert [count(sol, url) for url in urls] == few


def test_no_word_says_that_the_order_made_it_worse(windows, as_staff, frozen, acting):
    with frozen(NOW):
        with acting():
            alert = (
                Alert.objects.filter(state__in=["raised", "escalated"])
                .select_related("window__order")
                .first()
            )
            order = alert.window.order
        pages = "".join(
            as_staff("sol").get(url).content.decode().lower()
            for url in (URL, alert.get_absolute_url(), order.get_absolute_url())
        )
    for word in ("because of the order", "caused by", "made it worse", "triggered", "provoked"):
        assert word not in pages
