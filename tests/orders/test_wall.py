"""The board's new filters, the wall, and the first page's day."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from caseload.actions import tasks
from caseload.actions.cases import assign
from caseload.foundation import clock
from caseload.models import Agency, Task
from clients.models import Client
from orders.actions import hearings
from orders.models import Alert
from tests import factories
from tests.kept import kept_fixture
from tests.orders.conftest import make_order, said, serve

NOW = "2026-11-10T09:00-06:00"
WALL = "/board/wall/"


@kept_fixture
def pair(cast, acting, frozen, sweep):
    """Ada's case is ana's and in its first days; Hazel's is ben's, later, with nothing of it late."""

    def make(name, by, day):
        with frozen(f"{day}T12:00-06:00"), acting(by):
            case = factories.make_case(by=cast[by])
            Client(case=case, name=name).save()
            serve(make_order(case, cast[by], issued=said("2026-11-01")), cast[by], said(day, "12:00"))
            return case

    cases = [make("Ada Acute", "ana", "2026-11-09"), make("Hazel High", "ben", "2026-11-05")]
    sweep(NOW)
    with acting("ben"):
        Task.objects.filter(case=cases[1]).update(state=Task.State.DONE)
    return cases


def names(client, query=""):
    return re.findall(r"<bdi>(.*?)</bdi></a>", client.get(f"/board/{query}").content.decode())


def test_the_board_narrows_by_person_and_by_overdue_tasks(pair, cast, as_staff, frozen):
    ana, ben = cast["ana"].ref, cast["ben"].ref
    with frozen(NOW):
        sol = as_staff("sol")
        assert names(sol) == ["Ada Acute", "Hazel High"]
        assert names(sol, f"?person={ana}") == ["Ada Acute"]
        assert names(sol, f"?person={ben}") == ["Hazel High"]
        assert names(sol, "?overdue=on") == ["Ada Acute"]
        assert names(sol, f"?overdue=on&person={ben}") == []
        assert names(sol, f"?overdue=on&late=on&phase=acute&person={ana}") == ["Ada Acute"]
        assert 'name="person"' in sol.get("/board/").content.decode()
        assert 'name="person"' not in as_staff("ana").get("/board/").content.decode()
        page = sol.get(f"/board/?overdue=on&person={ana}").content.decode()
        assert f"rows/?overdue=on&amp;person={ana}" in page, "the poll keeps the filters"


def test_the_overdue_filter_and_the_overdue_figure_mean_the_same(pair, as_staff, frozen):
    """A key with wildcard letters of SQL is matched as it is written."""
    with frozen(NOW):
        page = as_staff("sol").get("/board/?overdue=on").content.decode()
    assert len(re.findall(r"\d+ overdue", page)) == len(re.findall("<tr data-keys>", page)) == 1


def test_the_wall_says_no_names(pair, cast, as_staff, frozen):
    with frozen(NOW):
        page = as_staff("sol").get(WALL).content.decode()
    assert pair[0].code in page and page.index(pair[0].code) < page.index(pair[1].code)
    for name in ("Ada", "Hazel", "Ana", "Ben", "Harbor"):
        assert name not in page


def test_names_on_the_wall_are_the_administrators_to_switch_on(pair, as_staff, frozen):
    with frozen(NOW):
        assert as_staff("sol").post("/policy/wall/", {"shown": "on"}).status_code == 403
        assert as_staff("ada").post("/policy/wall/", {"shown": "on"}).status_code == 302
        page = as_staff("sol").get(f"{WALL}rows/").content.decode()
        assert "Ada Acute" in page and "Ben" in page
        as_staff("ada").post("/policy/wall/", {})
        assert "Ada Acute" not in as_staff("sol").get(f"{WALL}rows/").content.decode()
    assert Agency.objects.get(slug="harbor").settings["wall_names"] is False


def test_a_wall_that_is_signed_out_says_so_instead_of_showing_old_rows(pair, frozen):
    with frozen(NOW):
        part = Browser().get(f"{WALL}rows/?team=x", headers={"HX-Request": "true"})
        whole = Browser().get(f"{WALL}rows/")
    text = part.content.decode()
    assert part.status_code == 200 and "This screen is signed out" in text
    assert "hx-get" not in text and pair[0].code not in text and "next=/board/wall/%3Fteam%3Dx" in text
    assert whole.status_code == 302


def poll(client):
    return client.get(f"{WALL}rows/", headers={"HX-Request": "true", "X-Lantern-Poll": "1"}).content.decode()


def test_polls_alone_do_not_keep_an_ordinary_session(pair, as_staff, frozen):
    with frozen(NOW):
        sol = as_staff("sol")
        sol.get(WALL)
    with frozen("2026-11-10T09:10-06:00"):
        assert pair[0].code in poll(sol)
    with frozen("2026-11-10T09:16-06:00"):
        assert "This screen is signed out" in poll(sol)


def test_a_kept_wall_stays_on_for_twelve_hours_and_opens_nothing_else(pair, as_staff, frozen):
    with frozen(NOW) as moving:
        sol = as_staff("sol")
        sol.get(WALL)
        assert sol.post(f"{WALL}stay/?phase=acute").url == f"{WALL}?phase=acute"
        for hours in range(12):
            for minutes in (0, 14, 28, 42, 56):
                moving.move_to(f"2026-11-10T{9 + hours:02}:{minutes:02}-06:00")
                assert "This screen is signed out" not in poll(sol)
        moving.move_to("2026-11-10T21:01-06:00")
        assert "This screen is signed out" in poll(sol)
    with frozen(NOW):
        for url in ("/", "/board/", "/account/password/change/", "/still-here/"):
            other = as_staff("sol")
            other.post(f"{WALL}stay/")
            assert other.get(url).status_code in {302, 401}
            assert "This screen is signed out" in poll(other), "trying another page ends the session"


def test_what_waits_beyond_the_last_row_is_named(pair, cast, as_staff, frozen, acting, monkeypatch):
    from orders.views import wall

    monkeypatch.setattr(wall, "ROWS", 1)
    with frozen(NOW):
        page = as_staff("sol").get(WALL).content.decode()
        assert "Also waiting for an answer:" in page and pair[1].code in page.split("Also waiting")[1]
        assert "1 more window is on the board." in page
        with acting("sol"):
            assert Alert.objects.filter(state__in=["raised", "escalated"]).count() >= 2


def test_the_wall_costs_the_same_for_many(pair, cast, as_staff, frozen, acting):
    def count():
        with CaptureQueriesContext(connection) as queries:
            sol.get(f"{WALL}rows/")
        return len(queries)

    with frozen(NOW):
        sol = as_staff("sol")
        sol.get(WALL)
        few = count()
        for _ in range(3):
            with acting("ana"):
                case = factories.make_case(by=cast["ana"])
                serve(
                    make_order(case, cast["ana"], issued=said("2026-11-01")), cast["ana"], said("2026-11-09")
                )
        assert count() == few


# ---- The first page ----------------------------------------------------------------------------------------


def test_the_first_page_groups_the_days_tasks_by_case(pair, cast, as_staff, frozen, acting):
    with frozen(NOW):
        with acting("ana"):
            order = make_order(pair[0], cast["ana"])
            at = clock.now() + timedelta(days=1)
            hearings.record_hearing(order, by=cast["ana"], kind="full", starts_at=at)
            tasks.open_task(pair[0], kind="manual", title="Call tomorrow", due_at=at, assigned_to=cast["ana"])
        page = as_staff("ana").get("/").content.decode()
    day = page.split('id="panel-day"')[1].split("</section>")[0]
    assert day.index("Overdue") < day.index("Tomorrow")
    assert "Ada Acute" in day and "Full hearing" in day and "Call tomorrow" in day
    assert 'id="panel-my_tasks"' not in page
    assert day.count("<bdi>Ada Acute</bdi>") >= 3  # overdue, tomorrow's task, tomorrow's hearing


def test_one_press_does_it_and_the_first_page_offers_to_undo(pair, as_staff, frozen, acting):
    with frozen(NOW):
        with acting("ana"):
            task = Task.objects.filter(case=pair[0], state="open").first()
        ana = as_staff("ana")
        answer = ana.post(f"/tasks/{task.ref}/done/", {"next": "/"})
        assert answer.url == f"/?done={task.ref}"
        assert f'action="/tasks/{task.ref}/undo/"' in ana.get(answer.url).content.decode()


def test_who_covers_a_case_sees_its_hearing_today(pair, cast, as_staff, frozen, acting):
    with frozen(NOW):
        with acting("ana"):
            order = make_order(pair[0], cast["ana"])
            at = datetime(2026, 11, 10, 20, tzinfo=UTC)
            hearings.record_hearing(order, by=cast["ana"], kind="full", starts_at=at)
        assert "Full hearing" not in as_staff("lee").get("/").content.decode()
        with acting("sol"):
            assign(pair[0], staff=cast["lee"], by=cast["sol"], kind="cover", ends_at=at)
        assert "Full hearing" in as_staff("lee").get("/").content.decode()
