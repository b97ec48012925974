"""Recognises film by its first bytes."""


def is_film(head: bytes) -> bool:
    """Whether a file begins like MP4, MOV, Matroska, WebM, AVI or MPEG-TS."""
    return (
        head[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"free")
        or head.startswith(b"\x1a\x45\xdf\xa3")
        or (head.startswith(b"RIFF") and head[8:12] == b"AVI ")
        or (len(head) > 376 and head[0] == head[188] == head[376] == 0x47)
    )
