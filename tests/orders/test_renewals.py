"""The last stretch of an order: who is asked when, what the client wants, and what the end brings (A5)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from caseload.foundation import clock
from caseload.foundation.errors import RuleBroken, Stale
from caseload.models import AuditEntry, Notification, Task
from orders.actions import deadline_answers, deadline_sweep, hearings, renewals
from orders.actions import orders as order_actions
from orders.models import Deadline, EscalationWindow, OrderEvent, Renewal
from tests.kept import kept_fixture
from tests.orders.conftest import CHICAGO, make_order, said

MADE = "2026-11-03T09:00-06:00"
# The order ends with 30 June 2027; each of its steps begins at eight in the morning.
OPENS, IN_60, IN_30, IN_14, IN_7 = (
    f"2027-{day}T08:00-05:00" for day in ("04-01", "05-01", "05-31", "06-16", "06-23")
)
STEPS = {OPENS: "opens", IN_60: "60", IN_30: "30", IN_14: "14", IN_7: "7"}
END = "2027-07-01T00:00-05:00"
REASKED = {"renewal_opens", "renewal_60", "renewal_30", "renewal_14", "renewal_7"}


@kept_fixture
def final(case, client_of_case, ana, acting, frozen):
    """A final order that ends with 30 June 2027."""
    with frozen(MADE), acting("ana"):
        return make_order(case, ana, order_type="final", expiry="on_date", expires_on=date(2027, 6, 30))


@pytest.fixture
def decide(final, ana, acting, frozen):
    """`decide("renew", at=...)`: ana notes what the client wants."""

    def note(answer, at=OPENS, **more):
        with frozen(at), acting("ana"):
            row = row_of(final)
            return renewals.decide(row, by=ana, version=row.version, answer=answer, **more)

    return note


@pytest.fixture
def filed(decide, final, ana, acting, frozen):
    def note(at=IN_60, day=date(2027, 4, 30)):
        decide("renew")
        with frozen(at), acting("ana"):
            row = row_of(final)
            return renewals.note_filed(row, by=ana, version=row.version, filed_on=day)

    return note


def row_of(order):
    row = Renewal.objects.select_related("case", "order").get(order=order)
    row.order.case = row.case
    return row


def asked(state="open"):
    """The tasks of renewals in this state, without the prefix."""
    rows = Task.objects.filter(state=state, dedupe_key__contains=":renewal:").order_by("pk")
    return [kind.removeprefix("orders.") for kind in rows.values_list("kind", flat=True)]


def later(at, **delta):
    return (datetime.fromisoformat(at) + timedelta(**delta)).isoformat()


# ---- Steps ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("at", STEPS)
def test_a5_each_step_asks_in_the_morning_of_its_day_and_once(at, final, ana, acting, sweep):
    key = f"renewal_{STEPS[at]}"
    sweep(later(at, minutes=-1))
    with acting():
        assert key not in asked()
    sweep(at)
    sweep(later(at, minutes=1))
    with acting():
        assert [one for one in asked() if one in REASKED] == [key]
        assert Task.objects.get(kind=f"orders.{key}").assigned_to == ana


def test_a_later_reminder_takes_the_place_of_the_one_nobody_did(final, acting, sweep):
    for at in STEPS:
        sweep(at)
    with acting():
        assert asked() == ["renewal_7", "renewal_undecided"]
        assert asked("cancelled") == ["renewal_opens", "renewal_60", "renewal_30", "renewal_14"]


def test_after_an_outage_the_latest_step_asks_and_no_other(final, acting, sweep):
    sweep(later(IN_30, days=3))
    sweep(later(IN_30, days=3, minutes=1))
    with acting():
        assert (asked(), asked("cancelled")) == (["renewal_30"], [])


def test_the_window_start_follows_the_date_on_the_paper(final, ana, acting, frozen, sweep):
    """PO-10: what a person enters stands."""
    with frozen(MADE), acting("ana"):
        row = Deadline.objects.select_related("case", "order", "hearing").get(kind="renewal_opens")
        day = date(2027, 5, 20)
        deadline_answers.overwrite(row, by=ana, version=row.version, day=day, why="Form 5")
        assert [step.key for step in row_of(final).steps] == ["opens", "30", "14", "7", "end", "after"]
    sweep(later(IN_60, days=1))
    with acting():
        assert asked() == []
    sweep("2027-05-20T08:00-05:00")
    with acting():
        assert asked() == ["renewal_opens"]


def test_nobody_is_asked_about_an_order_that_waits_for_its_hearing(
    case, client_of_case, ana, acting, frozen, sweep
):
    with frozen(MADE), acting("ana"):
        make_order(case, ana, expiry="on_date", expires_on=date(2026, 11, 24))
        row = Renewal.objects.select_related("case", "order").get()
        assert not row.asks
        with pytest.raises(RuleBroken):
            renewals.decide(row, by=ana, version=row.version, answer="renew")
    sweep("2026-11-20T08:00-06:00")
    with acting():
        assert asked() == []


# ---- The client's decision -----------------------------------------------------------------------


def test_does_not_want_stops_the_reminders_and_leaves_the_end(final, decide, acting, sweep):
    sweep(OPENS)
    decide("no", at=later(OPENS, hours=2), words="I have moved", whose="client")
    for at in (IN_60, IN_30, IN_14, IN_7):
        sweep(at)
    with acting():
        assert (asked(), asked("done")) == ([], ["renewal_opens"])
        assert row_of(final).ends_at == datetime.fromisoformat(END)
    sweep(END)
    with acting():
        assert EscalationWindow.objects.filter(trigger="order_ended", state="open").count() == 1


def test_a_decision_is_changed_back_and_the_reminders_go_on(final, decide, acting, sweep):
    decide("no", at=later(OPENS, hours=2))
    sweep(IN_60)
    decide("undecided", at=later(IN_60, hours=5))
    sweep(IN_30)
    with acting():
        assert asked() == ["renewal_30"]
        told = OrderEvent.objects.filter(kind="answered").order_by("pk")
        assert [event.facts["answer"] for event in told.select_related("case")] == ["no", "undecided"]
        assert AuditEntry.objects.filter(event="orders.renewal_decided").count() == 2


@pytest.mark.parametrize("answer", ["undecided", "not_reached"])
def test_an_answer_that_settles_nothing_is_asked_again_at_the_next_step(answer, decide, acting, sweep):
    sweep(OPENS)
    decide(answer, at=later(OPENS, hours=2))
    with acting():
        assert (asked(), asked("done")) == ([], ["renewal_opens"])
    sweep(IN_60)
    with acting():
        assert asked() == ["renewal_60"]


def test_no_decision_with_a_week_left_is_shown_to_the_supervisor(final, decide, cast, acting, sweep):
    sweep(IN_7)
    with acting():
        task = Task.objects.get(kind="orders.renewal_undecided")
        assert (task.assigned_to, task.role) == (cast["sol"], "supervisor")
        told = Notification.objects.get(kind="orders.renewal", channel="in_app")
        assert told.recipient == cast["sol"]
    decide("no", at=later(IN_7, hours=1))
    with acting():
        assert asked() == []


def test_a_decision_in_time_is_not_shown_to_the_supervisor(filed, acting, sweep):
    filed()
    sweep(IN_7)
    with acting():
        assert "renewal_undecided" not in asked()
        assert not Notification.objects.filter(kind="orders.renewal").exists()


def test_wants_to_renew_leads_to_the_petition_the_hearing_and_the_new_order(
    final, decide, case, ana, acting, frozen, sweep
):
    decide("renew")
    with acting():
        assert asked() == ["renewal_file"]
    with frozen(later(OPENS, days=2)), acting("ana"):
        row = row_of(final)
        renewals.note_filed(row, by=ana, version=row.version, filed_on=date(2027, 4, 2))
        assert (asked(), asked("done")) == ([], ["renewal_file"])
        starts_at = datetime(2027, 5, 10, 9, 30, tzinfo=CHICAGO)
        hearing = hearings.record_hearing(final, by=ana, kind="modification", starts_at=starts_at)
    sweep(later(IN_60, hours=1))
    with acting():
        assert asked() == []  # The hearing has tasks of its own.
    with frozen("2027-05-10T12:00-05:00"), acting("ana"):
        hearings.edit_hearing(hearing, by=ana, version=hearing.version, outcome="granted")
        row = row_of(final)
        assert (row.outcome, row.outcome_on) == ("granted", date(2027, 5, 10))
        assert asked() == ["renewal_new_order"]
        new = make_order(
            case, ana, issued=said("2027-05-10"), order_type="final", replaces=final, expiry="on_date",
            expires_on=date(2029, 6, 30),
        )  # fmt: skip
        assert (asked(), row_of(final).next_due_at, row_of(new).answer) == ([], None, "not_asked")


def test_a_petition_that_is_not_on_record_is_asked_for_again_and_shown_to_the_supervisor(
    decide, acting, sweep
):
    decide("renew")
    sweep(IN_30)
    with acting():
        assert asked() == ["renewal_file"]
    sweep(IN_7)
    with acting():
        assert asked() == ["renewal_file", "renewal_not_filed"]


def test_a_granted_renewal_without_its_paper_is_asked_for_again(final, filed, ana, acting, frozen, sweep):
    filed()
    with frozen(IN_30), acting("ana"):
        row = row_of(final)
        renewals.note_outcome(row, by=ana, version=row.version, outcome="granted")
    sweep(IN_14)
    with acting():
        assert asked() == ["renewal_new_order"]
    sweep(IN_7)
    with acting():
        assert asked() == ["renewal_new_order", "renewal_no_paper"]
        assert Notification.objects.filter(kind="orders.renewal", channel="in_app").count() == 1


def test_a_petition_that_was_taken_back_asks_the_client_again(
    final, filed, decide, ana, acting, frozen, sweep
):
    filed()
    with frozen(IN_30), acting("ana"):
        row = row_of(final)
        renewals.note_outcome(row, by=ana, version=row.version, outcome="withdrawn")
    sweep(IN_14)
    with acting():
        assert asked() == ["renewal_14"]
    decide("renew", at=later(IN_14, hours=1))
    with acting():
        row = row_of(final)
        assert (row.filed_on, row.outcome, asked()) == (None, "", ["renewal_file"])


def test_a_hearing_about_another_change_says_nothing_of_the_renewal(final, decide, ana, acting, frozen):
    decide("renew")
    with frozen(IN_60), acting("ana"):
        at = datetime(2027, 4, 20, 9, 30, tzinfo=CHICAGO)
        hearings.record_hearing(final, by=ana, kind="modification", starts_at=at, outcome="granted")
        assert row_of(final).outcome == ""
    with frozen(later(IN_60, hours=1)), acting("ana"):
        row = row_of(final)
        renewals.note_filed(row, by=ana, version=row.version, filed_on=date(2027, 5, 1))
        hearing = hearings.record_hearing(final, by=ana, kind="modification", starts_at=at)
        hearings.edit_hearing(hearing, by=ana, version=hearing.version, outcome="denied")
        assert row_of(final).outcome == ""


def test_without_a_hearing_the_court_is_asked_for_its_date(filed, acting, sweep):
    filed()
    sweep(IN_30)
    with acting():
        assert asked() == ["renewal_court_date"]


def test_a_denied_renewal_is_talked_over_and_the_order_stays_until_its_end(
    final, filed, ana, acting, frozen, sweep
):
    filed()
    with frozen(IN_30), acting("ana"):
        row = row_of(final)
        renewals.note_outcome(row, by=ana, version=row.version, outcome="denied")
        assert asked() == ["renewal_denied"]
        final.refresh_from_db()
        assert final.in_force(clock.now())
    sweep(IN_14)
    with acting():
        assert asked() == ["renewal_denied"]


def test_what_does_not_fit_together_is_refused_at_its_field(final, decide, filed, ana, acting, frozen):
    with frozen(OPENS), acting("ana"):
        row = row_of(final)
        for field, act, facts in (
            ("answer", renewals.decide, {"answer": "not_asked"}),
            ("said_on", renewals.decide, {"answer": "no", "said_on": date(2027, 4, 2)}),
            ("filed_on", renewals.note_filed, {"filed_on": date(2027, 4, 1)}),
            ("outcome", renewals.note_outcome, {"outcome": "granted"}),
        ):
            with pytest.raises(RuleBroken) as refused:
                act(row, by=ana, version=row.version, **facts)
            assert refused.value.field == field
    filed()
    with frozen(IN_60), acting("ana"):
        row = row_of(final)
        with pytest.raises(RuleBroken) as refused:
            facts = {"outcome": "granted", "outcome_on": date(2027, 4, 29)}
            renewals.note_outcome(row, by=ana, version=row.version, **facts)
        assert refused.value.field == "outcome_on"
        with pytest.raises(Stale):
            renewals.decide(row, by=ana, version=row.version - 1, answer="no")


# ---- The end -------------------------------------------------------------------------------------


def ended_windows():
    return EscalationWindow.objects.filter(trigger="order_ended")


@pytest.mark.parametrize("late", [timedelta(), timedelta(days=5)], ids=["in time", "after an outage"])
def test_c_2_the_end_of_an_order_heightens_care_once(late, final, acting, sweep):
    sweep(later(END, minutes=-1))
    with acting():
        assert not ended_windows().exists()
    at = later(END, days=late.days)
    sweep(at)
    sweep(later(at, minutes=1))
    with acting():
        window = ended_windows().get()
        assert (window.level, window.event_from) == (3, datetime.fromisoformat(END))
        assert window.closes_at == datetime(2027, 7, 16, tzinfo=CHICAGO)
        assert asked() == []  # Nobody is asked about renewal any more.


def test_the_day_after_somebody_asks_how_the_client_is(final, agency, acting, acting_job, frozen, sweep):
    with frozen("2027-07-01T08:00-05:00"), acting_job():
        deadline_sweep.sweep(now=clock.now())
        deadline_sweep.sweep(now=clock.now())
    with acting():
        assert "how the client is" in Task.objects.get(kind="orders.order_has_ended").title


def test_c_2_a_temporary_order_that_ends_with_nothing_after_it_heightens_care(
    case, client_of_case, ana, acting, frozen, sweep
):
    with frozen(MADE), acting("ana"):
        make_order(case, ana, expiry="on_date", expires_on=date(2026, 11, 24))
    sweep("2026-11-25T00:00-06:00")
    with acting():
        assert ended_windows().get().level == 3


def test_an_order_that_has_no_end_any_more_is_not_asked_about(
    final, case, ana, acting, frozen, as_staff, sweep
):
    with frozen(IN_60), acting("ana"):
        final.refresh_from_db()
        issued = said("2026-11-02")
        order_actions.edit_order(final, by=ana, version=final.version, issued=issued, expiry="further_order")
    sweep(IN_30)
    with acting():
        assert asked() == []
    with frozen(IN_30):
        assert case.code not in listed(as_staff("ana"), time="all")
        assert as_staff("ana").get(reverse("orders:renewal", args=[final.ref])).status_code == 404


def test_an_order_that_goes_on_in_another_one_raises_nothing(final, case, ana, acting, frozen, sweep):
    with frozen(IN_30), acting("ana"):
        make_order(case, ana, issued=said("2027-05-30"), order_type="final", expiry="unknown")
    sweep(END)
    with acting():
        assert not ended_windows().exists()
        assert AuditEntry.objects.filter(event="orders.order_expired").exists()


def test_an_end_that_was_wrong_takes_its_window_back(final, ana, acting, frozen, sweep):
    sweep(END)
    with frozen(later(END, hours=9)), acting("ana"):
        final.refresh_from_db()
        order_actions.edit_order(
            final, by=ana, version=final.version, issued=said("2026-11-02"), expires_on=date(2027, 7, 20)
        )
        assert not ended_windows().filter(state="open").exists()
    sweep("2027-07-21T00:00-05:00")
    with acting():
        assert ended_windows().filter(state="open").count() == 1


def test_an_extended_order_asks_the_client_anew(final, decide, ana, acting, frozen, sweep):
    decide("no")
    with frozen(IN_60), acting("ana"):
        final.refresh_from_db()
        order_actions.edit_order(
            final, by=ana, version=final.version, issued=said("2026-11-02"), expires_on=date(2028, 6, 30)
        )
        row = row_of(final)
        assert (row.answer, row.words, row.round) == ("not_asked", "", 2)
    sweep("2028-04-01T08:00-05:00")
    with acting():
        assert asked() == ["renewal_opens"]


def test_a_step_the_sweep_took_meanwhile_is_not_undone_by_a_decision(final, ana, acting, frozen, sweep):
    with frozen(IN_60), acting("ana"):
        opened = row_of(final)  # A page that was open while the sweep ran.
    sweep(IN_60)
    with frozen(later(IN_60, hours=2)), acting("ana"):
        renewals.decide(opened, by=ana, version=opened.version, answer="undecided")
        assert row_of(final).last_step == "60"
    sweep(later(IN_60, hours=3))
    with acting():
        assert (asked(), asked("done")) == ([], ["renewal_60"])


def test_a_corrected_date_keeps_the_decision(final, decide, ana, acting, frozen):
    decide("no")
    with frozen(IN_60), acting("ana"):
        final.refresh_from_db()
        order_actions.edit_order(
            final, by=ana, version=final.version, issued=said("2026-11-02"), expires_on=date(2027, 6, 29)
        )
        assert row_of(final).answer == "no"


# ---- Pages ---------------------------------------------------------------------------------------


def test_a_decision_takes_two_taps_from_the_order(final, as_staff, acting, frozen):
    with frozen(IN_60):
        browser = as_staff("ana")
        page = browser.get(final.get_absolute_url()).content.decode()
        url = reverse("orders:renewal", args=[final.ref])
        assert f'href="{url}"' in page
        assert 'name="answer" value="no"' in browser.get(url).content.decode()
        assert browser.post(url, {"version": 1, "answer": "no", "whose": "client"}).status_code == 302
        page = browser.get(final.get_absolute_url()).content.decode()
        assert "Does not want to renew" in page
        assert "no reminder" in page
    with acting():
        row = row_of(final)
        assert (row.answer, row.answered_on, row.answered_by.name) == ("no", date(2027, 5, 1), "Ana")
        assert AuditEntry.objects.filter(event="orders.renewal_viewed").exists()


def test_nothing_typed_is_lost_when_no_button_says_what_the_client_wants(final, as_staff, frozen):
    with frozen(IN_60):
        url = reverse("orders:renewal", args=[final.ref])
        answer = as_staff("ana").post(url, {"version": 1, "words": "She is not sure"})
        assert answer.status_code == 422
        assert "She is not sure" in answer.content.decode()


def listed(browser, **query):
    return browser.get(reverse("orders:renewals"), query).content.decode()


def test_the_list_shows_own_cases_or_the_team_and_narrows(final, case, decide, cast, as_staff, frozen):
    with frozen(OPENS):
        ana, ben, sol = as_staff("ana"), as_staff("ben"), as_staff("sol")
        assert case.code in listed(ana)
        assert case.code not in listed(ben)
        assert case.code in listed(sol)
        assert case.code not in listed(sol, whose="mine")
        assert case.code in listed(sol, person=cast["ana"].ref)
        assert case.code not in listed(sol, person=cast["ben"].ref)
        assert case.code in listed(sol, answer="open")
        assert case.code not in listed(sol, time="30")
    decide("no")
    with frozen(OPENS):
        assert case.code not in listed(sol, answer="open")
        assert case.code in listed(sol, answer="no")


def test_the_list_says_when_it_is_empty(final, as_staff, frozen):
    with frozen(MADE):
        assert "No order has come to where renewal may be asked for" in listed(as_staff("ana"))
        assert "No order matches" in listed(as_staff("ana"), time="7")


def test_an_order_that_ended_stays_on_the_list_for_two_weeks(final, case, as_staff, frozen):
    with frozen(later(END, days=3)):
        assert case.code in listed(as_staff("ana"), time="ended")
    with frozen(later(END, days=15)):
        assert case.code not in listed(as_staff("ana"), time="ended")


def test_my_day_says_how_many_orders_end_within_a_month(final, decide, as_staff, frozen):
    with frozen(IN_14):
        page = as_staff("ana").get(reverse("caseload:home")).content.decode()
        assert "1 order ends within 30 days" in page
        assert "1 without a decision or a petition" in page
    decide("no", at=IN_14)
    with frozen(IN_14):
        assert "All settled" in as_staff("ana").get(reverse("caseload:home")).content.decode()


def test_eve_learns_nothing_of_it(final, case, as_staff, frozen):
    with frozen(IN_14):
        eve = as_staff("eve")
        assert case.code not in listed(eve, time="all")
        assert eve.get(reverse("orders:renewal", args=[final.ref])).status_code == 404
        assert eve.post(reverse("orders:renewal", args=[final.ref]), {"answer": "no"}).status_code == 404


FORBIDDEN = ("must renew", "should renew", "has to renew", "needs to renew", "renew now")


def test_no_words_say_that_renewal_is_a_must(final, as_staff, frozen, sweep):
    for at in STEPS:
        sweep(at)
    with frozen(later(IN_7, hours=1)):
        browser = as_staff("ana")
        pages = [final.get_absolute_url(), reverse("orders:renewal", args=[final.ref])]
        pages += [reverse("orders:renewals"), reverse("caseload:tasks"), reverse("caseload:home")]
        words = " ".join(browser.get(page).content.decode().lower() for page in pages)
        assert "renew" in words
        assert not [bad for bad in FORBIDDEN if bad in words]
