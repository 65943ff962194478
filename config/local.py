"""What a local installation needs and a server is given by its operator: secrets, a database, translations.

Everything lives under var/, readable by its owner alone. Nothing here is used where DATABASE_URL is set
and the secrets are given.
"""

from __future__ import annotations

import atexit
import base64
import json
import os
import secrets
from pathlib import Path

from config.embedded import ROOT, AlreadyRunning, EmbeddedPostgres, Urls

VAR = ROOT / "var"
POSTGRES_HOME = VAR / "postgres"
SECRETS = VAR / "secrets.json"
AS_OWNER = {"migrate", "sqlmigrate", "check_isolation", "seed_scale"}
WITHOUT_DATABASE = {"help", "version", "--help", "--version"}


def is_given(name: str) -> bool:
    """Whether a setting comes from the environment, by value or by file."""
    return bool(os.environ.get(name) or os.environ.get(f"{name}_FILE"))


def demo_settings(port: int, kept: Path = SECRETS) -> dict[str, str]:
    """The settings of the demo that the environment does not give; secrets are made once, in `kept`."""
    site = {
        "LANTERN_DEMO": "yes",
        "ALLOWED_HOSTS": "127.0.0.1 localhost [::1]",
        "SITE_URL": f"http://127.0.0.1:{port}/",
        "SMS_URL": "files:",
        **_kept_secrets(kept),
    }
    return {name: value for name, value in site.items() if not is_given(name)}


def adopt(command: str) -> None:
    """Let `manage.py` work on the demo's database, running or not, when no other one is named.

    Only where `make demo` has been run: elsewhere settings say what is missing.
    """
    if is_given("DATABASE_URL") or not SECRETS.exists() or command in WITHOUT_DATABASE:
        return
    os.environ.update(demo_settings(int(os.environ.get("PORT", "8000"))))
    urls = _attach()
    os.environ["DATABASE_URL"] = urls.owner if command in AS_OWNER else urls.app
    os.environ["OWNER_DATABASE_URL"] = urls.owner


def _attach() -> Urls:
    server = EmbeddedPostgres(POSTGRES_HOME)
    if urls := server.running():
        return urls
    try:
        urls = server.start()
    except AlreadyRunning as error:
        raise SystemExit("The demo is just starting or stopping; try again in a moment.") from error
    atexit.register(server.stop)
    return urls


def _kept_secrets(path: Path) -> dict[str, str]:
    if not path.exists():
        made = {
            "SECRET_KEY": secrets.token_urlsafe(64),
            "LANTERN_MASTER_KEY": base64.b64encode(secrets.token_bytes(32)).decode(),
        }
        path.parent.mkdir(parents=True, exist_ok=True)
        write_private(path, json.dumps(made))
    return json.loads(path.read_text())


def write_private(path: Path, content: str) -> None:
    """Write a file that only its owner can read, whole or not at all."""
    unfinished = path.with_suffix(".new")
    unfinished.unlink(missing_ok=True)
    unfinished.touch(mode=0o600)
    unfinished.write_text(content)
    unfinished.replace(path)
