"""Programmes of respondents, through the API."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.django_db


def test_a_programme_and_its_facts(api, case, frozen):
    with frozen("2026-11-06T12:00-06:00"):
        ana = api("ana")
        row = ana.made("programmes/", case=case.ref, ordered_by="criminal", required_sessions=26)
        assert (row["status"], row["facts"]) == (None, [])
        path = f"programmes/{row['ref']}/"
        late = ana.post(f"{path}facts/", info_date="2026-11-07", status="started", source="court")
        assert list(late.json()["errors"]) == ["info_date"]
        fact = {"info_date": "2026-11-05", "status": "started", "source": "probation", "attended": 1}
        told = ana.post(f"{path}facts/", **fact).json()
        assert (told["status"], told["info_date"]) == ("started", "2026-11-05")
        assert told["facts"][0]["attended"] == 1
        assert ana.get("windows/", trigger="programme_intake", state="open").json()["count"] == 1
        changed = ana.patch(path, version=1, required_sessions=52).json()
        assert (changed["required_sessions"], changed["version"]) == (52, 2)
        assert ana.patch(path, version=1, required_sessions=10).status_code == 409
        assert "facts" not in ana.get("programmes/", ordered_by="criminal").json()["results"][0]
        assert api("eve").get(path).status_code == 404
        assert api("ben").get(path).status_code == 404
