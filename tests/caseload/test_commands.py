"""Commands: what they do, and that wrong input is one line and exit code 2."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from django.core.management import call_command, get_commands, load_command_class
from django.core.management.base import CommandError
from knox.models import AuthToken

from caseload import queries
from caseload.actions import agencies
from caseload.actions import notes as note_actions
from caseload.foundation import crypto
from caseload.foundation.commands import LanternCommand
from caseload.foundation.context import acting_as
from caseload.management.commands.permission_table import table
from caseload.models import Agency, AuditEntry, Staff, User
from caseload.permissions import MATRIX, Perm, Role

PASSWORD = "seven-lamps-over-water"
ROOT = Path(__file__).resolve().parent.parent.parent


def run(*args, **options):
    out = StringIO()
    call_command(*args, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def password_file(tmp_path):
    path = tmp_path / "password"
    path.write_text(f"{PASSWORD}\n")
    return str(path)


def test_an_agency_with_its_first_administrator(db, password_file):
    run("create_agency", "quay", "--name", "Quay House", "--timezone", "America/Chicago", "--team", "Days")
    agency = Agency.objects.get(slug="quay")
    run(
        "create_staff", "--agency", "quay", "--role", "admin", "--email", "Head@Quay.example",
        "--name", "Head", "--team", "Days", "--password-file", password_file,
    )  # fmt: skip
    staff = Staff.objects.get(agency=agency)
    assert (staff.name, staff.role, staff.user.email) == ("Head", "admin", "head@quay.example")
    assert staff.user.check_password(PASSWORD)
    with acting_as(agency, source="command"):
        assert staff.team.name == "Days"
        entry = AuditEntry.objects.get(event="caseload.staff_joined")
        assert entry.source == "command"


def test_an_account_gets_a_second_place_without_a_password(world):
    run("create_staff", "--agency", "meadow", "--role", "legal", "--email", "ana@example.org")
    assert Staff.objects.filter(user=world.cast["ana"].user).count() == 2


def test_a_token_is_printed_once_and_kept_as_a_hash(world):
    token = run("create_token", "--email", "Ana@example.org").strip()
    stored = AuthToken.objects.get()
    assert stored.user == world.cast["ana"].user
    assert token not in str(stored.__dict__)
    assert stored.expiry is not None
    with acting_as(world.agency, source="command"):
        assert AuditEntry.objects.filter(event="caseload.token_created").exists()


@pytest.mark.parametrize(
    ("args", "word"),
    [
        (["create_agency", "harbor", "--name", "Again"], "already"),
        (["create_agency", "new", "--name", "New", "--timezone", "Mars/Base"], "time zone"),
        (["create_agency", "no good", "--name", "New"], "slug"),
        (["create_agency", "new", "--name", "New", "--case-prefix", "TOOLONG"], "four"),
        (["create_agency", "new"], "--name"),
        (["create_staff", "--agency", "nope", "--role", "admin", "--email", "a@b.example"], "no agency"),
        (["create_staff", "--agency", "harbor", "--role", "king", "--email", "a@b.example"], "king"),
        (["create_staff", "--agency", "harbor", "--role", "admin", "--email", "nonsense"], "valid email"),
        (["create_staff", "--agency", "harbor", "--role", "admin", "--email", "ana@example.org"], "already"),
        (
            [
                "create_staff",
                "--agency",
                "harbor",
                "--role",
                "admin",
                "--email",
                "a@b.example",
                "--password-file",
                "/x/y",
            ],
            "cannot be read",
        ),
        (
            [
                "create_staff",
                "--agency",
                "harbor",
                "--role",
                "admin",
                "--email",
                "ana@example.org",
                "--team",
                "No",
            ],
            "no team",
        ),
        (["create_token", "--email", "nobody@example.org"], "no account"),
        (["verify_audit", "--agency", "nope"], "no agency"),
        (["rotate_keys"], "LANTERN_OLD_MASTER_KEY"),
    ],
)
def test_wrong_input_is_one_line_and_two(args, word, world):
    with pytest.raises(CommandError) as refused:
        run(*args)
    assert refused.value.returncode == 2
    assert word in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_short_password_is_refused(world, tmp_path):
    path = tmp_path / "p"
    path.write_text("short")
    with pytest.raises(CommandError, match="15"):
        run(
            "create_staff", "--agency", "harbor", "--role", "admin", "--email", "a@b.example",
            "--password-file", str(path),
        )  # fmt: skip
    assert not User.objects.filter(email="a@b.example").exists()


def test_from_the_shell_it_is_one_line_on_stderr(tmp_path):
    """No usage, no traceback, nothing on stdout."""
    done = subprocess.run(
        [sys.executable, "manage.py", "create_agency"],
        cwd=ROOT, env={**os.environ, "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1
    assert done.stderr.startswith("create_agency:")


def test_every_command_of_the_caseload_has_these_manners():
    own = [name for name, app in get_commands().items() if app == "caseload"]
    assert {
        "create_agency",
        "create_staff",
        "create_token",
        "check_isolation",
        "rotate_keys",
        "verify_audit",
    } <= set(own)
    for name in own:
        assert isinstance(load_command_class("caseload", name), LanternCommand)


def test_rotating_the_master_key_changes_no_row_but_the_agencies(case, cast, acting, settings, world):
    with acting("ana"):
        note = note_actions.write_note(case, by=cast["ana"], body="Still readable")
    old, new = settings.LANTERN_MASTER_KEY, base64.b64encode(os.urandom(32)).decode()
    settings.LANTERN_OLD_MASTER_KEY, settings.LANTERN_MASTER_KEY = old, new
    assert "Re-wrapped 2" in run("rotate_keys")
    assert "Re-wrapped 0 agency keys; 2" in run("rotate_keys"), "safe to repeat"
    agency = Agency.objects.get(pk=world.agency.pk)
    with acting_as(agency, source="command"):
        assert type(note).objects.get(pk=note.pk).body == "Still readable"
    settings.LANTERN_MASTER_KEY = old
    crypto._master.cache_clear()
    with pytest.raises(InvalidTag), acting_as(agency, source="command"):
        _ = type(note).objects.get(pk=note.pk).body


def test_a_key_that_opens_nothing_changes_nothing(world, settings):
    agencies.create_agency(slug="third", name="Third")
    before = list(Agency.objects.order_by("pk").values_list("wrapped_key", flat=True))
    settings.LANTERN_OLD_MASTER_KEY = base64.b64encode(os.urandom(32)).decode()
    settings.LANTERN_MASTER_KEY = base64.b64encode(os.urandom(32)).decode()
    with pytest.raises(CommandError, match="Neither key"):
        run("rotate_keys")
    assert [bytes(k) for k in before] == [
        bytes(k) for k in Agency.objects.order_by("pk").values_list("wrapped_key", flat=True)
    ]


def test_the_permission_table_shows_every_cell():
    lines = table().splitlines()
    assert len(lines) == len(Perm) + 2
    for perm, line in zip(Perm, lines[2:], strict=True):
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        assert cells[0] == perm.value.replace("_", " ")
        for role, cell in zip(Role, cells[1:], strict=True):
            scope = MATRIX[role].get(perm)
            assert cell == (str(scope.label) if scope else "–")


def test_the_labels_of_all_apps_are_collected():
    labels = queries.event_labels()
    assert labels["caseload.case_opened"] == "Case opened"
    assert queries.event_label("unknown.thing_happened") == "Thing happened"
    assert queries.notice_label("something unheard of") == "Something needs you"
