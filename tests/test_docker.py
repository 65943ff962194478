"""No container engine runs here: the files are linted, read, and their scripts run where they can."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parent.parent
DOCKER = ROOT / "docker"
TOOLS = Path(sys.executable).parent


def lint(tool, *arguments):
    return subprocess.run([TOOLS / tool, *arguments], capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def compose():
    return YAML(typ="safe").load(DOCKER / "compose.yml")


def test_the_dockerfile_is_clean():
    done = lint("hadolint", "--failure-threshold", "info", DOCKER / "Dockerfile")
    assert done.returncode == 0, done.stdout


def test_the_shell_scripts_are_clean():
    done = lint("shellcheck", *sorted(DOCKER.glob("*.sh")), ROOT / ".ci" / "run")
    assert done.returncode == 0, done.stdout


def test_the_compose_file_follows_its_schema():
    done = lint("check-jsonschema", "--builtin-schema", "vendor.compose-spec", DOCKER / "compose.yml")
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("tool", "name", "broken"),
    [
        ("hadolint", "Dockerfile", "FORM python:3.13\nRUN true\n"),
        ("shellcheck", "broken.sh", "#!/bin/sh\nif true; then echo $1\n"),
        ("check-jsonschema", "compose.yml", "services:\n  web:\n    image: [1, 2]\n"),
    ],
)
def test_the_linters_would_notice(tmp_path, tool, name, broken):
    path = tmp_path / name
    path.write_text(broken)
    extra = ["--builtin-schema", "vendor.compose-spec"] if tool == "check-jsonschema" else []
    assert lint(tool, *extra, path).returncode != 0


def test_what_the_dockerfile_copies_exists_and_it_does_not_run_as_root():
    text = (DOCKER / "Dockerfile").read_text()
    for line in re.findall(r"^COPY (?!--from)(.*)$", text, re.M):
        for source in line.split()[:-1]:
            assert (ROOT / source).exists(), source
    assert [line.split()[1] for line in re.findall(r"^USER .*$", text, re.M)] == ["10001:10001"]
    assert text.count("\nFROM ") == 2
    installed = {path.name for path in ROOT.iterdir() if (path / "apps.py").exists()}
    assert installed <= set(re.findall(r"^COPY (\w+) \1$", text, re.M))


def test_compose_runs_all_parts_on_closed_doors(compose):
    services = compose["services"]
    assert set(services) == {"migrate", "web", "worker", "beat", "db", "redis"}
    assert services["web"]["ports"] == ["127.0.0.1:8000:8000"]
    assert [name for name, service in services.items() if "ports" in service] == ["web"]
    for name in ("migrate", "web", "worker", "beat"):
        assert services[name]["cap_drop"] == ["ALL"]
        assert services[name]["read_only"] is True
        assert services[name]["command"][0] in (DOCKER / "entrypoint.sh").read_text()
    assert "owner_database_url" not in services["web"]["secrets"]
    assert not {"owner_password", "postgres_password"} & set(services["worker"]["secrets"])


def test_every_secret_is_a_file_that_the_script_makes(compose, tmp_path):
    script = shutil.copy(DOCKER / "make-secrets.sh", tmp_path)
    first = subprocess.run(["sh", script], capture_output=True, text=True, check=True).stdout
    made = {path.name: path.read_text() for path in (tmp_path / "secrets").iterdir()}
    assert set(made) == set(compose["secrets"])
    assert all(made.values())
    assert made["app_password"] in made["database_url"]
    assert made["owner_password"] not in made["database_url"]
    again = subprocess.run(["sh", script], capture_output=True, text=True, check=True).stdout
    assert "made" in first
    assert "made" not in again
    assert made == {path.name: path.read_text() for path in (tmp_path / "secrets").iterdir()}
    for name, service in compose["services"].items():
        for secret in service.get("secrets", []):
            assert secret in compose["secrets"], f"{name} wants {secret}"


def test_the_made_secrets_satisfy_the_settings(tmp_path):
    script = shutil.copy(DOCKER / "make-secrets.sh", tmp_path)
    subprocess.run(["sh", script], capture_output=True, check=True)
    files = {
        "DATABASE_URL": "database_url",
        "BROKER_URL": "broker_url",
        "SECRET_KEY": "secret_key",
        "LANTERN_MASTER_KEY": "master_key",
    }
    environment = {name: value for name, value in os.environ.items() if name not in files}
    environment |= {f"{name}_FILE": str(tmp_path / "secrets" / file) for name, file in files.items()}
    environment |= {"ALLOWED_HOSTS": "lantern.example.org", "LANTERN_DEMO": "no", "BEHIND_PROXY": "yes"}
    for ours in ("SITE_URL", "DJANGO_ALLOW_ASYNC_UNSAFE"):  # Of the tests' own browser.
        environment.pop(ours, None)
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=environment,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"OWNER_DATABASE_URL_FILE": "/owner", "DATABASE_URL": "app"}, "DATABASE_URL_FILE=/owner"),
        ({"OWNER_DATABASE_URL": "owner", "DATABASE_URL_FILE": "/app"}, "DATABASE_URL=owner"),
    ],
)
def test_migrations_run_as_the_owner_and_only_so(tmp_path, given, expected):
    """The entrypoint, with a python that prints the database settings it was given."""
    script = tmp_path / "entrypoint.sh"
    script.write_text((DOCKER / "entrypoint.sh").read_text().replace("cd /app", f"cd '{tmp_path}'"))
    fake = tmp_path / "python"
    fake.write_text("#!/bin/sh\nenv | grep '^DATABASE_URL'\n")
    fake.chmod(0o755)
    path = {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
    done = subprocess.run(
        ["sh", script, "migrate"], env=path | given, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == [expected]
    refused = subprocess.run(["sh", script, "migrate"], env=path, capture_output=True, text=True, check=False)
    assert refused.returncode == 1
    assert "OWNER_DATABASE_URL" in refused.stderr
