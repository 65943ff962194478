"""The base of every command: what is wrong with the input is one line on stderr, and exit code 2."""

from __future__ import annotations

import sys
from typing import Any, NoReturn

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError

from .errors import RuleBroken


class Refused(CommandError):
    """The command was not carried out; nothing was changed."""

    def __init__(self, message: str, returncode: int = 2):
        super().__init__(message, returncode=returncode)


class LanternCommand(BaseCommand):
    """A command whose broken rules and refused values are words, not tracebacks."""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        parser = super().create_parser(prog_name, subcommand, **kwargs)

        def refuse(message: str) -> NoReturn:
            if not getattr(self, "_called_from_command_line", False):
                raise Refused(message)
            sys.stderr.write(f"{subcommand}: {message}\n")
            raise SystemExit(2)

        parser.error = refuse  # type: ignore[method-assign]
        return parser

    def execute(self, *args: Any, **options: Any) -> Any:
        try:
            return super().execute(*args, **options)
        except RuleBroken as broken:
            raise Refused(str(broken.message)) from broken
        except ValidationError as error:
            raise Refused(" ".join(error.messages)) from error
        except OperationalError as error:
            raise Refused(f"The database does not answer: {error}".splitlines()[0], returncode=3) from error


class Bar:
    """A progress bar on a terminal; nothing where nobody looks."""

    WIDTH = 30

    def __init__(self, stream: Any, *, on: bool):
        self.stream, self.on = stream, on

    def show(self, step: str, done: int, total: int) -> None:
        if not self.on:
            return
        filled = self.WIDTH * done // max(total, 1)
        self.stream.write(f"\r\x1b[K[{'#' * filled}{'.' * (self.WIDTH - filled)}] {step} {done:,}/{total:,}")
        self.stream.flush()

    def end(self) -> None:
        if self.on:
            self.stream.write("\r\x1b[K")
            self.stream.flush()
