"""How an address names a thing: by its opaque reference, never by a number that counts."""

from __future__ import annotations

from django.urls import register_converter
from django.urls.converters import get_converters

REF = r"[A-Za-z0-9_-]{22}"


class RefConverter:
    """The 22 characters of a reference; anything else is an address that leads nowhere."""

    regex = REF

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


def register_ref() -> None:
    """Make `<ref:ref>` known to the address tables; safe to repeat."""
    if "ref" not in get_converters():
        register_converter(RefConverter, "ref")
