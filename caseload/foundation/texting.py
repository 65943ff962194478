"""Text messages: one small door, and what stands behind it by the settings. Nothing, unless set.

A message that was not sent says why by a code, never by what the provider wrote: that may hold the number.
"""

from __future__ import annotations

import os
import re
import secrets
from pathlib import Path
from typing import Protocol
from urllib.parse import parse_qs, unquote, urlsplit

import requests
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

TIMEOUT = (5, 15)  # Seconds to connect, and to wait for the answer.
LOCAL = {"127.0.0.1", "localhost", "::1"}
REFUSED = {400, 404, 422}  # The message itself is at fault; all else may be mended by the next try.
API = "2010-04-01"
NUMBER = re.compile(r"\+[1-9]\d{7,14}")


class NotSent(Exception):
    """The message was not taken. `code` says why; `final` that trying again would not help."""

    def __init__(self, code: str, *, final: bool) -> None:
        super().__init__(code)
        self.code, self.final = code, final


class TextSender(Protocol):
    """What a provider of text messages must do."""

    def send(self, to: str, text: str) -> str:
        """Hand over one message; returns the provider's word for its state, or raises `NotSent`."""
        ...


class TwilioCompatible:
    """A provider that takes messages the way Twilio does: a form by POST, with basic authentication."""

    def __init__(self, base: str, account: str, token: str, sender: str) -> None:
        self.address = f"{base.rstrip('/')}/{API}/Accounts/{account}/Messages.json"
        self.auth = (account, token)
        self.sender = {"MessagingServiceSid" if sender.startswith("MG") else "From": sender}

    def send(self, to: str, text: str) -> str:
        form = {"To": to, "Body": text, **self.sender}
        try:
            answer = requests.post(
                self.address, data=form, auth=self.auth, timeout=TIMEOUT, allow_redirects=False
            )
        except requests.RequestException as error:
            raise NotSent(type(error).__name__, final=False) from None
        if answer.status_code not in (200, 201):
            raise NotSent(_code(answer), final=answer.status_code in REFUSED)
        return str(_body(answer).get("status", ""))[:20]


def _body(answer: requests.Response) -> dict[str, object]:
    try:
        body = answer.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def _code(answer: requests.Response) -> str:
    """Status and the provider's number for the error; its words stay out."""
    number = _body(answer).get("code")
    return f"{answer.status_code} {number}" if isinstance(number, int) else str(answer.status_code)


class ToFiles:
    """Writes each message to a file of its own: for development and the demo."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def send(self, to: str, text: str) -> str:
        self.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self.directory / f"{secrets.token_hex(8)}.txt"
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(f"To: {to}\n\n{text}\n")
        return "file"


def from_url(url: str, directory: Path) -> TextSender | None:
    """What `SMS_URL` names: nothing, `files:`, or `twilio://ACCOUNT:TOKEN@api.twilio.com?from=%2B13125550100`.

    `twilio+http://` speaks without TLS and only to this machine itself.
    """
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme == "files":
        return ToFiles(directory)
    if parts.scheme not in {"twilio", "twilio+http"}:
        raise ImproperlyConfigured("SMS_URL must begin with twilio:// or be files:")
    sender = parse_qs(parts.query).get("from", [""])[-1]
    if not (parts.hostname and parts.username and parts.password and sender):
        raise ImproperlyConfigured("SMS_URL needs an account, a token, a host and ?from=")
    plain = parts.scheme == "twilio+http"
    if plain and parts.hostname not in LOCAL:
        raise ImproperlyConfigured("SMS_URL with twilio+http:// may only name this machine")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    base = f"{'http' if plain else 'https'}://{host}{f':{parts.port}' if parts.port else ''}"
    return TwilioCompatible(base, unquote(parts.username), unquote(parts.password), sender)


def sender() -> TextSender | None:
    """The provider of this installation; None where none is set, and then there are no text messages."""
    return from_url(settings.SMS_URL, Path(settings.VAR) / "sms")


def is_there() -> bool:
    """Whether text messages can be sent at all."""
    return bool(settings.SMS_URL)


def number_from(words: str) -> str | None:
    """A phone number as people write it, in the international form; None where it cannot be one.

    Ten digits without a country code are taken for a North American number.
    """
    digits = re.sub(r"[\s().\-/]", "", words)
    if re.fullmatch(r"\d{10}", digits):
        digits = f"+1{digits}"
    elif re.fullmatch(r"1\d{10}", digits):
        digits = f"+{digits}"
    return digits if NUMBER.fullmatch(digits) else None
