"""Firearms under orders, through the API."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.django_db


def test_what_is_known_the_dates_and_the_proof(api, case, frozen):
    with frozen("2026-11-06T12:00-06:00"):
        ana = api("ana")
        issued = {"precision": "date_only", "day": "2026-11-05"}
        order = ana.made("orders/", case=case.ref, order_type="final", issued=issued, terms=["07"])
        moment = {"precision": "exact", "day": "2026-11-06", "at": "11:00", "tz": "America/Chicago"}
        ana.made("service-attempts/", order=order["ref"], outcome="served", **moment)
        listed = ana.get("firearm-surrenders/", order=order["ref"]).json()["results"][0]
        assert (listed["access"], listed["due_until"]) == ("unknown", "2026-11-07T17:00:00Z")
        path = f"firearm-surrenders/{listed['ref']}/"
        known = ana.patch(path, version=listed["version"], access="yes", access_words="A rifle").json()
        assert (known["access_words"], known["is_awaited"]) == ("A rifle", True)
        assert ana.patch(path, version=listed["version"], access="no").status_code == 409
        assert ana.get("windows/", trigger="firearm_access", state="open").json()["count"] == 1
        proof = {"proof_on": "2026-11-06", "proof_kind": "receipt"}
        late = ana.post(f"{path}proof/", version=known["version"], **{**proof, "proof_on": "2026-11-07"})
        assert list(late.json()["errors"]) == ["proof_on"]
        proven = ana.post(f"{path}proof/", version=known["version"], **proof).json()
        assert (proven["proof_on"], proven["is_awaited"]) == ("2026-11-06", False)
        told = ana.post(f"{path}told/").json()
        assert told["client_told_on"] == "2026-11-06"
        aside = ana.post(f"{path}set-aside/", version=told["version"], reason="Another one").json()
        assert (aside["proof_on"], aside["set_aside_reason"]) == (None, "Another one")
        assert ana.get("windows/", trigger="firearm_access", state="open").json()["count"] == 1
