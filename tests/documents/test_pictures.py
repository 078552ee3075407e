"""Uploads made harmless: nothing but what is seen comes out, and what can't be kept is named."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from missions.documents.pictures import Unwanted, cleaned
from missions.documents.portable import pixels_of_jpeg
from tests.documents import uploads
from tests.documents.uploads import CANARIES, striped

NOT_TAKEN = "Send a JPEG, a PNG or a PDF."


def canaries_in(content: bytes) -> set[str]:
    return {name for name, token in CANARIES.items() if token.encode() in content}


def opened(content: bytes) -> Image.Image:
    image = Image.open(BytesIO(content))
    image.load()
    return image


def dark_at(image: Image.Image, *places: tuple[int, int]) -> list[bool]:
    grey = image.convert("L")
    return [grey.getpixel(place) < 100 for place in places]


def complaint(upload: bytes, name: str = "passport.jpg") -> str:
    with pytest.raises(Unwanted) as caught:
        cleaned(name, upload)
    return str(caught.value)


def test_a_jpeg_keeps_its_pixels_and_nothing_else() -> None:
    upload = uploads.jpeg()
    assert canaries_in(upload) == {"maker", "comment", "profile", "xmp", "appended"}
    assert opened(upload).getexif().get_ifd(0x8825)[2] == (37.0, 33.0, 58.7)

    picture = cleaned("passport.jpg", upload)
    image = opened(picture.content)

    assert (picture.media_type, image.format, image.size) == ("image/jpeg", "JPEG", (60, 40))
    assert (canaries_in(picture.content), dict(image.getexif())) == (set(), {})
    assert sorted(image.info) == ["jfif", "jfif_density", "jfif_unit", "jfif_version"]
    assert picture.content.endswith(b"\xff\xd9")
    assert dark_at(image, (5, 20), (55, 20)) == [True, False]


@pytest.mark.parametrize(
    ("orientation", "size", "dark"),
    [
        (1, (60, 40), (5, 20)),
        (3, (60, 40), (55, 20)),
        (6, (40, 60), (20, 5)),
        (8, (40, 60), (20, 55)),
    ],
)
def test_a_picture_that_lies_on_its_side_is_turned_first(
    orientation: int, size: tuple[int, int], dark: tuple[int, int]
) -> None:
    image = opened(cleaned("p.jpg", uploads.jpeg(orientation)).content)

    assert (image.size, dark_at(image, dark)) == (size, [True])


def test_a_png_keeps_its_pixels_and_nothing_else() -> None:
    upload = uploads.png()
    assert canaries_in(upload) == {"maker", "comment", "xmp", "appended"}

    picture = cleaned("visa.png", upload)
    image = opened(picture.content)

    assert (picture.media_type, image.format, image.info) == ("image/png", "PNG", {})
    assert canaries_in(picture.content) == set()
    assert image.tobytes() == striped().tobytes()
    assert picture.content.endswith(b"IEND\xaeB`\x82")


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_stays_readable(mode: str) -> None:
    buffer = BytesIO()
    if mode == "I;16":
        image = Image.new("I;16", (60, 40), 65535)
        image.paste(0, (0, 0, 30, 40))
    else:
        image = striped().convert(mode)
    image.save(buffer, "PNG")

    kept = opened(cleaned("p.png", buffer.getvalue()).content)

    assert (kept.size, dark_at(kept, (5, 20), (55, 20))) == ((60, 40), [True, False])


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_every_kind_of_jpeg_stays_readable(mode: str) -> None:
    buffer = BytesIO()
    striped().convert(mode).save(buffer, "JPEG")

    kept = opened(cleaned("p.jpg", buffer.getvalue()).content)

    assert (kept.mode in {"L", "RGB"}, dark_at(kept, (5, 20), (55, 20))) == (True, [True, False])


@pytest.mark.parametrize("upload", [uploads.several_pictures(), uploads.png(frames=3)])
def test_of_several_pictures_the_first_is_kept(upload: bytes) -> None:
    assert getattr(opened(upload), "n_frames", 1) > 1

    kept = opened(cleaned("p", upload).content)

    assert (getattr(kept, "n_frames", 1), kept.format in {"JPEG", "PNG"}) == (1, True)
    assert dark_at(kept, (5, 20), (55, 20)) == [True, False]


MANY = "“p” has more than 40 million pixels. Scan it at 300 dpi."


@pytest.mark.parametrize(
    "upload",
    [
        uploads.png_bomb(10_000, 4_001),
        uploads.png_bomb(12_000, 12_000),
        uploads.png_bomb(60_000, 60_000),
        uploads.jpeg_bomb(60_000, 60_000),
        uploads.jpeg_bomb(8_000, 5_001),
    ],
)
def test_a_bomb_is_refused_before_it_is_decoded(
    upload: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def decoded(*_args: object) -> None:
        raise AssertionError("decoded")

    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", decoded)

    assert complaint(upload, "p") == MANY


def test_a_text_that_would_fill_the_memory_is_refused() -> None:
    assert complaint(uploads.text_bomb(), "p").startswith("“p” is damaged or cut off.")


@pytest.mark.parametrize(
    "upload",
    [
        uploads.jpeg(size=(600, 400))[:2500],
        uploads.png()[:150],
        b"\xff\xd8\xff" + bytes(500),
        b"\x89PNG\r\n\x1a\n",
        b"\x89PNG\r\n\x1a\n<html><script>alert(1)</script></html>",
    ],
)
def test_what_is_cut_off_says_so(upload: bytes) -> None:
    assert complaint(upload) == (
        "“passport.jpg” is damaged or cut off. Send it once more, or scan it again."
    )


@pytest.mark.parametrize(
    ("upload", "found"),
    [
        (b"<!DOCTYPE html><script>alert(1)</script>", "a web page"),
        (b"\n\n<HTML><body>", "a web page"),
        (b"<?xml version='1.0'?><svg onload='alert(1)'/>", "an SVG drawing"),
        (b"GIF89a" + bytes(20), "a GIF"),
        (b"PK\x03\x04" + bytes(20), "a ZIP archive or an office document"),
        (b"\0\0\0\x18ftypheic" + bytes(20), "a HEIC or AVIF picture"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "a WebP picture"),
        (b"II*\0" + bytes(20), "a TIFF"),
        (b"MZ" + bytes(20), "a program"),
        (b"GARBAGE\n%PDF-1.7\n", "a PDF with something else before it"),
        (b"hello", "text"),
        (bytes(20), "of a kind that isn't known here"),
    ],
)
def test_what_is_not_taken_is_named(upload: bytes, found: str) -> None:
    assert complaint(upload) == f"“passport.jpg” is {found}. {NOT_TAKEN}"


def test_the_empty_and_the_large_are_refused() -> None:
    assert complaint(b"") == f"“passport.jpg” is empty. {NOT_TAKEN}"
    assert complaint(b"\xff\xd8\xff" + bytes(12_300_000)) == (
        "“passport.jpg” has 12.3 MB; at most 10 MB are taken. Scan it smaller."
    )


def everything_in(content: bytes) -> bytes:
    """Return a PDF's bytes with every stream unpacked, and what it attaches."""
    buffer = BytesIO()
    with pikepdf.open(BytesIO(content)) as document:
        attached = b"".join(each.get_file().read_bytes() for each in document.attachments.values())
        document.save(
            buffer, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.all
        )
    return content + buffer.getvalue() + attached


