"""Orders that run out, through the API."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.django_db


def test_the_decision_the_petition_and_what_came_of_it(api, case, frozen):
    with frozen("2026-11-06T12:00-06:00"):
        ana = api("ana")
        issued = {"precision": "date_only", "day": "2026-11-05"}
        ends = {"expiry": "on_date", "expires_on": "2026-12-31"}
        order = ana.made("orders/", case=case.ref, order_type="final", issued=issued, **ends)
        listed = ana.get("renewals/", order=order["ref"]).json()["results"][0]
        assert (listed["answer"], listed["ends_at"], listed["asks"]) == (
            "not_asked", "2027-01-01T06:00:00Z", True,
        )  # fmt: skip
        path = f"renewals/{listed['ref']}/"
        said = {"answer": "renew", "words": "I want it to go on", "whose": "client"}
        wants = ana.post(f"{path}decision/", version=listed["version"], **said).json()
        assert (wants["answer"], wants["answered_on"], wants["words"]) == (
            "renew", "2026-11-06", "I want it to go on",
        )  # fmt: skip
        assert ana.post(f"{path}decision/", version=listed["version"], answer="no").status_code == 409
        bad = ana.post(f"{path}decision/", version=wants["version"], answer="not_asked")
        assert list(bad.json()["errors"]) == ["answer"]
        early = ana.post(f"{path}outcome/", version=wants["version"], outcome="granted")
        assert list(early.json()["errors"]) == ["outcome"]
        filed = ana.post(f"{path}filed/", version=wants["version"], filed_on="2026-11-06").json()
        done = ana.post(f"{path}outcome/", version=filed["version"], outcome="denied").json()
        assert (done["outcome"], done["outcome_on"]) == ("denied", "2026-11-06")
        assert ana.get("renewals/", answer="renew", ends_before="2027-02-01T00:00:00Z").json()["count"] == 1
        assert "words" not in ana.get("renewals/").json()["results"][0]
        assert api("eve").get(path).status_code == 404
        assert api("ben").get(path).status_code == 404
