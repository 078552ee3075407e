"""Uploads for tests: pictures and PDFs with canaries in every corner."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pikepdf
from PIL import Image
from PIL.PngImagePlugin import PngInfo

CANARIES = {
    name: f"q{number}zcanary"
    for number, name in enumerate(
        ("maker", "comment", "xmp", "profile", "text", "appended", "title", "attached", "script"),
        701,
    )
}
GPS = {1: "N", 2: (37.0, 33.0, 58.7), 3: "E", 4: (126.0, 58.0, 40.1)}


def striped(size: tuple[int, int] = (60, 40), mode: str = "RGB") -> Image.Image:
    """Return a picture whose left half is dark and whose right half is light."""
    image = Image.new(mode, size, "white")
    image.paste(Image.new(mode, (size[0] // 2, size[1]), "black"), (0, 0))
    return image


def exif(orientation: int = 1) -> Image.Exif:
    """Return EXIF data with a place, a maker and an orientation."""
    data = Image.Exif()
    data[0x010F] = CANARIES["maker"]
    data[0x0112] = orientation
    data.get_ifd(0x8825).update(GPS)
    return data


def jpeg(orientation: int = 1, size: tuple[int, int] = (60, 40), mode: str = "RGB") -> bytes:
    """Return a JPEG with EXIF, XMP, a profile, a comment and an archive behind it."""
    buffer = BytesIO()
    striped(size, mode).save(
        buffer,
        "JPEG",
        quality=95,
        exif=exif(orientation),
        comment=CANARIES["comment"].encode(),
        icc_profile=CANARIES["profile"].encode(),
        xmp=f"<x>{CANARIES['xmp']}</x>".encode(),
    )
    return buffer.getvalue() + b"PK\x03\x04" + CANARIES["appended"].encode()


def png(mode: str = "RGB", frames: int = 1) -> bytes:
    """Return a PNG with texts (one compressed), EXIF, a profile, and something behind it."""
    info = PngInfo()
    info.add_text("Comment", CANARIES["comment"])
    info.add_text("Author", CANARIES["text"], zip=True)
    info.add_itxt("XML:com.adobe.xmp", CANARIES["xmp"])
    buffer = BytesIO()
    more = [Image.new(mode, (60, 40)) for _ in range(frames - 1)]
    striped(mode=mode).save(
        buffer,
        "PNG",
        pnginfo=info,
        exif=exif(),
        icc_profile=CANARIES["profile"].encode(),
        **({"save_all": True, "append_images": more} if more else {}),
    )
    return buffer.getvalue() + b"PK\x03\x04" + CANARIES["appended"].encode()


def several_pictures() -> bytes:
    """Return a JPEG of several pictures, as some telephones make them."""
    buffer = BytesIO()
    striped().save(buffer, "MPO", save_all=True, append_images=[Image.new("RGB", (60, 40))])
    return buffer.getvalue()


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png_bomb(width: int, height: int) -> bytes:
    """Return a small PNG that says it is this large."""
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    data = zlib.compress(bytes(1000), 9)
    chunks = (_chunk(b"IHDR", head), _chunk(b"IDAT", data), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def jpeg_bomb(width: int, height: int) -> bytes:
    """Return a small JPEG that says it is this large."""
    data = bytearray(jpeg())
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(data)


def text_bomb() -> bytes:
    """Return a PNG whose compressed text would be 100 MB."""
    plain = png()
    text = _chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(100_000_000), 9))
    at = plain.index(b"IDAT") - 4
    return plain[:at] + text + plain[at:]


def pdf(pages: int = 1) -> bytes:
    """Return a PDF with a title, scripts, an attached file, actions, links, and a photo."""
    with pikepdf.new() as document:
        for _ in range(pages):
            page = document.add_blank_page(page_size=(200, 300))
            photo = document.make_stream(jpeg().split(b"PK\x03\x04", maxsplit=1)[0])
            photo.Type, photo.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
            photo.Width, photo.Height, photo.BitsPerComponent = 60, 40, 8
            photo.ColorSpace, photo.Filter = pikepdf.Name.DeviceRGB, pikepdf.Name.DCTDecode
            photo.Metadata = document.make_stream(CANARIES["xmp"].encode())
            page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=photo))
            page.Contents = document.make_stream(b"q 60 0 0 40 20 200 cm /Im0 Do Q")
            _decorate(document, page)
        with document.open_metadata() as metadata:
            metadata["dc:description"] = CANARIES["xmp"]
        document.docinfo["/Title"] = CANARIES["title"]
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=CANARIES["script"])
        document.Root.OpenAction = script
        document.Root.Names = pikepdf.Dictionary(
            JavaScript=pikepdf.Dictionary(Names=["start", document.make_indirect(script)])
        )
        attached = pikepdf.AttachedFileSpec(
            document, CANARIES["attached"].encode(), filename="notes.txt"
        )
        document.attachments["notes.txt"] = attached
        buffer = BytesIO()
        document.save(buffer, compress_streams=False)
    return buffer.getvalue() + b"\nPK\x03\x04" + CANARIES["appended"].encode()


def _decorate(document: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """Give a page a link, an action, a thumbnail, private data and a launching note."""
    place = pikepdf.Array([10, 10, 50, 50])
    actions = (
        pikepdf.Dictionary(S=pikepdf.Name.URI, URI=CANARIES["text"]),
        pikepdf.Dictionary(S=pikepdf.Name.Launch, F=CANARIES["text"]),
    )
    page.Annots = pikepdf.Array(
        pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=place, A=action)
        for action in actions
    )
    page.AA = pikepdf.Dictionary(
        O=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=CANARIES["script"])
    )
    page.Thumb = document.make_stream(CANARIES["comment"].encode())
    page.PieceInfo = pikepdf.Dictionary(App=pikepdf.Dictionary(Private=CANARIES["text"]))


def locked_pdf(user: str = "secret") -> bytes:
    """Return a PDF with a password; a blank one opens it and still restricts it."""
    buffer = BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(buffer, encryption=pikepdf.Encryption(owner="owner", user=user))
    return buffer.getvalue()
