"""The acts about an order's papers: changes by the court, what a hearing led to, scans, registration."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageDraw, ImageFont

from caseload.foundation import clock
from orders.actions import disqualifier, hearings, orders, scans

from .acts_more import _fresh, _told, order

if TYPE_CHECKING:
    from .stage import Scene


def changed(scene: Scene, name: str = "order", court: bool = False, **facts: Any) -> None:
    """The court changed the order with a new paper; or, without `court`, our record was wrong."""
    row = _fresh(scene, name)
    issued = _told(row.issued_from.astimezone(scene.stage.agency.tz), "date_only")
    if "terms" in facts:
        facts["terms"] = facts["terms"].split()
    row = orders.edit_order(row, by=scene.by, version=row.version, new_paper=court, issued=issued, **facts)
    scene.things[name] = orders.send_out(row, by=scene.by) if court else row


def takes_over(scene: Scene, of: str, kind: str = "final", **more: Any) -> None:
    """A later order takes the place of an earlier one."""
    order(scene, kind, replaces=_fresh(scene, of), **more)


def heard(
    scene: Scene, outcome: str, name: str = "order", continued: int | None = None, at: str = "09:30",
    ends: int | None = None,
) -> None:  # fmt: skip
    """What came of the last hearing; a new date in court and a new end are counted from now."""
    row = _fresh(scene, f"{name}:hearing")
    facts: dict[str, Any] = {"outcome": outcome}
    if continued is not None:
        facts["continued_to"] = scene.stage.weekday(continued, time.fromisoformat(at))
    if ends is not None:
        facts["new_end"] = scene.stage.weekday(ends, time(12)).date()
    hearings.edit_hearing(row, by=scene.by, version=row.version, **facts)


def firearm_rule(
    scene: Scene, heard: str, restrains: str, threat: str, force: str, name: str = "order"
) -> None:
    """The four questions about firearms, answered."""
    disqualifier.answer_questions(
        _fresh(scene, name), by=scene.by, heard=heard, restrains=restrains, credible_threat=threat,
        bans_force=force,
    )  # fmt: skip


def registered_here(scene: Scene, where: str = "", name: str = "order") -> None:
    """The client had an order from elsewhere registered here, on the day of the step."""
    day = clock.today(scene.stage.agency.tz)
    disqualifier.note_registration(_fresh(scene, name), by=scene.by, day=day, talked_over=True, where=where)


def scan(scene: Scene, as_photo: bool = False, name: str = "order", page: int = 1) -> None:
    """A scan of the paper: a PDF, or a photo of it. Both say that no court made them."""
    row = _fresh(scene, name)
    lines = _lines(row, clock.now().astimezone(scene.stage.agency.tz), page)
    data = photo_of(lines) if as_photo else pdf_of(lines)
    scene.things[f"{name}:scan"] = scans.add_scan(row, by=scene.by, data=data)


def scan_removed(scene: Scene, reason: str, name: str = "order") -> None:
    """The scan that was added last is taken away again."""
    scans.remove_scan(_fresh(scene, f"{name}:scan"), by=scene.by, reason=reason)


# ---- Papers that nobody can take for real ----------------------------------------------------------------


def _lines(row: Any, at: datetime, page: int) -> list[str]:
    return [
        "SPECIMEN - NOT A COURT ORDER", "Made up for the demo of Lantern", "",
        f"{row.court_name}", f"Paper no. {row.paper_version}, page {page}", f"{at:%Y-%m-%d}", "",
        "Nobody named in this demo exists.",
    ]  # fmt: skip


def pdf_of(lines: list[str]) -> bytes:
    """One page with the lines, written by hand: small, and the same each time."""
    shown = " T* ".join(f"({line.translate(_ESCAPED)}) Tj" for line in lines)
    text = f"BT /F1 16 Tf 22 TL 72 700 Td {shown} ET".encode("latin-1", "replace")
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    made, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    start, count = len(made), len(parts) + 1
    made += b"xref\n0 %d\n0000000000 65535 f \n" % count + b"".join(b"%010d 00000 n \n" % at for at in places)
    return made + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, start)


_ESCAPED = str.maketrans({"(": r"\(", ")": r"\)", "\\": r"\\"})


def photo_of(lines: list[str]) -> bytes:
    """The same lines as a picture."""
    picture = Image.new("L", (850, 1100), 250)
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default(size=32)
    for number, line in enumerate(lines):
        pen.text((80, 120 + 52 * number), line, fill=30, font=font)
    pen.line((80, 100, 770, 100), fill=120, width=3)
    made = io.BytesIO()
    picture.save(made, "PNG")
    return made.getvalue()


ACTS: dict[str, Callable[..., None]] = {
    act.__name__: act
    for act in (changed, takes_over, heard, firearm_rule, registered_here, scan, scan_removed)
}
