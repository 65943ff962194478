"""Read settings from the environment: every name also as NAME_FILE, nothing secret by default."""

from __future__ import annotations

import os
from pathlib import Path

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}


class SettingMissing(SystemExit):
    """A setting is absent or unreadable; ends the program with words, not with a traceback."""

    def __init__(self, message: str):
        super().__init__(f"Lantern cannot start: {message}")


def text(name: str, default: str | None = None) -> str:
    """The value of NAME, or the contents of the file named by NAME_FILE, or the default."""
    value = os.environ.get(name)
    path = os.environ.get(f"{name}_FILE")
    if value is not None and path:
        raise SettingMissing(f"both {name} and {name}_FILE are set; keep one.")
    if path:
        return _contents(name, path)
    if value is not None:
        return value
    if default is None:
        raise SettingMissing(f"{name} is not set. Set it, or {name}_FILE to the path of its file.")
    return default


def secret(name: str, *, shortest: int = 1) -> str:
    """Like `text`, without a default, and refusing what is empty or too short to be a secret."""
    value = text(name).strip()
    if len(value) < shortest:
        raise SettingMissing(f"{name} needs at least {shortest} characters.")
    return value


def flag(name: str, default: bool = False) -> bool:
    """A yes or no; anything that is neither stops the start."""
    value = text(name, "yes" if default else "no").strip().lower()
    if value not in TRUE | FALSE:
        raise SettingMissing(f"{name} must be yes or no, not {value!r}.")
    return value in TRUE


def number(name: str, default: int | None = None, *, least: int = 0) -> int:
    """A whole number of at least `least`."""
    value = text(name, None if default is None else str(default)).strip()
    try:
        result = int(value)
    except ValueError:
        raise SettingMissing(f"{name} must be a whole number, not {value!r}.") from None
    if result < least:
        raise SettingMissing(f"{name} must be at least {least}.")
    return result


def words(name: str, default: str = "") -> list[str]:
    """A list separated by commas or spaces."""
    return text(name, default).replace(",", " ").split()


def _contents(name: str, path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8").rstrip("\r\n")
    except OSError as error:
        raise SettingMissing(
            f"{name}_FILE points at {path}, which cannot be read: {error.strerror}."
        ) from None
