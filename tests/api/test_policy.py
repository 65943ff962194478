"""Versions and drafts of the rules over the API: read, never written."""

from __future__ import annotations

import pytest

from orders.actions import drafts
from tests.orders.policy import approved, longer_acute, proposed, short_acute


@pytest.fixture
def rules(acting, cast):
    """Version 2 in force, and a proposal that waits."""
    with acting("sol"):
        policy = approved(cast["sol"], cast["dee"], longer_acute)
        return policy, proposed(cast["sol"], short_acute, title="Shorter first days")


def test_versions_say_since_when_they_hold_and_what_they_changed(api, rules):
    policy, _ = rules
    ana = api("ana")
    found = ana.get("policy-versions/").json()["results"]
    assert [(row["number"], row["is_in_force"]) for row in found] == [(2, True), (1, False)]
    assert found[1]["until"] == found[0]["effective_from"]
    full = ana.get(f"policy-versions/{policy.ref}/").json()
    assert full["rules"]["phases"][0]["until"] == 96
    assert ana.get(f"policy-versions/{policy.ref}/difference/").json() == {
        "against": 1,
        "differences": [
            {
                "path": ["service", "acute", "until"], "mark": "changed", "before": ["hours", 72],
                "after": ["hours", 96],
            }
        ],
    }  # fmt: skip


def test_drafts_are_read_with_what_is_not_right_yet(api, acting, cast, rules):
    _, draft = rules
    sol = api("sol")
    assert [row["ref"] for row in sol.get("policy-drafts/", state="proposed").json()["results"]] == [
        draft.ref
    ]
    beside = sol.get(f"policy-drafts/{draft.ref}/difference/").json()
    assert (beside["against"], beside["differences"][0]["after"]) == (2, ["hours", 24])
    with acting("sol"):
        unfinished = drafts.begin(by=cast["sol"], title="Unfinished")
        drafts.change_part(
            unfinished, by=cast["sol"], part=lambda data: data, was="", what="test",
            change=lambda data: data["phases"][1].update(acknowledge_hours=None),
        )  # fmt: skip
    problems = sol.get(f"policy-drafts/{unfinished.ref}/").json()["problems"]
    assert problems == [
        {
            "path": ["service", "high", "acknowledge_hours"],
            "words": "At level 3 there must be a time to acknowledge.",
        }
    ]


def test_nothing_of_the_rules_is_written_over_the_api(api, rules):
    policy, draft = rules
    dee = api("dee")
    for address in ("policy-versions/", f"policy-versions/{policy.ref}/", f"policy-drafts/{draft.ref}/"):
        assert dee.post(address).status_code == 405
        assert dee.patch(address).status_code == 405
