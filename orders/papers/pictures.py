"""What is kept of a photo: the picture alone, without where, when and with what it was taken."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from . import redraw
from .scans import NoScan, ScanKind

WAIT = 40  # Seconds, on a machine that has other things to do.


class TooManyPixels(ValueError):
    """The picture is larger than anybody needs a paper to be."""


def only_the_picture(kind: ScanKind, data: bytes) -> bytes:
    """The same picture, upright, and nothing else of the file; a PDF stays as it is.

    The same bytes give the same bytes. Raises `NoScan` where no picture comes of it in a short time, and
    `TooManyPixels`. A program without our keys decodes it, so that a hostile file meets nothing of value.
    """
    if kind == ScanKind.PDF:
        return data
    program = [sys.executable, "-I", str(Path(redraw.__file__)), kind.name]
    try:
        done = subprocess.run(program, input=data, capture_output=True, env={}, timeout=WAIT, check=False)
    except subprocess.TimeoutExpired as error:
        raise NoScan from error
    if done.returncode == redraw.TOO_MANY_PIXELS:
        raise TooManyPixels
    if done.returncode or not done.stdout:
        raise NoScan
    return done.stdout
