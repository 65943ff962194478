"""The letter as a Word file: for changing by hand before it is final, never after (LT-7)."""

from __future__ import annotations

import io
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from .compose import Paper


def docx(paper: Paper) -> bytes:
    """The same words in the same order as the PDF, with headings, lists and language marked."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.59), Cm(27.94)
    section.left_margin = section.right_margin = Cm(2.6)
    style = document.styles["Normal"]
    style.font.size = Pt(11.5)
    _language(style, paper.language)
    properties = document.core_properties
    properties.title, properties.language, properties.author = paper.title, paper.language, ""
    properties.comments = properties.last_modified_by = ""
    _lines(document, paper.letterhead, bold_first=True)
    _lines(document, [paper.written_on, paper.reference])
    _lines(document, paper.recipient)
    document.add_heading(paper.title, level=1)
    document.add_paragraph(paper.greeting)
    for block in paper.blocks:
        _block(document, block.kind, block.text, block.rows, paper.sign_here)
    document.add_paragraph(paper.closing)
    document.add_paragraph("\n____________________________")
    _lines(document, paper.signer or [paper.sign_here])
    for note in paper.small_print:
        document.add_paragraph().add_run(note).font.size = Pt(9)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _language(style: object, language: str) -> None:
    properties = style.element.get_or_add_rPr()  # type: ignore[attr-defined]
    mark = properties.makeelement(qn("w:lang"), {qn("w:val"): {"en": "en-US", "es": "es-US"}[language]})
    properties.append(mark)


def _lines(document: Any, lines: list[str], *, bold_first: bool = False) -> None:
    lines = [line for line in lines if line]
    if not lines:
        return
    paragraph = document.add_paragraph()
    for number, line in enumerate(lines):
        run = paragraph.add_run(line)
        run.bold = bold_first and number == 0
        if number < len(lines) - 1:
            run.add_break()


def _block(document: Any, kind: str, text: str, rows: list[list[str]], sign_here: str) -> None:
    if kind == "facts":
        for label, value in rows:
            paragraph = document.add_paragraph()
            paragraph.add_run(f"{label}: ").bold = True
            paragraph.add_run(value)
    elif kind == "list":
        for row in rows:
            document.add_paragraph(row[0], style="List Bullet")
    else:
        document.add_paragraph(text)
        if kind == "statement":
            document.add_paragraph("____________________________")
            document.add_paragraph(sign_here)
