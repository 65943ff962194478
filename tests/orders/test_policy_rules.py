"""What C.3 demands of rules, one by one, each with its place; and what an edit of the data does."""

from __future__ import annotations

import copy

import pytest
from django.utils import translation

from orders.actions.policies import default_rules
from orders.escalation import Mark, changed, editing, problems_in, stored_rules


def rules():
    return editing.whole(default_rules())


ACUTE, TASK = ("service", "acute"), ("service", "acute", "tasks", "reach_client")
UPLIFT = "first_service_uplift_hours"


def with_phase(number, **changes):
    def change(data):
        data["phases"][number].update(changes)

    return change


def of_trigger(**changes):
    def change(data):
        editing.trigger_of(data, "violation")["phases"][0].update(changes)

    return change


def first_task(**changes):
    def change(data):
        data["phases"][0]["tasks"][0].update(changes)

    return change


def only_for(who):
    def change(data):
        for task in data["phases"][1]["tasks"]:
            task["who"] = who

    return change


def put(name, value):
    return lambda data: data.update({name: value})


@pytest.mark.parametrize(
    ("change", "path", "words"),
    [
        pytest.param(with_phase(0, until=0), (*ACUTE, "until"), "longer than nothing", id="length"),
        pytest.param(with_phase(1, until=3), ("service", "high", "until"), "end after the one", id="order"),
        pytest.param(with_phase(2, until=14), ("service", "elevated", "until"), "end after", id="overlap"),
        pytest.param(with_phase(1, unit="hours"), None, None, id="hours after hours are fine"),
        pytest.param(with_phase(0, unit="days", until=3), None, None, id="days only are fine"),
        pytest.param(
            lambda data: editing.move(data["phases"], "high", -1), ("service",), "hours come first",
            id="units",
        ),
        pytest.param(put("phases", []), ("service",), "at least one phase", id="one phase"),
        pytest.param(with_phase(3, until=731), ("service", "watch", "until"), "730 days", id="730 days"),
        pytest.param(with_phase(3, until=730), None, None, id="730 days are fine"),
        pytest.param(only_for("supervisor"), ("service", "high", "tasks"), "task for the advocate", id="adv"),
        pytest.param(only_for("advocate"), ("service", "high", "tasks"), "task for the supervisor", id="sup"),
        pytest.param(
            with_phase(1, acknowledge_hours=None), ("service", "high", "acknowledge_hours"),
            "time to acknowledge", id="answer",
        ),
        pytest.param(with_phase(2, acknowledge_hours=None), None, None, id="no answer below level 3"),
        pytest.param(with_phase(0, level=5), ("service", "acute", "level"), "from 1 to 4", id="level"),
        pytest.param(with_phase(2, tasks=[]), ("service", "elevated", "tasks"), "one task", id="tasks"),
        pytest.param(
            with_phase(2, check_in_hours=0), ("service", "elevated", "check_in_hours"), "check-ins", id="pace"
        ),
        pytest.param(of_trigger(until=0), ("violation", "acute", "until"), "longer than nothing", id="event"),
        pytest.param(of_trigger(tasks=[]), ("violation", "acute", "tasks"), "one task", id="event's tasks"),
        pytest.param(
            lambda data: editing.trigger_of(data, "hearing").update(lead_hours=-1), ("hearing", "lead_hours"),
            "counted forwards", id="lead",
        ),
        pytest.param(
            put(UPLIFT, -1), (UPLIFT,), "never shorten", id="uplift"
        ),
        pytest.param(
            first_task(who="mayor"), (*TASK, "who"), "mayor", id="who"
        ),
        pytest.param(
            first_task(hours=-1), (*TASK, "hours"), "forwards", id="hours"
        ),
        pytest.param(
            first_task(key="x" * 34), (*ACUTE, "tasks", "x" * 34, "key"), "too long", id="task key"
        ),
        pytest.param(with_phase(0, key="p" * 21), ("service", "p" * 21, "name"), "20 letters", id="phase"),
        pytest.param(put("chain", []), ("chain",), "names advocate", id="no chain"),
        pytest.param(put("chain", ["advocate", "advocate"]), ("chain",), "once", id="twice in the chain"),
        pytest.param(put("staffed_hours", {}), ("staffed_hours",), "in the week", id="nobody there"),
        pytest.param(
            put("staffed_hours", {"mon": [["17:00", "09:00"]]}), ("staffed_hours", "mon"), "end after",
            id="backwards",
        ),
        pytest.param(
            put("staffed_hours", {"mon": [["09:00", "13:00"], ["12:00", "17:00"]]}), ("staffed_hours", "mon"),
            "overlap", id="overlapping hours",
        ),
        pytest.param(
            lambda data: data["late_entry"].append(dict(data["late_entry"][0])),
            ("lists", "late_entry", "tasks"), "once", id="list",
        ),
    ],
)  # fmt: skip
def test_each_demand_of_the_rules_names_its_place(change, path, words):
    data = rules()
    change(data)
    found = problems_in(data)
    if path is None:
        assert found == []
        return
    assert path in [problem.path for problem in found], [(p.path, str(p)) for p in found]
    assert any(words in str(problem) for problem in found if problem.path == path)


def test_what_is_not_right_is_said_in_spanish_too():
    data = rules()
    with_phase(1, until=3, acknowledge_hours=None)(data)
    english = [str(problem) for problem in problems_in(data)]
    with translation.override("es"):
        spanish = [str(problem) for problem in problems_in(data)]
    assert len(spanish) == len(english) == 2
    assert not set(spanish) & set(english)


def test_an_edit_leaves_the_rules_it_began_with_alone():
    data = rules()
    before = copy.deepcopy(data)
    after = editing.edited(data, lambda new: editing.remove(new["phases"], "watch"))
    assert data == before
    assert [phase["key"] for phase in after["phases"]] == ["acute", "high", "elevated", "extended"]


def test_phases_move_and_stay_inside_their_row():
    data = rules()
    editing.move(data["phases"], "high", -1)
    editing.move(data["phases"], "high", -1)
    assert [phase["key"] for phase in data["phases"]][:2] == ["high", "acute"]
    editing.move(data["phases"], "extended", 1)
    assert data["phases"][-1]["key"] == "extended"


@pytest.mark.parametrize(
    ("words", "taken", "key"),
    [
        ("Fase roja", set(), "fase_roja"),
        ("Después del juicio, muy largo", set(), "después_del_juicio_m"),
        ("Red", {"red"}, "red_2"),
        ("Add", set(), "add_2"),
        ("!!!", set(), "own"),
    ],
)
def test_an_own_name_becomes_a_key_that_boards_can_show(words, taken, key):
    assert editing.phase_key(words, taken) == key
    assert len(key) <= 20


def test_differences_say_what_is_new_gone_and_changed():
    data = rules()
    with_phase(0, until=96)(data)
    editing.remove(data["phases"][0]["tasks"], "ask_injury")
    task = {"key": "call_landlord", "who": "advocate", "hours": 8, "title": "Call the landlord"}
    editing.add(data["phases"][0]["tasks"], task)
    found = {row.path: row.mark for row in changed(stored_rules(rules()), stored_rules(data))}
    assert found == {
        ("service", "acute", "until"): Mark.CHANGED,
        ("service", "acute", "tasks", "ask_injury"): Mark.GONE,
        ("service", "acute", "tasks", "call_landlord"): Mark.NEW,
    }
