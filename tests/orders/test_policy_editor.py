"""Every part of a draft is changed on a form of its own; what is not right yet is said where it belongs."""

from __future__ import annotations

import pytest
from django.urls import reverse

from orders.actions import drafts
from orders.escalation import editing, problems_in
from tests.orders.policy import edit


@pytest.fixture
def draft(acting, cast):
    with acting("sol"):
        return drafts.begin(by=cast["sol"], title="Our own rules")


@pytest.fixture
def sol(as_staff):
    return as_staff("sol")


@pytest.fixture
def rules(acting, draft):
    """`rules()` is what the draft says now."""

    def read():
        with acting("sol"):
            draft.refresh_from_db()
        return draft.rules

    return read


@pytest.fixture
def send(sol, draft):
    """`send("draft_phase", "service", "high", until=21)` fills the form as it stands, then what is given."""

    def act(page, *at, code=302, without=(), **typed):
        url = reverse(f"orders:{page}", args=[draft.ref, *at])
        form = sol.get(url).context["form"]
        stands = {
            name: f"{value:%H:%M}" if hasattr(value, "hour") else value
            for name, value in form.initial.items()
            if value not in (None, False)
        }
        fields = {key: value for key, value in {**stands, **typed}.items() if key not in without}
        answer = sol.post(url, fields)
        assert answer.status_code == code, answer.context and answer.context["form"].errors
        return answer

    return act


@pytest.fixture
def press(sol, draft):
    """`press("draft_phase_remove", "service", "watch", page=…)` presses a button of that page."""

    def act(name, *at, page, **sent):
        url = reverse(f"orders:{name}", args=[draft.ref, *at])
        html = sol.get(reverse(f"orders:{page[0]}", args=[draft.ref, *page[1:]])).content.decode()
        form = html.partition(f'action="{url}"')[2].partition("</form>")[0]
        was = form.partition('name="was" value="')[2].partition('"')[0]
        assert was, "the page has the button"
        return sol.post(url, {"was": was, **sent})

    return act


def test_a_phase_is_added_with_an_own_name_and_says_what_it_lacks(send, rules, sol, draft):
    answer = send(
        "draft_phase_add", "service", name="own", label="Mitte", unit="days", until=200, level=3, enabled="on"
    )
    added = rules()["phases"][-1]
    assert (added["key"], added["label"], added["until"]) == ("mitte", "Mitte", 200)
    page = sol.get(answer.url).content.decode()
    for words in ("There must be at least one task", "needs a task for the supervisor", "Not right yet"):
        assert words in page
    assert "not right yet" in sol.get(draft.get_absolute_url()).content.decode()


def test_the_name_of_a_phase_is_its_own(send):
    answer = send("draft_phase_add", "service", name="high", unit="days", until=200, level=1, code=422)
    assert "name" in answer.context["form"].errors
    answer = send("draft_phase_add", "service", name="own", unit="days", until=200, level=1, code=422)
    assert "label" in answer.context["form"].errors


def test_a_phase_is_changed_field_by_field(send, rules):
    send(
        "draft_phase", "service", "high", until=21, level=4, acknowledge_hours="1.5", check_in_hours="",
        without=("enabled",),
    )  # fmt: skip
    phase = rules()["phases"][1]
    assert (phase["until"], phase["level"], phase["acknowledge_hours"]) == (21, 4, 1.5)
    assert phase["enabled"] is False and "check_in_hours" not in phase
    assert len(phase["tasks"]) > 5, "its tasks stay"


def test_a_phase_until_it_is_resolved_needs_no_length(send, rules):
    send("draft_phase", "violation", "high", unit="resolved", until="")
    assert editing.phase_of(rules(), "violation", "high")["until"] == 0
    assert problems_in(rules()) == []


def test_phases_move_and_go_by_their_buttons(press, rules):
    page = ("draft_event", "service")
    assert press("draft_phase_move", "service", "high", page=page, to="up").status_code == 302
    assert [phase["key"] for phase in rules()["phases"]][:2] == ["high", "acute"]
    assert press("draft_phase_remove", "service", "extended", page=page).status_code == 302
    assert [phase["key"] for phase in rules()["phases"]][-1] == "watch"


def test_a_phase_changed_meanwhile_is_not_taken_out_unseen(sol, draft, acting, cast, rules):
    page = sol.get(reverse("orders:draft_event", args=[draft.ref, "service"])).content.decode()
    url = reverse("orders:draft_phase_remove", args=[draft.ref, "service", "watch"])
    was = page.partition(f'action="{url}"')[2].partition('name="was" value="')[2].partition('"')[0]
    with acting("dee"):
        edit(draft, cast["dee"], lambda data: data["phases"][3].update(until=100))
    assert sol.post(url, {"was": was}).status_code == 409
    assert len(rules()["phases"]) == 5


