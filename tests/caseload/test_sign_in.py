"""The door: who gets in, how long they stay, and that nobody signs up (CF-29)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import NoReverseMatch, reverse

from caseload.foundation import clock
from caseload.models import User

PASSWORD = "seven-lamps-over-water"


@pytest.fixture
def signed_in(cast):
    """ana signs in as people do: on the page, with a password."""

    def sign_in(name="ana"):
        user = cast[name].user
        user.set_password(PASSWORD)
        user.save()
        client = Client()
        response = client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
        assert response.status_code == 302
        return client

    return sign_in


def is_in(client, **headers):
    return client.get(reverse("caseload:home"), headers=headers).status_code == 200


def test_signing_in_by_password(signed_in):
    client = signed_in()
    assert is_in(client)
    client.post(reverse("account_logout"))
    assert not is_in(client)


def test_the_first_page_begins_with_the_work_and_calls_nobody_a_number(signed_in, cast):
    page = signed_in().get(reverse("caseload:home"))
    assert not list(page.context["messages"])
    assert f"user {cast['ana'].user.pk}" not in page.content.decode()


def test_a_wrong_password_and_an_unknown_address_sound_alike(cast):
    client = Client()
    pages = [
        client.post(reverse("account_login"), {"login": email, "password": "not-the-right-one"})
        for email in (cast["ana"].user.email, "nobody@example.org")
    ]
    words = [page.context["form"].non_field_errors()[0] for page in pages]
    assert words[0] == words[1]


def test_open_sign_up_is_closed(db):
    try:
        url = reverse("account_signup")
    except NoReverseMatch:
        return
    client = Client()
    data = {"email": "in@example.org", "password1": PASSWORD, "password2": PASSWORD}
    assert client.post(url, data).status_code in {200, 302, 403, 404}
    assert not User.objects.filter(email="in@example.org").exists()


def test_a_session_ends_fifteen_minutes_after_the_last_page(cast, case, frozen):
    start = clock.now()
    client = Client()
    with frozen(start) as moment:
        client.force_login(cast["ana"].user, backend="django.contrib.auth.backends.ModelBackend")
        assert is_in(client)
        for _ in range(3):
            moment.shift(timedelta(minutes=14))
            assert is_in(client), "each page starts the quarter of an hour anew"
        moment.shift(timedelta(minutes=15, seconds=1))
        assert not is_in(client)


def test_a_session_past_its_end_opens_nothing(cast):
    """Also one of which nothing is known but the day it ends."""
    client = Client()
    client.force_login(cast["ana"].user, backend="django.contrib.auth.backends.ModelBackend")
    assert is_in(client)
    kept = Session.objects.filter(session_key=client.session.session_key)
    kept.update(expire_date=clock.now() - timedelta(seconds=1))
    assert not is_in(client)


def test_background_polling_does_not_keep_a_session_alive(cast, frozen):
    client = Client()
    with frozen(clock.now()) as moment:
        client.force_login(cast["ana"].user, backend="django.contrib.auth.backends.ModelBackend")
        assert is_in(client)
        for _ in range(4):
            moment.shift(timedelta(minutes=4))
            client.get(reverse("caseload:home"), headers={"X-Lantern-Poll": "1"})
        assert not is_in(client)


def test_a_session_ends_after_twelve_hours_of_work(cast, frozen):
    client = Client()
    with frozen(clock.now()) as moment:
        client.force_login(cast["ana"].user, backend="django.contrib.auth.backends.ModelBackend")
        for _ in range(int(timedelta(hours=12) / timedelta(minutes=12))):
            assert client.get(reverse("caseload:still-here")).status_code == 200
            moment.shift(timedelta(minutes=12))
        moment.shift(timedelta(seconds=1))
        assert not is_in(client)


def test_a_second_factor_is_asked_for_where_it_is_required(as_staff, settings, case):
    settings.LANTERN_MFA_REQUIRED = True
    ana = as_staff("ana")
    for url in (reverse("caseload:home"), case.get_absolute_url(), reverse("caseload:tasks")):
        response = ana.get(url)
        assert response.status_code == 302
        assert response.url == reverse("mfa_index")


def test_with_a_second_factor_the_pages_open(as_staff, settings, cast):
    from allauth.mfa.models import Authenticator

    settings.LANTERN_MFA_REQUIRED = True
    Authenticator.objects.create(user=cast["ana"].user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert is_in(as_staff("ana"))


def test_a_second_factor_is_required_unless_the_demo_says_otherwise():
    from config import env

    assert settings.LANTERN_DEMO
    assert not settings.LANTERN_MFA_REQUIRED
    assert env.flag("LANTERN_MFA_REQUIRED", default=not False), "outside the demo the default is yes"


@pytest.mark.parametrize("field", ["is_active", "agency"])
def test_an_open_session_of_somebody_put_out_is_refused_at_the_next_page(field, as_staff, cast, agency):
    ana = as_staff("ana")
    assert is_in(ana)
    if field == "is_active":
        cast["ana"].is_active = False
        cast["ana"].save()
    else:
        agency.is_active = False
        agency.save()
    response = ana.get(reverse("caseload:home"))
    assert response.status_code == 403
    assert "No active agency" in response.content.decode()


def test_an_operator_without_a_place_sees_no_case(case):
    root = User.objects.create_superuser("root@example.org", PASSWORD)
    client = Client()
    client.force_login(root, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(case.get_absolute_url()).status_code == 403
    assert client.get(reverse("caseload:audit")).status_code == 403


def test_htmx_is_sent_to_the_door_as_a_whole_page(db):
    response = Client().get(reverse("caseload:tasks"), headers={"HX-Request": "true"})
    assert response.status_code == 204
    assert response.headers["HX-Redirect"] == reverse("account_login")


def test_pages_are_not_kept_by_the_browser(as_staff, case):
    response = as_staff("ana").get(case.get_absolute_url())
    assert response.headers["Cache-Control"] == "no-store"
    assert "nonce-" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Frame-Options"] == "DENY"
    assert response.headers["Referrer-Policy"] == "no-referrer"
