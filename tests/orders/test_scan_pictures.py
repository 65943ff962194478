"""Photos of papers: the picture alone is kept. Where a client was when she took it is nobody's to find."""

from __future__ import annotations

import hashlib
import io
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image, PngImagePlugin

from caseload.foundation.errors import RuleBroken
from orders.actions import scans
from orders.models import OrderScan
from orders.papers import pictures
from orders.papers.scans import MEDIA, ScanKind
from tests.papers import jpeg, pdf, png

TELLS = (b"Exif", b"Fernwood", b"2026:11:06", b"GPS", b"Lakeside house", b"xmp", b"ICC_PROFILE", b"MPF")


def png_with_place() -> bytes:
    """A PNG as programs make it from a photo: EXIF, text and XMP beside the picture."""
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", "Lakeside house")
    words.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta>xmp 41.868750</x:xmpmeta>")
    noted = Image.open(io.BytesIO(jpeg())).getexif()
    made = io.BytesIO()
    Image.new("RGBA", (9, 9), (1, 2, 3, 4)).save(made, "PNG", pnginfo=words, exif=noted, icc_profile=b"of")
    return made.getvalue()


PHOTOS = {
    "a photo": jpeg(comment=b"Lakeside house", xmp=b"<x:xmpmeta>xmp</x:xmpmeta>", icc_profile=b"ICC_PROFILE"),
    "a photo in steps": jpeg(progressive=True),
    "two photos in one": jpeg(format="MPO", save_all=True, append_images=[Image.new("RGB", (40, 20))]),
    "a PNG": png_with_place(),
}


@pytest.mark.parametrize("name", PHOTOS)
def test_of_a_photo_nothing_but_the_picture_is_kept_and_the_hash_is_of_that(name, order, as_staff, acting):
    photo, ana = PHOTOS[name], as_staff("ana")
    before = Image.open(io.BytesIO(photo))
    assert before.getexif().get_ifd(0x8825)[2] == (41.0, 52.0, 7.5), "the place was in it"
    sent = {"scan": SimpleUploadedFile("photo", photo, "image/jpeg")}
    assert ana.post(reverse("orders:scan_new", args=[order.ref]), sent).status_code == 302
    with acting("ana"):
        scan = OrderScan.objects.select_related("case").get()
        kept = scan.content
        assert (scan.size, scan.sha256) == (len(kept), hashlib.sha256(kept).hexdigest())
    assert ana.get(reverse("orders:scan", args=[scan.ref])).content == kept
    for word in TELLS:
        assert word not in kept, word
    after = Image.open(io.BytesIO(kept))
    assert not dict(after.getexif()) and f"image/{after.format}".lower() == MEDIA[ScanKind(scan.kind)]
    assert (after.size, after.mode) == (before.size, before.mode)
    assert getattr(after, "n_frames", 1) == 1


# EXIF says where the top of the stored picture belongs; red marks the stored upper left corner.
CORNERS = {2: "ur", 3: "lr", 5: "ul", 6: "ur", 8: "ll"}


def test_a_photo_taken_sideways_is_kept_upright(order, ana, acting):
    for orientation, corner in CORNERS.items():
        with acting("ana"):
            kept = scans.add_scan(order, by=ana, data=jpeg((80, 40), upright=orientation)).content
        shown = Image.open(io.BytesIO(kept))
        assert shown.size == ((40, 80) if orientation > 4 else (80, 40)), orientation
        right, low = shown.width - 3, shown.height - 3
        at = {"ul": (2, 2), "ur": (right, 2), "ll": (2, low), "lr": (right, low)}
        red = {name for name, place in at.items() if shown.getpixel(place)[1] < 90}
        assert red == {corner}, orientation


def test_the_same_photo_twice_is_one_scan(order, ana, acting):
    with acting("ana"):
        assert scans.add_scan(order, by=ana, data=jpeg()) == scans.add_scan(order, by=ana, data=jpeg())
        again = scans.add_scan(order, by=ana, data=OrderScan.objects.select_related("case").get().content)
        assert again.sha256, "a copy that was taken from here and sent in again is a picture like any other"


def test_a_pdf_is_kept_byte_by_byte_and_the_page_says_what_is_removed(order, ana, acting, as_staff):
    with acting("ana"):
        assert scans.add_scan(order, by=ana, data=pdf()).content == pdf()
    page = as_staff("ana").get(reverse("orders:scan_new", args=[order.ref])).content.decode()
    assert "Of a photo only the picture is kept" in page and "A PDF is kept as it is" in page


def lying_png(width: int, height: int) -> bytes:
    """A small PNG whose first part claims to be large."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return png()[:12] + head + struct.pack(">I", zlib.crc32(head)) + png()[33:]


REFUSED = {
    "more pixels than a paper needs": (lying_png(9_000, 6_000), "50 megapixels"),
    "a picture to fill the memory": (lying_png(90_000, 90_000), "50 megapixels"),
    "pixels that are not there": (lying_png(700, 700), "this file is none"),
    "a photo as some phones store it": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "Send it as JPEG"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_drawn_is_refused_with_what_to_do(name, order, as_staff, acting):
    data, words = REFUSED[name]
    sent = {"scan": SimpleUploadedFile("photo.jpg", data, "image/jpeg")}
    answer = as_staff("ana").post(reverse("orders:scan_new", args=[order.ref]), sent)
    assert answer.status_code == 422 and words in str(answer.context["form"].errors["scan"])
    with acting("ana"):
        assert not OrderScan.objects.exists()


def test_a_picture_that_takes_too_long_is_refused(order, ana, acting, monkeypatch):
    monkeypatch.setattr(pictures, "WAIT", 0.001)
    with acting("ana"), pytest.raises(RuleBroken) as refused:
        scans.add_scan(order, by=ana, data=jpeg())
    assert refused.value.field == "scan"


def test_the_program_that_draws_knows_no_key(order, ana, acting, monkeypatch):
    known, run = {}, pictures.subprocess.run

    def watched(command, **options):
        known.update(options, command=command)
        return run(command, **options)

    monkeypatch.setattr(pictures.subprocess, "run", watched)
    with acting("ana"):
        scans.add_scan(order, by=ana, data=png())
    assert known["env"] == {} and "-I" in known["command"]
