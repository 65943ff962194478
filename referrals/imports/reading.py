"""Read a directory from disk: the one door to this package."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from uuid import UUID

from .assemble import assemble
from .records import Directory
from .tables import Progress, quiet, read_tables


def read_directory(
    path: Path,
    *,
    source: str,
    format: str = "auto",
    mapping: Path | None = None,
    hidden: Collection[UUID] = (),
    progress: Progress = quiet,
) -> Directory:
    """The directory at `path`; raises `Unreadable` when the whole cannot be read."""
    return assemble(read_tables(path, format, mapping, progress), source, hidden)
