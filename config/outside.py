"""How messages leave: what EMAIL_URL and SMS_URL mean. Without them nothing leaves the machine."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from caseload.foundation import texting
from config.env import SettingMissing

TIMEOUT = 20
# Mail services: which settings the user, the password and the host of the address stand for.
SERVICES = {
    "brevo": ("BREVO_API_KEY",),
    "mailersend": ("MAILERSEND_API_TOKEN",),
    "mailgun": ("MAILGUN_API_KEY", "", "MAILGUN_SENDER_DOMAIN"),
    "mailjet": ("MAILJET_API_KEY", "MAILJET_SECRET_KEY"),
    "mandrill": ("MANDRILL_API_KEY",),
    "postmark": ("POSTMARK_SERVER_TOKEN",),
    "resend": ("RESEND_API_KEY",),
    "sendgrid": ("SENDGRID_API_KEY",),
    "sparkpost": ("SPARKPOST_API_KEY",),
}
# Nobody outside learns who opened what (CF-28).
UNTRACKED = {"track_clicks": False, "track_opens": False}


def email(url: str, files: Path) -> dict[str, Any]:
    """Django's settings for `smtp://…`, `smtps://…`, `anymail+SERVICE://…`; files without an address."""
    parts = urlsplit(url)
    if not parts.scheme:
        return {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend", "EMAIL_FILE_PATH": files}
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    if parts.scheme in {"smtp", "smtps"}:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_HOST": parts.hostname or "localhost",
            "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
            "EMAIL_HOST_USER": user,
            "EMAIL_HOST_PASSWORD": password,
            "EMAIL_USE_SSL": parts.scheme == "smtps",
            "EMAIL_USE_TLS": parts.scheme == "smtp" and options.get("tls", "1") == "1",
            "EMAIL_TIMEOUT": TIMEOUT,
        }
    way, _, service = url.partition(":")[0].lower().partition("+")
    if way != "anymail":
        raise SettingMissing("EMAIL_URL must begin with smtp://, smtps:// or anymail+SERVICE://.")
    return _service(service, (user, password, parts.hostname or ""), options)


def _service(name: str, given: tuple[str, str, str], options: dict[str, str]) -> dict[str, Any]:
    """django-anymail's settings for one service; `?option=value` adds any other setting of that service."""
    if name not in SERVICES:
        raise SettingMissing(f"EMAIL_URL names no known service; known are {', '.join(sorted(SERVICES))}.")
    wanted = [(setting, value) for setting, value in zip(SERVICES[name], given, strict=False) if setting]
    if missing := [setting for setting, value in wanted if not value]:
        raise SettingMissing(f"EMAIL_URL for {name} lacks {', '.join(missing)}.")
    more = {f"{name}_{option}".upper(): value for option, value in options.items()}
    return {
        "EMAIL_BACKEND": f"anymail.backends.{name}.EmailBackend",
        "ANYMAIL": {
            **dict(wanted),
            **more,
            "SEND_DEFAULTS": UNTRACKED,
            "IGNORE_UNSUPPORTED_FEATURES": True,
            "DEBUG_API_REQUESTS": False,
            "REQUESTS_TIMEOUT": TIMEOUT,
        },
    }


def counts(url: str, *, broker: str = "") -> dict[str, Any]:
    """The cache in which attempts are counted: one Redis for every process, else each process for itself.

    Without an address of its own it is the broker's, where that is Redis. One that does not answer stops
    nobody: the door and the API stay open, and the log says that nothing is counted.
    """
    kinds = ("redis://", "rediss://", "unix://")
    if url and not url.startswith(kinds):
        raise SettingMissing("CACHE_URL must begin with redis://, rediss:// or unix://.")
    place = url or (broker if broker.startswith(kinds) else "")
    if not place:
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    wait = {"SOCKET_CONNECT_TIMEOUT": 1, "SOCKET_TIMEOUT": 1}
    return {
        "BACKEND": "django_redis.cache.RedisCache",
        "LOCATION": place,
        "KEY_PREFIX": "lantern",
        "OPTIONS": {"IGNORE_EXCEPTIONS": True, **wait},
    }


def texts(url: str) -> str:
    """The address as given, found to be one; text messages are off without it."""
    try:
        texting.from_url(url, Path())
    except (ImproperlyConfigured, ValueError) as wrong:
        raise SettingMissing(str(wrong)) from None
    return url
