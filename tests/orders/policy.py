"""What the tests of rules share: drafts that are written, proposed and approved as people do it."""

from __future__ import annotations

from orders.actions import drafts, policies


def longer_acute(data) -> None:
    """The acute phase lasts four days."""
    data["phases"][0]["until"] = 96


def short_acute(data) -> None:
    """The acute phase lasts one day."""
    data["phases"][0]["until"] = 24


def set_rules(change, *, by=None):
    """A version in force at once, without a proposal: `change` works on the default."""
    rules = policies.default_rules()
    change(rules)
    return policies.set_policy(rules, by=by)


def edit(draft, by, change):
    """Put a change into a draft, as its forms do."""
    return drafts.change_part(draft, by=by, part=lambda data: data, was="", change=change, what="test")


def proposed(by, change=longer_acute, title="Longer first days", why="It was too short"):
    draft = edit(drafts.begin(by=by, title=title), by, change)
    return drafts.propose(draft, by=by, version=draft.version, why=why)


def approved(by, answers, change=longer_acute, **how):
    draft = proposed(by, change)
    return drafts.approve(draft, by=answers, version=draft.version, **how)
