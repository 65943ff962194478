"""Whether some bytes are a scan of a paper: a PDF, a JPEG or a PNG, whole, and nothing else beside it.

The name a file was sent under and the type a browser claims are never looked at. A picture is walked part by
part to its end; what hangs on behind it (another file, in a disguise) is refused. Of what is a picture, the
picture alone is kept: see `orders.papers.pictures`.
"""

from __future__ import annotations

import re
import struct
import zlib

import puremagic
from django.db.models import TextChoices

LIMIT = 10 * 1024 * 1024
JPEG_TAIL = 256 * 1024  # Phones append a little of their own behind a picture; it is cut off.
_HEIC = re.compile(rb".{4}ftyp(heic|heix|heim|heis|hevc|hevx|mif1|msf1|avif|avis)", re.DOTALL)
ALONE = {0x01, *range(0xD0, 0xD8)}  # JPEG markers that carry no length.
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}


class ScanKind(TextChoices):
    PDF = "pdf", "PDF"
    JPEG = "jpeg", "JPEG"
    PNG = "png", "PNG"


MEDIA = {ScanKind.PDF: "application/pdf", ScanKind.JPEG: "image/jpeg", ScanKind.PNG: "image/png"}
_BY_NAME = {".pdf": ScanKind.PDF, ".jpg": ScanKind.JPEG, ".jpeg": ScanKind.JPEG, ".png": ScanKind.PNG}
_STARTS = {ScanKind.PDF: b"%PDF-", ScanKind.JPEG: b"\xff\xd8\xff", ScanKind.PNG: b"\x89PNG\r\n\x1a\n"}


class NoScan(ValueError):
    """The bytes are not a scan that can be kept."""


class Heic(NoScan):
    """A photo in the way some phones store them, which few programs of courts and police open."""


_MARKS = (
    b"pk\x03\x04", b"pk\x05\x06", b"%pdf", b"<html", b"<script", b"mz\x90", b"\x7felf", b"rar!", b"<?php",
)  # fmt: skip


def read_scan(data: bytes) -> tuple[ScanKind, bytes]:
    """The kind of the scan, and the bytes to keep; raises `NoScan` for everything that is none."""
    kind = next((kind for kind in _guesses(data) if data.startswith(_STARTS[kind])), None)
    if kind is None:
        raise Heic if _HEIC.match(data) else NoScan
    try:
        return kind, {ScanKind.PDF: _pdf, ScanKind.JPEG: _jpeg, ScanKind.PNG: _png}[kind](data)
    except (IndexError, struct.error, ValueError) as error:
        raise NoScan from error


def _guesses(data: bytes) -> list[ScanKind]:
    """The kinds whose marks the content bears."""
    try:
        found = puremagic.magic_string(data)
    except (puremagic.PureError, ValueError):
        return []
    return [_BY_NAME[guess.extension] for guess in found if guess.extension in _BY_NAME]


def _pdf(data: bytes) -> bytes:
    """A header, a cross-reference where the trailer says it is, and nothing after the end."""
    body = data.rstrip(b"\r\n\t \0")
    if not re.match(rb"%PDF-[12]\.\d[\r\n \t]", data) or not body.endswith(b"%%EOF"):
        raise NoScan
    places = re.findall(rb"startxref\s+(\d{1,10})\s+%%EOF", body)
    if not places:
        raise NoScan
    if not re.match(rb"\s*(xref\s|\d+\s+\d+\s+obj\b)", body[int(places[-1]) :][:64]):
        raise NoScan
    if b"/Page" not in body and b"/ObjStm" not in body:
        raise NoScan
    return body + b"\n"


def _png(data: bytes) -> bytes:
    """Part by part, each with its checksum, from IHDR to IEND, which is the end."""
    at, names = 8, []
    while at < len(data):
        length, name = struct.unpack(">I4s", data[at : at + 8])
        part = data[at + 4 : at + 8 + length]
        (checksum,) = struct.unpack(">I", data[at + 8 + length : at + 12 + length])
        if len(part) != length + 4 or zlib.crc32(part) != checksum:
            raise NoScan
        names.append(name)
        at += 12 + length
        if name == b"IEND":
            break
    if names[:1] != [b"IHDR"] or b"IDAT" not in names or names[-1] != b"IEND" or at != len(data):
        raise NoScan
    if 0 in struct.unpack(">II", data[16:24]):
        raise NoScan
    return data


def _jpeg(data: bytes) -> bytes:
    """Segment by segment to the end of the picture, with a frame and a scan in it."""
    at, frame, scan = 2, False, False
    while True:
        if data[at] != 0xFF:
            raise NoScan
        marker = data[at + 1]
        if marker == 0xFF:  # Filling.
            at += 1
            continue
        at += 2
        if marker == 0xD9:
            break
        if marker in ALONE:
            continue
        (length,) = struct.unpack(">H", data[at : at + 2])
        if length < 2 or at + length > len(data):
            raise NoScan
        if marker in FRAMES:
            frame = True
            if 0 in struct.unpack(">HH", data[at + 3 : at + 7]):
                raise NoScan
        at += length
        if marker == 0xDA:
            scan, at = True, _after_scan(data, at)
    if not (frame and scan) or not _may_be_cut_off(data[at:]):
        raise NoScan
    return data[:at]


def _after_scan(data: bytes, at: int) -> int:
    """Where the next marker stands behind the coded picture."""
    while True:
        at = data.index(b"\xff", at)
        following = data[at + 1]
        if following != 0 and following not in ALONE and following != 0xFF:
            return at
        at += 1 if following == 0xFF else 2


def _may_be_cut_off(tail: bytes) -> bool:
    """A second picture, as phones add for bright screens, or a little of their own; never another file."""
    if tail.lstrip(b"\0").startswith(_STARTS[ScanKind.JPEG]):
        return True
    lowered = tail.lower()
    return len(tail) <= JPEG_TAIL and not any(mark in lowered for mark in _MARKS)
