"""The page of a window, the case's list of windows, the banner, and who sees any of it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from orders.actions import alerts, noted
from orders.actions import orders as order_actions
from orders.models import Alert, EscalationWindow, NotedEvent
from tests.api.conftest import Caller, token_for
from tests.factories import CAST
from tests.kept import kept_fixture
from tests.orders.conftest import CHICAGO, NOW, correct, make_order, said, serve, window_of

WORKS_ON_IT = {"ana", "sol", "dee"}  # Assigned, the team's supervisor, the director.


@kept_fixture
def window(note, acting):
    event = note("threats", reason="Stood at the back door")
    with acting():
        return window_of(event)


def page(client: Client, name: str, *args: str) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_of_a_window_says_why_who_and_what(window, sol, as_staff, acting, frozen):
    with frozen("2026-11-10T15:00-06:00"):
        with acting("sol"):
            alerts.acknowledge(Alert.objects.get(state="raised"), by=sol, note="I drive there")
        shown = page(as_staff("ana"), "orders:window", window.ref)
    for words in (
        "Stood at the back door",
        "Threats of homicide or suicide",
        "Ana",
        "I drive there",
        "Version 1",
    ):
        assert words in shown
    assert "Reach the client by the safe method" in shown
    assert '<rect class="level-4" x="0"' in shown
    assert "Correct" in shown and "Take it back" in shown


def test_the_phases_are_drawn_to_scale(window, as_staff, frozen):
    with frozen(NOW):
        shown = page(as_staff("ana"), "orders:window", window.ref)
    # 72 hours of the 30 days and 10 hours to the end of the thirtieth day.
    assert f'width="{round(1000 * 72 / (30 * 24 + 10))}"' in shown


def test_what_was_corrected_stays_on_the_page_of_the_window(window, note, ana, as_staff, acting, frozen):
    with frozen("2026-11-10T16:00-06:00"), acting("ana"):
        event = noted.correct_event(
            NotedEvent.objects.get(),
            by=ana,
            said=said("2026-11-09"),
            reason="At the shop",
            why="Misheard",
        )
        newer = window_of(event)
    with frozen("2026-11-10T16:05-06:00"):
        shown = page(as_staff("ana"), "orders:window", newer.ref)
    for words in ("At the shop", "Stood at the back door", "Misheard", "Replaced by a newer one"):
        assert words in shown
    assert reverse("orders:window", args=[window.ref]) in shown


def test_a_window_without_an_order_has_its_own_page(window):
    assert window.get_absolute_url() == reverse("orders:window", args=[window.ref])


def test_the_case_lists_its_windows_and_what_opened_none(window, note, case, as_staff, frozen):
    note("strangulation", ago=timedelta(days=90), reason="Last August")
    note("custody_exchange", when=said("2026-11-14", "10:00"), reason="At the station")
    with frozen(NOW):
        shown = page(as_staff("ana"), "orders:case_orders", case.ref)
    for words in ("Stood at the back door", "Last August", "more than 30 days ago", "Not begun"):
        assert words in shown


def test_w_3_the_banner_names_five_reasons_each_with_its_level(note, case, as_staff, frozen):
    for trigger in ("location_disclosed", "threats", "stalking", "job_loss", "programme_intake"):
        note(trigger)
    with frozen(NOW):
        shown = page(as_staff("ana"), "caseload:case", case.ref)
    banner = shown[shown.index('class="reasons"') :]
    banner = banner[: banner.index("</ul>")]
    for words in (
        "The location may be known", "Threats of homicide or suicide", "Stalking, following or spying",
        "The respondent lost work", "A batterer programme begins",
    ):  # fmt: skip
        assert words in banner
    assert [banner.count(f'class="level level-{level}"') for level in (4, 3, 2, 1)] == [2, 1, 1, 1]


PAGES = ("orders:board", "orders:board_rows")
TOLD = ("Stood at the back door", "Threats of homicide or suicide", 'class="level level-4"')


@pytest.mark.parametrize("name", [*CAST, "eve"])
def test_w_10_nobody_without_access_to_the_client_sees_a_window(name, window, case, as_staff, cast, frozen):
    client = as_staff(name)
    api = Caller(token_for(cast[name].user))
    urls = [reverse("orders:window", args=[window.ref]), reverse("caseload:case", args=[case.ref])]
    urls += [reverse("orders:case_orders", args=[case.ref]), reverse("caseload:home"), *map(reverse, PAGES)]
    with frozen(NOW):
        pages = [client.get(url) for url in urls]
        listed = [api.get(f"{kind}/") for kind in ("windows", "alerts", "noted-events", "cases", "tasks")]
        opened = api.get(f"windows/{window.ref}/")
    text = "".join(answer.content.decode() for answer in [*pages, *listed, opened])
    if name in WORKS_ON_IT:
        assert all(words in text for words in TOLD[:2])
        assert opened.status_code == 200
        return
    assert not [words for words in (*TOLD, window.ref, case.code) if words in text]
    assert {answer.status_code for answer in pages[:3]} <= {403, 404}
    assert opened.status_code in (403, 404)


@pytest.mark.parametrize("name", ["dat", "fin"])
def test_w_10_report_and_finance_see_how_many_and_nothing_else(name, window, case, as_staff, frozen):
    with frozen(NOW):
        shown = page(as_staff(name), "caseload:counts")
    assert "<b>1</b>" in shown and "cases in an open window" in shown
    assert not [words for words in (*TOLD, case.code, case.ref, window.ref) if words in shown]


def test_w_10_shelter_staff_see_the_badge_alone(window, case, ana, as_staff, acting, frozen):
    from caseload.actions import cases

    with frozen(NOW):
        with acting("ana"):
            cases.edit_case(case, by=ana, team=case.team, is_resident=True)
        shown = page(as_staff("shea"), "caseload:case", case.ref)
        assert as_staff("shea").get(reverse("orders:window", args=[window.ref])).status_code == 403
    assert 'class="level level-4"' in shown
    assert not [words for words in (*TOLD[:2], window.ref) if words in shown]


def test_w_11_only_the_first_service_on_the_respondent_is_marked(
    case, client_of_case, ana, as_staff, acting, frozen
):
    with frozen("2026-11-03T09:00-06:00"), acting("ana"):
        first, second = make_order(case, ana), make_order(case, ana, order_type="final")
    with frozen("2026-11-06T18:00-06:00"), acting("ana"):
        serve(first, ana, said("2026-11-05", "17:05"))
        serve(second, ana, said("2026-11-06", "17:05"))
        marks = dict(EscalationWindow.objects.values_list("order__ref", "first_service"))
        assert marks == {first.ref: True, second.ref: False}
    with frozen("2026-11-06T18:00-06:00"):
        shown = page(as_staff("ana"), "orders:case_orders", case.ref)
        assert shown.count('<span class="badge note">First service</span>') == 1


def test_w_11_an_earlier_service_found_out_later_takes_the_mark(case, client_of_case, ana, acting, frozen):
    with frozen("2026-11-03T09:00-06:00"), acting("ana"):
        order = make_order(case, ana)
    with frozen("2026-11-06T18:00-06:00"), acting("ana"):
        attempt = serve(order, ana, said("2026-11-06", "17:05"))
        correct(attempt, ana, said("2026-11-05", "17:05"))
        assert EscalationWindow.objects.get(state="open").first_service


def test_w_11_service_of_a_new_paper_opens_a_full_window_without_the_uplift(order, ana, acting, frozen):
    from orders.actions import policies

    with frozen("2026-11-04T09:00-06:00"), acting("ana"):
        policies.set_policy({**policies.default_rules(), "first_service_uplift_hours": 24}, by=None)
    with frozen("2026-11-06T18:00-06:00"), acting("ana"):
        serve(order, ana, said("2026-11-06", "17:05"))
        first = EscalationWindow.objects.get()
        assert first.phase_ends_at == datetime(2026, 11, 10, 17, 5, tzinfo=CHICAGO)
    with frozen("2026-12-01T12:00-06:00"), acting("ana"):
        order.refresh_from_db()
        order_actions.edit_order(
            order, by=ana, version=order.version, new_paper=True, terms=["01"], issued=said("2026-11-02")
        )
        order.refresh_from_db()
        serve(order, ana, said("2026-12-01", "11:00"))
        newer = EscalationWindow.objects.get(state="open")
        assert (newer.phase, newer.first_service) == ("acute", False)
        assert newer.phase_ends_at == datetime(2026, 12, 4, 11, 0, tzinfo=CHICAGO)
