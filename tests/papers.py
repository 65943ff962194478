"""Small files that are what they seem: a PDF, a JPEG, a PNG."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image


def png(width: int = 2, height: int = 2, colour: int = 0) -> bytes:
    def part(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(bytes([0, *[colour] * width]) * height)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", rows) + part(b"IEND", b"")


def jpeg(size: tuple[int, int] = (40, 20), upright: int = 1, **more: Any) -> bytes:
    """As a phone makes it: red in the corner that is up and left, and in EXIF a place, a time and a phone."""
    picture = Image.new("RGB", size, "white")
    picture.paste("red", (0, 0, size[0] // 4, size[1] // 4))
    noted = Image.Exif()
    noted[0x0112], noted[0x010F], noted[0x0132] = upright, "Fernwood phone", "2026:11:06 09:00:00"
    noted.get_ifd(0x8825).update({1: "N", 2: (41.0, 52.0, 7.5), 3: "W", 4: (87.0, 37.0, 1.5)})
    made = io.BytesIO()
    picture.save(made, more.pop("format", "JPEG"), exif=noted, quality=90, **more)
    return made.getvalue()


def pdf(words: str = "An order") -> bytes:
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Title (" + words.encode() + b") >>",
    ]
    made, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(made)
    made += b"xref\n0 4\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % at for at in places)
    return made + b"trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start
