"""The API against its own description: whatever is sent, no crash and no answer it does not declare."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from rest_framework.throttling import SimpleRateThrottle
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from config.wsgi import application
from tests.api.conftest import token_for

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
BOUNDS = settings(
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
# Examples of each operation for each person: what keeps to the description, and what does not.
DEPTH = int(os.environ.get("API_TEST_DEPTH", "1"))
EXAMPLES = {"ana": (3, 1), "sol": (2, 1), "aud": (1, 1)}
MOST = tuple(max(counts) for counts in zip(*EXAMPLES.values(), strict=True))
MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
MOSTLY = st.sampled_from([True, True, False])
REFS = {"case": "cases", "order": "orders", "resource": "resources", "referral": "referrals"}


@dataclass(frozen=True)
class Example:
    """A request as it was made up; most of them name things that exist."""

    case: Any
    path_parameters: Any
    body: Any
    is_real: bool
    has_version: bool

    def told_of(self, story: dict[str, str]) -> Any:
        """The request, about the story of this test."""
        self.case.path_parameters, self.case.body = self.path_parameters, self.body
        if self.is_real:
            _name_real_things(self.case, story, self.has_version)
        return self.case


@pytest.fixture
def unthrottled(monkeypatch):
    monkeypatch.setitem(SimpleRateThrottle.THROTTLE_RATES, "user", None)


@contextlib.contextmanager
def shared_connection():
    """Requests stay inside the test's transaction: none of them closes the connection."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in signals:
            signal.connect(close_old_connections)


@pytest.fixture(scope="module")
def examples(django_db_setup, django_db_blocker):
    """Every operation of the description with examples of it, made up once and sent as each person."""
    with django_db_blocker.unblock():
        schema = schemathesis.openapi.from_dict(Client().get("/api/schema/").json())
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) > 70
    return [
        (mode, _made_up(operation, mode, most * DEPTH))
        for operation in operations
        for mode, most in zip(MODES, MOST, strict=True)
    ]


def _made_up(operation: Any, mode: Any, count: int) -> list[Example]:
    found: list[Example] = []

    @settings(BOUNDS, max_examples=count)
    @given(case=operation.as_strategy(generation_mode=mode), real=MOSTLY, version=MOSTLY)
    def keep(case: Any, real: bool, version: bool) -> None:
        found.append(Example(case, case.path_parameters, case.body, real, version))

    with contextlib.suppress(Unsatisfiable):  # Nothing about it can be wrong.
        keep()
    return found


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_operation_keeps_to_its_description(name, cast, story, unthrottled, examples):
    headers = {"Authorization": f"Token {token_for(cast[name].user)}", "Host": "testserver"}
    counts = dict(zip(MODES, EXAMPLES[name], strict=True))
    with shared_connection():
        for mode, found in examples:
            for example in found[: counts[mode] * DEPTH]:
                case = example.told_of(story)
                case.validate_response(case.call(app=application, headers=headers), checks=CHECKS)


def _name_real_things(case: Any, story: dict[str, str], version: bool) -> None:
    kind = case.path.split("/")[3]
    if case.path_parameters and kind in story:
        case.path_parameters = {**case.path_parameters, "ref": story[kind]}
    if isinstance(case.body, dict):
        named = {field: story[kind] for field, kind in REFS.items() if field in case.body}
        case.body = {**case.body, **named, **({"version": 1} if version and "version" in case.body else {})}
