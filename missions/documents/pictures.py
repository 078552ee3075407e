"""An upload made harmless: recognised by its content and written anew without all that is not seen.

Pictures are decoded and encoded again, so that EXIF, places, profiles, comments, thumbnails,
further frames and whatever was appended are gone. Pure: bytes in, bytes out.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps

from missions.documents.kinds import JPEG, MOST_PIXELS, PDF, PNG, Unwanted, kind_of
from missions.documents.portable import cleaned_pdf

__all__ = ["Picture", "Unwanted", "cleaned"]

_FORMATS = {JPEG: "JPEG", PNG: "PNG"}
_QUALITY = 90
_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
_SPOILED = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError)
"""What Pillow raises for files that are not what they seem."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What is kept of an upload."""

    media_type: str
    content: bytes


def cleaned(name: str, upload: bytes) -> Picture:
    """Return an upload as it may be kept.

    Raises:
        Unwanted: it can't be; the message is for the person who sent it.
    """
    media_type = kind_of(name, upload)
    if media_type == PDF:
        return Picture(media_type, cleaned_pdf(name, upload))
    try:
        return Picture(media_type, _encoded(_decoded(name, upload, media_type), media_type))
    except Unwanted:
        raise
    except _BOMBS as error:
        raise _too_large(name) from error
    except _SPOILED as error:
        raise Unwanted(
            name, "is damaged or cut off.", "Send it once more, or scan it again."
        ) from error


def _too_large(name: str) -> Unwanted:
    most = f"{MOST_PIXELS // 1_000_000} million"
    return Unwanted(name, f"has more than {most} pixels.", "Scan it at 300 dpi.")


def _decoded(name: str, upload: bytes, media_type: str) -> Image.Image:
    """Return the first frame, upright; sizes are looked at before anything is decoded."""
    formats = [_FORMATS[media_type]]
    with Image.open(BytesIO(upload), formats=formats) as image:
        if image.width * image.height > MOST_PIXELS:
            raise _too_large(name)
        image.verify()
    with Image.open(BytesIO(upload), formats=formats) as image:
        image.load()
        ImageOps.exif_transpose(image, in_place=True)
        return _plain(image, media_type)


def _plain(image: Image.Image, media_type: str) -> Image.Image:
    """Return the pixels alone, in a mode that the format takes."""
    if image.mode.startswith("I"):
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    modes = ("L", "RGB") if media_type == JPEG else ("1", "L", "LA", "RGB", "RGBA")
    if image.mode not in modes:
        seen_through = media_type == PNG and image.has_transparency_data
        image = image.convert("RGBA" if seen_through else "RGB")
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    return bare


def _encoded(image: Image.Image, media_type: str) -> bytes:
    buffer = BytesIO()
    if media_type == JPEG:
        image.save(buffer, "JPEG", quality=_QUALITY)
    else:
        image.save(buffer, "PNG")
    return buffer.getvalue()
