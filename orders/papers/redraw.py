"""A program of its own that draws a photo again: pixels out, upright, and nothing else that the file carried.

It runs apart from Lantern (`orders.papers.pictures`), knows no key and no setting, and gives itself little
time and memory: what a hostile file does to the decoder, it does here. Bytes come in and go out by the pipes.
"""

from __future__ import annotations

import io
import resource
import sys

from PIL import Image

MOST_PIXELS = 52_000_000  # 48 and 50 megapixels are what phones take at the most detailed setting.
TOO_MANY_PIXELS = 3  # The status with which the program ends.
SECONDS = 20
MEMORY = 2 * 1024**3
QUALITY = 90
ORIENTATION = 0x0112
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


class TooManyPixels(Exception):
    pass


def redrawn(data: bytes, kind: str) -> bytes:
    """The picture alone, turned as the camera meant it; `kind` is JPEG or PNG, and no other is opened."""
    image: Image.Image
    with Image.open(io.BytesIO(data), formats=[kind]) as image:
        if image.width * image.height > MOST_PIXELS:
            raise TooManyPixels
        tables = getattr(image, "quantization", None) if image.mode in ("L", "RGB") else None
        image.load()
        turn = TURNS.get(_orientation(image))
        if turn is not None:
            image = image.transpose(turn)
        # What remains in `info` would be written again: comments, colour profiles, texts.
        image.info = {name: image.info[name] for name in ("transparency",) if name in image.info}
        made = io.BytesIO()
        if kind == "PNG":
            image.save(made, "PNG")
        elif tables:  # The tables of the camera: about as large, and hardly anything is lost.
            image.save(made, "JPEG", qtables=tables)
        else:
            image.convert("RGB").save(made, "JPEG", quality=QUALITY)
    return made.getvalue()


def _orientation(image: Image.Image) -> int:
    """How the camera was held; where what it noted makes no sense, the picture stays as it lies."""
    try:
        return int(image.getexif().get(ORIENTATION, 1))
    except Exception:  # noqa: BLE001 - whatever is wrong with a note that is thrown away
        return 1


def _limit(what: int, most: int) -> None:
    hard = resource.getrlimit(what)[1]
    resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def main() -> int:
    _limit(resource.RLIMIT_CORE, 0)  # A crash leaves no paper on the disk,
    _limit(resource.RLIMIT_FSIZE, 0)  # and nothing else does.
    _limit(resource.RLIMIT_CPU, SECONDS)
    _limit(resource.RLIMIT_AS, MEMORY)
    try:
        made = redrawn(sys.stdin.buffer.read(), sys.argv[1])
    except (TooManyPixels, Image.DecompressionBombError):
        return TOO_MANY_PIXELS
    except Exception:  # noqa: BLE001 - a file that cannot be drawn is no picture, whatever the reason
        return 1
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
