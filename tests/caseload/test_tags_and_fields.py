"""Times in words, levels in words and shapes, and dates and times as people type them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone, translation

from caseload.forms import Form, LocalDateTimeField
from caseload.templatetags import caseload_tags as tags

NOW = datetime(2026, 11, 6, 23, 5, tzinfo=UTC)


class MomentForm(Form):
    moment = LocalDateTimeField()


def moment(day: str, hour: str, which: str = "", zone: str = "America/Chicago") -> MomentForm:
    with timezone.override(ZoneInfo(zone)):
        form = MomentForm({"moment_0": day, "moment_1": hour, "moment_2": which})
        form.is_valid()
        form.html = str(form["moment"])
    return form


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(minutes=0), "0 min"),
        (timedelta(minutes=59, seconds=59), "59 min"),
        (timedelta(hours=5, minutes=20), "5 h 20 min"),
        (timedelta(hours=72), "3 days"),
        (timedelta(days=1, hours=4), "1 day 4 h"),
        (timedelta(days=14, hours=4), "14 days"),
    ],
)
def test_durations_in_words(span, words):
    assert tags.say_duration(span) == words


def test_hours_left_and_overdue(frozen):
    with frozen(NOW):
        assert tags.hours_left(NOW + timedelta(hours=5)) == "5 h left"
        assert tags.hours_left(NOW - timedelta(hours=3)) == "overdue by 3 h"
        assert tags.hours_left(None) == ""
        assert tags.due_class(NOW - timedelta(minutes=1)) == "overdue"
        assert tags.due_class(NOW + timedelta(hours=23)) == "soon"
        assert tags.due_class(NOW + timedelta(days=2)) == ""


def test_dt_12_times_carry_weekday_and_zone():
    with timezone.override(ZoneInfo("America/Chicago")):
        assert tags.when(NOW) == "Fri Nov 6, 2026, 5:05 PM CST"
        assert tags.when(NOW, "America/New_York") == "Fri Nov 6, 2026, 6:05 PM EST"
        assert tags.when(date(2026, 11, 6)) == "Fri Nov 6, 2026"
        assert tags.when(None) == ""


@pytest.mark.parametrize("level", range(5))
def test_a_level_is_a_word_a_shape_and_a_colour(level):
    badge = tags.level_badge(level)
    assert str(tags.LEVEL_WORDS[level]) in badge
    assert f"#level-{level}" in badge
    assert f"level-{level}" in badge
    assert f"level {level} of 4" in badge


def test_an_agencys_own_phase_is_shown_as_named():
    assert "First week" in tags.level_badge(3, "first_week")
    assert "Acute" in tags.level_badge(4, "acute")
    assert "&lt;b&gt;" in tags.level_badge(1, "<b>")


def test_query_replace_keeps_the_rest():
    request = RequestFactory().get("/x/?q=a&page=3&phase=high")
    page = Template("{% load caseload_tags %}{% query_replace page=4 phase='' %}").render(
        Context({"request": request})
    )
    assert page == "?q=a&amp;page=4"


def test_without_staff_nothing_is_allowed_and_no_menu():
    page = Template(
        "{% load caseload_tags %}{% can 'see_case' as x %}{{ x }}{% nav_items as m %}{{ m|length }}"
    )
    assert page.render(Context({"request": SimpleNamespace(resolver_match=None)})).startswith("False")


def test_a_local_moment_becomes_an_instant():
    form = moment("2026-11-06", "17:05")
    assert form.cleaned_data["moment"] == NOW


def test_dt_4_a_skipped_hour_is_refused_with_the_nearest():
    form = moment("2026-03-08", "02:30", zone="America/New_York")
    (words,) = form.errors["moment"]
    assert "01:59" in words or "03:30" in words
    assert 'value="02:30"' in form.html


def test_dt_4_a_doubled_hour_asks_which_and_takes_the_answer():
    asked = moment("2026-11-01", "01:30", zone="America/New_York")
    assert "twice" in asked.errors["moment"][0]
    assert "moment_2" in asked.html
    assert "moment_2" not in moment("2026-11-01", "04:30", zone="America/New_York").html
    first = moment("2026-11-01", "01:30", "0", zone="America/New_York").cleaned_data["moment"]
    second = moment("2026-11-01", "01:30", "1", zone="America/New_York").cleaned_data["moment"]
    assert (first.hour, second.hour) == (5, 6)


def test_half_a_moment_is_asked_for_in_words():
    form = moment("2026-11-06", "")
    assert form.errors["moment"]
    assert 'value="2026-11-06"' in form.html


def test_required_and_optional_are_words():
    with translation.override("en"):
        assert "(required)" in MomentForm().as_div()


def test_nothing_asks_the_browser_to_remember():
    assert 'autocomplete="off"' in str(MomentForm())
