"""The court calendar and rules of an agency: chosen, edited in versions, checked; closed days of its own."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from caseload.foundation.errors import RuleBroken
from caseload.models import AuditEntry
from orders.actions import court_rules as actions
from orders.models import CourtDay, JurisdictionRules
from orders.queries.court_rules import calendar_of, current_rules

NOW = "2026-11-03T09:00-06:00"
RULES = reverse("orders:court_rules")


@pytest.fixture
def ada(cast):
    return cast["ada"]


def test_before_anybody_chooses_the_generic_rules_hold_and_the_page_says_so(as_staff, acting, frozen):
    with frozen(NOW):
        page = as_staff("ana").get(RULES).content.decode()
        assert "No jurisdiction is chosen" in page
        assert "Generic (United States)" in page and "Source" in page
        with acting():
            assert not JurisdictionRules.objects.exists()


def test_an_administrator_chooses_the_jurisdiction(as_staff, acting, frozen):
    with frozen(NOW):
        ada = as_staff("ada")
        url = reverse("orders:court_pack")
        assert "Kansas" in ada.get(url).content.decode()
        assert ada.post(url, {"pack": "us-xx"}).status_code == 422
        assert ada.post(url, {"pack": "us-ca"}).status_code == 302
        page = ada.get(RULES).content.decode()
        assert "California" in page and "selfhelp.courts.ca.gov" in page and "Version 1" in page
        assert "Refusing the papers counts as service" in page
    with acting("ada"):
        assert AuditEntry.objects.get(event="orders.court_rules_set").additional_data["pack"] == "us-ca"


def test_own_rules_are_a_new_version_and_can_be_taken_back(as_staff, acting, frozen):
    with frozen(NOW):
        ada = as_staff("ada")
        ada.post(reverse("orders:court_pack"), {"pack": "us-ca"})
        url = reverse("orders:court_rule", args=["service_before_hearing"])
        assert 'value="5"' in ada.get(url).content.decode()
        fields = {"amount": 7, "unit": "days", "mode": "calendar_roll", "source": "Local rule 12", "note": ""}
        assert ada.post(url, {**fields, "source": ""}).status_code == 422
        assert ada.post(url, {**fields, "unit": "hours"}).status_code == 422
        assert ada.post(url, fields).status_code == 302
        page = ada.get(RULES).content.decode()
        assert "7 days before the hearing" in page and "Our own rule" in page and "Local rule 12" in page
        with acting("ada"):
            assert JurisdictionRules.objects.count() == 2
        drop = reverse("orders:court_rule_drop", args=["service_before_hearing"])
        assert ada.post(drop).status_code == 302
        assert "5 days before the hearing" in ada.get(RULES).content.decode()
        assert ada.get(reverse("orders:court_rule", args=["nonsense"])).status_code == 404


def test_a_safety_deadline_cannot_be_made_to_wait_for_a_court_day(ada, acting, frozen):
    rule = {"amount": 24, "unit": "hours", "mode": "hours_roll", "source": "x"}
    with frozen(NOW), acting("ada"), pytest.raises(RuleBroken, match="elapsed"):
        actions.edit_rule("firearm_surrender", by=ada, **rule)


def test_the_page_says_when_the_rules_are_due_for_a_check(as_staff, acting, frozen):
    with frozen("2027-05-24T09:00-05:00"):
        assert "were due for a check" not in as_staff("ana").get(RULES).content.decode()
    with frozen("2027-05-25T09:00-05:00"):
        assert "were due for a check" in as_staff("ana").get(RULES).content.decode()
        ada, url = as_staff("ada"), reverse("orders:court_checked")
        assert ada.post(url, {"next_review": "2027-05-25", "clerk_closes": ""}).status_code == 422
        assert ada.post(url, {"next_review": "2028-01-10", "clerk_closes": "16:30"}).status_code == 302
        page = ada.get(RULES).content.decode()
        assert "were due for a check" not in page
        assert "Checked by us Tue May 25, 2027" in page and "4:30 PM" in page
    with frozen("2028-01-10T09:00-06:00"):
        assert "were due for a check" in as_staff("ana").get(RULES).content.decode()


def test_own_closures_are_entered_changed_and_removed(as_staff, acting, frozen):
    with frozen(NOW):
        ada, url = as_staff("ada"), reverse("orders:court_days")
        assert ada.post(url, {"day": "", "is_open": "no"}).status_code == 422
        assert ada.post(url, {"day": "2026-11-27", "is_open": "no", "name": "County day"}).status_code == 302
        assert ada.post(url, {"day": "2026-11-11", "is_open": "yes", "name": ""}).status_code == 302
        assert "County day" in ada.get(f"{url}?year=2026").content.decode()
        with acting("ada"):
            calendar = calendar_of(current_rules().pack)
            assert not calendar.is_court_day(date(2026, 11, 27))
            assert calendar.is_court_day(date(2026, 11, 11))
            row = CourtDay.objects.get(day=date(2026, 11, 27))
        assert ada.post(reverse("orders:court_day_remove", args=[row.ref])).status_code == 302
        with acting("ada"):
            assert calendar_of(current_rules().pack).is_court_day(date(2026, 11, 27))


def test_a_year_is_added_and_asked_for_half_a_year_ahead(as_staff, acting, frozen):
    with frozen("2028-06-01T09:00-05:00"):
        assert "The court calendar ends soon" not in as_staff("ana").get(RULES).content.decode()
    with frozen("2028-07-15T09:00-05:00"):
        ada = as_staff("ada")
        assert "The court calendar ends soon: 2029" in ada.get(RULES).content.decode()
        assert "2029 is not part of the calendar" in ada.get(f"{RULES}?year=2029").content.decode()
        assert ada.post(reverse("orders:court_year_add"), {"year": 2019}).status_code == 422
        assert ada.post(reverse("orders:court_year_add"), {"year": 2029}).status_code == 302
        assert "The court calendar ends soon" not in ada.get(RULES).content.decode()
        with acting():
            assert 2029 in calendar_of(current_rules().pack).years


def test_each_agency_has_its_own_rules(as_staff, frozen):
    with frozen(NOW):
        as_staff("ada").post(reverse("orders:court_pack"), {"pack": "us-ca"})
        assert '<h2 id="rules">California' in as_staff("ana").get(RULES).content.decode()
        assert '<h2 id="rules">Generic' in as_staff("eve").get(RULES).content.decode()


def test_the_page_speaks_spanish(as_staff, frozen):
    with frozen(NOW):
        as_staff("ada").post(reverse("orders:court_pack"), {"pack": "us-ca"})
        page = as_staff("ana").get(RULES, headers={"accept-language": "es"}).content.decode()
    assert "El sheriff notifica sin costo" in page
