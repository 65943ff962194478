"""The cast, the acting context, the frozen clock; and every test runs as the role that runs in production."""

from __future__ import annotations

import base64
import gc
import os
from datetime import datetime

os.environ.setdefault("SECRET_KEY", "tests-only-" + "x" * 40)
os.environ.setdefault("LANTERN_MASTER_KEY", base64.b64encode(b"tests-only-master-key-32-bytes!!").decode())
os.environ.setdefault("ALLOWED_HOSTS", "testserver localhost 127.0.0.1")
os.environ.setdefault("LANTERN_DEMO", "yes")
os.environ.setdefault("SITE_URL", "http://testserver/")
os.environ["BROKER_URL"] = os.environ.get("TEST_BROKER_URL", "memory://")

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test import Client, override_settings

from caseload.foundation.context import acting_as
from tests import factories
from tests.kept import APP_ROLE, empty_tables, kept, kept_fixture, may_replace_rows, tidy_tables

gc.set_threshold(100_000, 50, 100)


def pytest_collection_finish():
    """What is loaded by now stays: looking through it again and again took an eighth of the run."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Long tests begin: half of them first, half in the middle, where a second process begins.

    So neither is left alone with one at the end. Tests of one file stay together.
    """
    long = [item for item in items if item.get_closest_marker("slow")]
    files = list(dict.fromkeys(item.path for item in long))
    first = [item for item in long if files.index(item.path) % 2 == 0]
    second = [item for item in long if files.index(item.path) % 2]
    short = [item for item in items if not item.get_closest_marker("slow")]
    middle = max(len(items) // 2 - len(first), 0)
    items[:] = first + short[:middle] + second + short[middle:]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """After the tables are made, every new connection drops to the run-time role."""
    from django.db.backends.signals import connection_created

    def drop_rights(sender, connection, **kwargs):
        with connection.cursor() as cursor:
            cursor.execute(f"SET ROLE {APP_ROLE}")

    with django_db_blocker.unblock():
        connection_created.connect(drop_rights, weak=False, dispatch_uid="tests-drop-rights")
        connection.close()
    yield
    connection_created.disconnect(dispatch_uid="tests-drop-rights")
    with django_db_blocker.unblock():
        connection.close()


@pytest.fixture(scope="session", autouse=True)
def owner_cleans_up():
    """Tests that really commit are cleaned up by the owner; the run-time role cannot truncate."""
    from django.core.management.commands.flush import Command

    flush = Command.handle

    def handle(self, **options):
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
            # The audit package makes this table although our own entry model replaces it.
            cursor.execute("DROP TABLE IF EXISTS auditlog_logentry")
        if may_replace_rows():
            empty_tables()
        else:
            flush(self, **options)
        connection.close()

    Command.handle = handle
    yield
    Command.handle = flush


@pytest.fixture(scope="module", autouse=True)
def _tidy(django_db_blocker):
    """No file of tests begins among what the one before it left lying about in the database."""
    yield
    with django_db_blocker.unblock():
        if connection.connection is not None and may_replace_rows():
            tidy_tables()


@pytest.fixture(scope="session", autouse=True)
def _plain_settings():
    """No manifest of static files, and passwords that are quick to check."""
    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    with override_settings(
        STORAGES={**settings.STORAGES, "staticfiles": {"BACKEND": plain}},
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        CELERY_TASK_ALWAYS_EAGER=False,
    ):
        yield


@pytest.fixture
def world(db):
    """Two agencies with their people: see `factories.make_world`."""
    return kept("world", factories.make_world)


@pytest.fixture
def agency(world):
    return world.agency


@pytest.fixture
def other_agency(world):
    return world.other


@pytest.fixture
def cast(world):
    """name -> Staff: ana, ben (advocates), sol (supervisor), dee, ada, …; eve works elsewhere."""
    return world.cast


@pytest.fixture
def acting(cast):
    """`with acting("ana"):` acts as she would on a page."""
    return lambda name="ana", source="web": acting_as(cast[name].agency, staff=cast[name], source=source)


@kept_fixture
def case(world, acting):
    """An open case of sol's team, assigned to ana."""
    with acting("ana"):
        return factories.make_case(by=world.cast["ana"])


@pytest.fixture
def as_staff(cast):
    """`as_staff("ana")` is a browser in which ana has signed in."""

    def sign_in(name: str) -> Client:
        client = Client()
        client.force_login(cast[name].user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


@pytest.fixture
def frozen():
    """`with frozen("2026-03-07T22:15-06:00") as clock:` stops the clock; `clock.move_to(...)` moves it."""

    def freeze(moment: str | datetime):
        at = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
        return time_machine.travel(at, tick=False)

    return freeze


@pytest.fixture
def story(world):
    """One of everything in one case: see `tests.story`."""
    from tests.story import make_story

    return kept("story", lambda: make_story(world))
