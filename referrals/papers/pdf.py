"""Set a letter with Typst: tagged PDF (PDF/UA-1), or its pages as pictures for the exact preview."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

import typst

from .compose import Paper

TEMPLATE = Path(__file__).with_name("letter.typ")


class CannotSet(Exception):
    """The letter cannot be set; `sign` is the character the letter's font lacks, if that is why."""

    def __init__(self, sign: str = ""):
        super().__init__(f"no glyph for U+{ord(sign):04X}" if sign else "the letter could not be set")
        self.sign = sign


_local = threading.local()


def _compiler() -> typst.Compiler:
    """One compiler a thread: fonts and template are read once; only the fonts that ship with it are used."""
    if not hasattr(_local, "compiler"):
        _local.compiler = typst.Compiler(str(TEMPLATE), root=str(TEMPLATE.parent), ignore_system_fonts=True)
    return _local.compiler


def pdf(paper: Paper) -> bytes:
    """The letter as a tagged PDF that keeps to PDF/UA-1; raises `CannotSet`."""
    return _set(paper, format="pdf", pdf_standards=["ua-1"])[0]


def pages(paper: Paper) -> list[bytes]:
    """The pages of the letter as SVG pictures, exactly as the PDF will show them."""
    return _set(paper, format="svg")


def _set(paper: Paper, **options: Any) -> list[bytes]:
    data = json.dumps(paper.as_json(), ensure_ascii=False)
    try:
        made = _compiler().compile(sys_inputs={"paper": data}, **options)
    except typst.TypstError as error:
        raise CannotSet(_missing(paper, str(error))) from error
    return made if isinstance(made, list) else [made or b""]


def _missing(paper: Paper, message: str) -> str:
    """The first character of the letter that the complaint names."""
    return next((c for line in paper.lines() for c in line if ord(c) > 0x2FF and c in message), "")