def test_a_pdf_keeps_its_pages_and_nothing_else() -> None:
    upload = uploads.pdf(2)
    assert canaries_in(everything_in(upload)) == set(CANARIES)

    picture = cleaned("insurance.pdf", upload)

    assert picture.media_type == "application/pdf"
    assert canaries_in(everything_in(picture.content)) == set()
    with pikepdf.open(BytesIO(picture.content)) as document:
        assert sorted(document.Root.keys()) == ["/Pages", "/Type"]
        assert [sorted(page.keys()) for page in document.pages] == [
            ["/Contents", "/MediaBox", "/Parent", "/Resources", "/Type"]
        ] * 2
        assert sorted(document.trailer.keys()) == ["/ID", "/Root", "/Size"]
        photo = document.pages[0].Resources.XObject.Im0
        assert opened(photo.read_raw_bytes()).size == (60, 40)
    assert picture.content.rstrip().endswith(b"%%EOF")


def test_a_pdf_is_written_alike_each_time() -> None:
    upload = uploads.pdf()

    assert cleaned("p", upload) == cleaned("p", upload)


def test_what_was_filled_into_a_form_stays_to_be_seen() -> None:
    buffer = BytesIO()
    canvas = Canvas(buffer, invariant=1)
    canvas.acroForm.textfield(name="number", value="M1234", x=50, y=500, width=200, height=30)
    canvas.showPage()
    canvas.save()

    content = cleaned("form.pdf", buffer.getvalue()).content

    with pikepdf.open(BytesIO(content)) as document:
        assert "/AcroForm" not in document.Root
        assert "/Annots" not in document.pages[0]
    assert b"M1234" in everything_in(content)


@pytest.mark.parametrize("user", ["secret", ""])
def test_a_locked_pdf_is_refused(user: str) -> None:
    assert complaint(uploads.locked_pdf(user), "p.pdf") == (
        "“p.pdf” is locked. Send a copy without a password."
    )


@pytest.mark.parametrize("upload", [b"%PDF-1.7\n", b"%PDF-1.7\n<html>" + bytes(100)])
def test_a_pdf_without_anything_in_it_is_refused(upload: bytes) -> None:
    assert complaint(upload, "p.pdf") in {
        "“p.pdf” is a damaged PDF. Send it once more, or scan it again.",
        "“p.pdf” has no page. Send a JPEG, a PNG or a PDF.",
    }


def test_a_pdf_of_a_whole_book_is_refused() -> None:
    buffer = BytesIO()
    with pikepdf.new() as document:
        for _ in range(101):
            document.add_blank_page()
        document.save(buffer)

    assert complaint(buffer.getvalue(), "p.pdf") == (
        "“p.pdf” has 101 pages. Send only those that matter."
    )


def test_a_photo_inside_a_pdf_keeps_its_pixels() -> None:
    upload = uploads.jpeg().split(b"PK\x03\x04", maxsplit=1)[0]

    stripped = pixels_of_jpeg(upload)

    assert opened(stripped).tobytes() == opened(upload).tobytes()
    assert (canaries_in(stripped), dict(opened(stripped).getexif())) == (set(), {})


@pytest.mark.parametrize("spoil", [lambda data: data[1:], lambda data: data[:20]])
def test_a_photo_that_is_damaged_is_told_from_a_whole_one(spoil: Callable[[bytes], bytes]) -> None:
    with pytest.raises((ValueError, IndexError)):
        pixels_of_jpeg(spoil(uploads.jpeg()))
