"""Small documents for tests, made by hand or by the libraries that write them."""

import io
import struct
import zipfile
from typing import Any, Final

WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def pdf(*pages: str, count: int = 0) -> bytes:
    """A PDF with the given pages, or with `count` pages that share one text."""
    texts = pages or ("The same page",)
    number = count or len(texts)
    objects = ["<< /Type /Catalog /Pages 2 0 R >>"]
    first_text = 4 + number
    kids = " ".join(f"{4 + index} 0 R" for index in range(number))
    objects += [f"<< /Type /Pages /Kids [{kids}] /Count {number} >>"]
    objects += ["<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    for index in range(number):
        content = first_text + index % len(texts)
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {content} 0 R >>"
        )
    for text in texts:
        lines = "".join(f"({line}) Tj 0 -14 Td " for line in text.split("\n"))
        stream = f"BT /F1 12 Tf 72 720 Td {lines}ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    return _assembled(objects)


def encrypted_pdf() -> bytes:
    """A PDF that needs a password."""
    key = "(" + "x" * 32 + ")"
    trailer = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O {key} /U {key} /P -44 >> /ID [(a) (a)]"
    return _assembled(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>"], trailer)


def _assembled(objects: list[str], trailer: str = "") -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places: list[int] = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode()
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\n".encode()
    return bytes(out) + b"startxref\n%d\n%%%%EOF\n" % start


def word(*pages: str) -> bytes:
    """A Word document with page breaks between the pages."""
    import docx  # noqa: PLC0415 - only the ai service has it

    document: Any = docx.Document()
    for number, page in enumerate(pages):
        if number:
            document.add_page_break()
        document.add_paragraph(page)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def word_with(**parts: bytes) -> bytes:
    """The same with other parts: `word_with(document=b"...")` replaces word/document.xml."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(word("text"))) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            own = parts.pop(name.removeprefix("word/").removesuffix(".xml"), None)
            target.writestr(name, source.read(name) if own is None else own)
        for name, data in parts.items():
            target.writestr(f"word/{name}.xml", data)
    return out.getvalue()


def with_flag(package: bytes, flag: int) -> bytes:
    """The same archive, whose entries claim to be encrypted."""
    changed = bytearray(package)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(mark)
        while at >= 0:
            (given,) = struct.unpack_from("<H", changed, at + place)
            struct.pack_into("<H", changed, at + place, given | flag)
            at = changed.find(mark, at + 4)
    return bytes(changed)