def test_a_task_of_the_catalogue_and_one_in_own_words_are_added(send, rules):
    common = {"who": "supervisor", "hours": "4", "counts": "staffed", "anchor": "known", "priority": "1"}
    send("draft_task_add", "service", "high", task="look_at_plan", **common)
    send(
        "draft_task_add",
        "service",
        "high",
        task="own",
        title="Call the landlord",
        only_if="firearms",
        **common,
    )
    known, own = rules()["phases"][1]["tasks"][-2:]
    assert known == {**common, "key": "look_at_plan", "hours": 4, "priority": 1}
    assert (own["key"], own["title"], own["only_if"]) == (
        "call_the_landlord", "Call the landlord", "firearms",
    )  # fmt: skip
    assert problems_in(rules()) == []
    answer = send("draft_task_add", "service", "high", task="look_at_plan", **common, code=422)
    assert "task" in answer.context["form"].errors


def test_a_task_is_changed_and_taken_out(send, press, rules):
    send("draft_task", "service", "high", "prepare_hearing", hours="24", who="supervisor")
    assert editing.task_of(rules(), "service", "high", "prepare_hearing")["who"] == "supervisor"
    press("draft_task_remove", "service", "high", "prepare_hearing", page=("draft_phase", "service", "high"))
    with pytest.raises(editing.NoSuchPart):
        editing.task_of(rules(), "service", "high", "prepare_hearing")


def test_lists_beside_the_phases_have_tasks_of_their_own(send, press, rules):
    common = {"who": "advocate", "hours": "2", "counts": "elapsed", "anchor": "known", "priority": "2"}
    send("draft_task_add", "lists", "late_entry", task="own", title="Ask why it came late", **common)
    assert rules()["late_entry"][-1]["title"] == "Ask why it came late"
    press(
        "draft_task_remove", "lists", "late_entry", "contact_now", page=("draft_phase", "lists", "late_entry")
    )
    assert "contact_now" not in [task["key"] for task in rules()["late_entry"]]


def test_events_are_added_changed_and_taken_out(send, press, rules):
    press("draft_event_remove", "job_loss", page=("draft_event", "job_loss"))
    assert "job_loss" not in [entry["key"] for entry in rules()["triggers"]]
    send("draft_event_add", event="job_loss")
    assert rules()["triggers"][-1]["phases"], "with the phases Lantern comes with"
    send("draft_lead", "hearing", lead_hours="48")
    assert editing.trigger_of(rules(), "hearing")["lead_hours"] == 48


def test_staffed_hours_weekday_by_weekday_and_until_midnight(send, rules, sol, draft):
    send("draft_staffing", sat_1_from="09:00", sat_1_until="12:00", sat_2_from="18:00", sat_2_until="00:00")
    assert rules()["staffed_hours"]["sat"] == [["09:00", "12:00"], ["18:00", "23:59:59.999999"]]
    assert problems_in(rules()) == []
    send("draft_staffing", sun_1_from="12:00", sun_1_until="09:00")
    page = sol.get(reverse("orders:draft_staffing", args=[draft.ref])).content.decode()
    assert "Staffed hours end after they begin" in page
    answer = send("draft_staffing", mon_2_from="18:00", code=422)
    assert "mon_2_until" in answer.context["form"].errors


def test_chain_uplift_and_reason(send, rules, draft):
    send("draft_chain", first="supervisor", second="", third="director", fourth="")
    send("draft_uplift", first_service_uplift_hours="24")
    send("draft_about", title="A shorter title", why="Because")
    assert (rules()["chain"], rules()["first_service_uplift_hours"]) == (["supervisor", "director"], 24)
    assert (draft.title, draft.why) == ("A shorter title", "Because")


def test_warnings_stand_at_their_field_also_when_something_else_is_refused(send, draft, acting, cast, sol):
    with acting("sol"):
        edit(draft, cast["sol"], lambda data: data["phases"][1].update(acknowledge_hours=None))
    for answer in (
        sol.get(reverse("orders:draft_phase", args=[draft.ref, "service", "high"])),
        send("draft_phase", "service", "high", until="", code=422),
    ):
        hint = (
            answer.content.decode().partition('id="id_acknowledge_hours_helptext"')[2].partition("</div>")[0]
        )
        assert "At level 3 there must be a time to acknowledge." in hint


def test_what_is_proposed_is_not_changed(sol, acting, cast, draft):
    url = reverse("orders:draft_chain", args=[draft.ref])
    was = sol.get(url).context["form"].initial["was"]
    with acting("sol"):
        changed = edit(draft, cast["sol"], lambda data: data.update(first_service_uplift_hours=12))
        drafts.propose(changed, by=cast["sol"], version=changed.version, why="Why not")
    refused = sol.post(url, {"was": was, "first": "director"})
    assert refused.status_code == 422 and "not a draft any more" in refused.content.decode()
    assert "Approve" not in sol.get(draft.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    "at",
    [("draft_event", "earthquake"), ("draft_phase", "service", "none"), ("draft_phase", "lists", "none")],
)
def test_a_part_that_is_not_there_is_not_found(sol, draft, at):
    assert sol.get(reverse(f"orders:{at[0]}", args=[draft.ref, *at[1:]])).status_code == 404
