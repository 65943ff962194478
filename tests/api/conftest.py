"""Callers of the API: `api("ana")` speaks with a token of hers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from knox.models import get_token_model

from caseload.foundation import clock
from tests.kept import kept


class Caller:
    """A program with one person's token; answers are Django responses, `.json()` reads them."""

    def __init__(self, token: str):
        self.client = Client(headers={"authorization": f"Token {token}"})

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(_full(path), query or None)

    def post(self, path: str, **body: Any) -> Any:
        return self.client.post(_full(path), body, content_type="application/json")

    def patch(self, path: str, **body: Any) -> Any:
        return self.client.patch(_full(path), body, content_type="application/json")

    def put(self, path: str, **body: Any) -> Any:
        return self.client.put(_full(path), body, content_type="application/json")

    def made(self, path: str, **body: Any) -> dict[str, Any]:
        """What a POST made; fails the test where it is refused."""
        answer = self.post(path, **body)
        assert answer.status_code in (200, 201), answer.json()
        return answer.json()

    def send_scan(self, order: str, data: bytes) -> Any:
        """A form with a file whose name and type claim something else."""
        body = {"order": order, "file": SimpleUploadedFile("x.exe", data, "text/plain")}
        return self.client.post(_full("scans/"), body)

    def delete(self, path: str) -> Any:
        return self.client.delete(_full(path))


def _full(path: str) -> str:
    return path if path.startswith(("/", "http://")) else f"/api/v1/{path}"


def token_for(user: Any, **options: Any) -> str:
    return get_token_model().objects.create(user=user, **options)[1]


@pytest.fixture(autouse=True)
def fresh_counts():
    """Throttling counts from nothing in every test."""
    cache.clear()


@pytest.fixture
def api(cast):
    """`api("ana")` calls the API as she would."""
    return lambda name: Caller(token_for(cast[name].user))


SERVED = {"precision": "hour", "at": "09:10", "outcome": "served", "server": "sheriff"}
LETTER = {"named_as": "initials", "client_name": "R. D.", "urgency": "today", "household_size": 2}


@pytest.fixture
def story(api, cast):
    """kind of thing -> the reference of one of it, all on one case of ana's; every kind there is."""
    return kept("story of the API", lambda: _tell(api("ana"), cast))


def _tell(ana, cast):
    case = ana.made(
        "cases/",
        client={"alias": "Robin", "name": "Rosa Delgado"},
        contact_methods=[{"kind": "phone", "value": "312-555-0101", "safe_to_call": "yes"}],
        respondent={"name": "Max Delgado"},
        assign_to=cast["ana"].ref,
    )
    found = {"cases": case["ref"], "clients": case["client"]}
    of_case = {"case": case["ref"]}
    yesterday = (clock.now() - timedelta(days=1)).date().isoformat()
    issued = {"precision": "date_only", "day": yesterday}
    order = ana.made("orders/", **of_case, order_type="final", issued=issued, terms=["05", "07"])
    found["orders"] = order["ref"]
    served = ana.made("service-attempts/", order=order["ref"], day=yesterday, **SERVED)
    found["service-attempts"] = served["ref"]
    vague = {"channel": "call", "precision": "unknown"}
    found["violations"] = ana.made("violations/", **of_case, **vague, facts="Two calls")["ref"]
    found["contact-events"] = ana.made("contact-events/", **of_case, **vague)["ref"]
    later = (clock.now() + timedelta(days=9)).isoformat()
    found["hearings"] = ana.made("hearings/", order=order["ref"], kind="review", starts_at=later)["ref"]
    event = {"trigger": "stalking", "precision": "unknown", "reason": "Waited at the gate"}
    found["noted-events"] = ana.made("noted-events/", **of_case, **event)["ref"]
    found["notice-registrations"] = ana.made("notice-registrations/", **of_case, service="vpo")["ref"]
    other = {"kind": "other", "via": "vine", "words": "A call at night"}
    found["client-notices"] = ana.made("client-notices/", **of_case, precision="unknown", **other)["ref"]
    programme = ana.made("programmes/", **of_case, ordered_by="criminal")["ref"]
    fact = {"info_date": yesterday, "status": "attending", "source": "programme"}
    ana.made(f"programmes/{programme}/facts/", **fact)
    found["programmes"] = programme
    found["custodies"] = ana.made("custodies/", **of_case, facility="jail")["ref"]
    release = ana.made(
        "releases/", **of_case, recipient_name="Harbor Shelter", purpose="A place", items=["urgency"],
        methods=["letter"],
    )  # fmt: skip
    found["releases"] = release["ref"]
    resource = ana.made("resources/", name="Night shelter", provider="Harbor Shelter", needs=["shelter"])
    found["resources"] = resource["ref"]
    referral = ana.made("referrals/", **of_case, resource=resource["ref"], need="shelter", mode="letter")
    found["referrals"] = referral["ref"]
    letter = ana.made("letters/", **of_case, kind="shelter", recipient="Harbor Shelter", facts=LETTER)
    found["letters"] = letter["ref"]
    found["tasks"] = ana.made("tasks/", **of_case, title="Call the clerk")["ref"]
    found["notes"] = ana.made("notes/", **of_case, body="She wants to wait")["ref"]
    plan = ana.made("safety-plans/", **of_case)
    found["safety-plans"] = plan["ref"]
    answer = {"key": "phone.charged", "state": "yes", "words": "On the shelf"}
    ana.made(f"safety-plans/{plan['ref']}/answers/", section="phone", answers=[answer])
    ending = {"expiry": "on_date", "expires_on": (clock.now() + timedelta(days=20)).date().isoformat()}
    ana.made("orders/", **of_case, order_type="final", issued=issued, **ending)
    for kind in ("renewals", "windows", "alerts", "contact-methods", "respondents", "firearm-surrenders"):
        found[kind] = ana.get(f"{kind}/").json()["results"][0]["ref"]
    return found
