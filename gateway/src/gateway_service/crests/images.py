"""Crests are drawn anew: of an upload only the pixels survive, and a bomb is refused by its header."""

from io import BytesIO
from typing import Final

from service_kit.errors import ValidationFailed

LONGEST: Final = 2 * 1024 * 1024
"""The most bytes of an uploaded image."""

_FORMATS: Final = ("PNG", "JPEG", "WEBP")
_MOST_PIXELS: Final = 4_194_304
_LEAST_SIDE: Final = 16
_SIDE: Final = 512


def redrawn(data: bytes) -> bytes:
    """The image as a PNG of at most 512 x 512, without anything else of the file. Raises ValidationFailed."""
    from PIL import Image  # noqa: PLC0415 - 30 ms and 10 MB, which only a crest is worth

    drawn = BytesIO()
    try:
        with Image.open(BytesIO(data), formats=_FORMATS) as image:
            _check_size(*image.size)  # read from the header: nothing is decoded yet
            pixels = image.convert("RGBA")
        pixels.thumbnail((_SIDE, _SIDE))
        clean = Image.new("RGBA", pixels.size)
        clean.paste(pixels)
        clean.save(drawn, "PNG", optimize=True)
    except ValidationFailed:
        raise
    except Image.DecompressionBombError as error:
        message = "The image has too many pixels: scale it to at most 2048 x 2048"
        raise ValidationFailed.at(["body"], message, type="image") from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        message = "This is no image that can be read: send a PNG, JPEG or WebP file"
        raise ValidationFailed.at(["body"], message, type="image") from error
    return drawn.getvalue()


def _check_size(width: int, height: int) -> None:
    if width * height > _MOST_PIXELS:
        message = f"The image has {width} x {height} pixels: scale it to at most 2048 x 2048"
        raise ValidationFailed.at(["body"], message, type="image")
    if min(width, height) < _LEAST_SIDE:
        message = f"The image has {width} x {height} pixels: both sides need at least {_LEAST_SIDE}"
        raise ValidationFailed.at(["body"], message, type="image")
