"""Registrations for notices and what clients were told, through the API."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.django_db
PIN = "PIN 4711"


def test_the_registration_and_what_the_client_was_told(api, case, frozen):
    with frozen("2026-11-06T12:00-06:00"):
        ana = api("ana")
        issued = {"precision": "date_only", "day": "2026-11-05"}
        order = ana.made("orders/", case=case.ref, order_type="final", issued=issued)["ref"]
        of_order = {"case": case.ref, "order": order}
        refused = ana.post("notice-registrations/", **of_order, service="vpo", note=PIN)
        assert (refused.status_code, list(refused.json()["errors"])) == (400, ["note"])
        row = ana.made("notice-registrations/", **of_order, service="vpo", channel="text")
        shown = (row["state"], row["test_call"], row["registered_by_client"])
        assert shown == ("registered", "unknown", True)
        path = f"notice-registrations/{row['ref']}/"
        assert ana.patch(path, version=1, note=PIN).status_code == 400
        tested = ana.patch(path, version=1, test_call="yes").json()
        assert (tested["test_call"], tested["version"]) == ("yes", 2)
        assert ana.patch(path, version=1, test_call="no").status_code == 409
        told = {"kind": "served", "via": "vpo", "precision": "unknown", "registration": row["ref"]}
        assert ana.post("client-notices/", case=case.ref, **told).status_code == 400
        notice = ana.made("client-notices/", **of_order, **told)
        attempt = ana.get(f"service-attempts/{notice['service_attempt']}/").json()
        shown = (attempt["outcome"], attempt["precision"], attempt["source"])
        assert shown == ("served", "unknown", "notice")
        assert ana.get("client-notices/", kind="served").json()["count"] == 1
        assert "words" not in ana.get("client-notices/").json()["results"][0]
        for one in (path, f"client-notices/{notice['ref']}/"):
            assert api("eve").get(one).status_code == 404
            assert api("ben").get(one).status_code == 404
        assert api("eve").get("client-notices/").json()["count"] == 0
