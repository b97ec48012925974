"""Crests: drawn anew, limited before anything is decoded, and served by their hash."""

import io
import re
import struct
import zlib
from typing import Any

import pytest
from PIL import Image, PngImagePlugin

from gateway_service.crests.images import redrawn
from service_kit.errors import ValidationFailed

TEAM = "8ce3b698-0fe8-52c8-bb98-92e23be9c676"
URL = f"/api/teams/{TEAM}/crest"


def image(kind: str = "PNG", size: tuple[int, int] = (640, 320), **more: Any) -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(drawn, kind, **more)
    return drawn.getvalue()


@pytest.fixture
def manager(token):
    return token(
        "ann", permissions=["accounts:update", "football:read"], org="o1", club_role="account_manager"
    )


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_an_image_is_drawn_anew_in_one_size_and_form(kind: str) -> None:
    with Image.open(io.BytesIO(redrawn(image(kind)))) as drawn:
        assert (drawn.format, drawn.size, drawn.mode) == ("PNG", (512, 256), "RGBA")


def test_nothing_but_the_pixels_survives() -> None:
    about = PngImagePlugin.PngInfo()
    about.add_text("Comment", "<script>secret</script>")
    exif = Image.Exif()
    exif[0x010E] = "secret"
    for data in (image(pnginfo=about) + b"secret", image("JPEG", exif=exif)):
        assert b"secret" in data
        assert b"secret" not in redrawn(data)


def bomb(width: int, height: int) -> bytes:
    """A small PNG whose header promises many pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(10_000)))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (bomb(50_000, 50_000), "at most 2048 x 2048"),
        (bomb(4_194_305, 1), "4194305 x 1 pixels"),
        (image(size=(8, 8)), "at least 16"),
        (image()[:200], "no image that can be read"),
        (bomb(64, 64), "no image that can be read"),
        (image("GIF"), "no image that can be read"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no image that can be read"),
        (b"%!PS-Adobe-3.0 EPSF-3.0", "no image that can be read"),
    ],
    ids=["bomb", "long", "small", "cut", "short of pixels", "gif", "svg", "eps"],
)
def test_bombs_and_other_files_are_refused(data: bytes, reason: str) -> None:
    with pytest.raises(ValidationFailed, match=reason):
        redrawn(data)


async def test_a_crest_is_stored_and_served_to_everybody(http, mesh, manager):
    answer = await http.put(URL, files={"file": ("crest.webp", image("WEBP"))}, headers=manager)
    assert answer.status_code == 200, answer.text
    crest = answer.json()
    assert (crest["team_id"], crest["version"]) == (TEAM, 2)
    assert mesh.teams.crests == {TEAM: crest["crest_url"]}
    path = re.fullmatch(r"http://127\.0\.0\.1:\d+(/static/crests/[0-9a-f]{32}\.png)", crest["crest_url"])
    assert path is not None
    served = await http.get(path[1])
    assert served.content == redrawn(image("WEBP"))
    headers = served.headers
    assert (headers["content-type"], headers["x-content-type-options"]) == ("image/png", "nosniff")
    assert headers["cache-control"] == "public, max-age=31536000, immutable"
    known = await http.get(path[1], headers={"If-None-Match": headers["etag"]})
    assert (known.status_code, known.content) == (304, b"")
    again = await http.put(URL, content=image("WEBP"), headers=manager)
    assert again.json()["crest_url"] == crest["crest_url"]


async def test_who_may_not_change_the_team_stores_nothing(http, mesh, token, manager):
    coach = token("bob", permissions=["football:write"], org="o1", club_role="coach")
    assert (await http.put(URL, content=image(), headers=coach)).status_code == 403
    unknown = await http.put(f"/api/teams/{'0' * 8}/crest", content=image(), headers=manager)
    assert (unknown.status_code, unknown.json()["code"]) == (404, "RECORD_NOT_FOUND")
    large = await http.put(URL, content=b"x" * (2 * 1024 * 1024 + 1), headers=manager)
    assert (large.status_code, large.json()["code"]) == (413, "BODY_TOO_LARGE")
    assert (await http.put(URL, content=b"x", headers=manager)).status_code == 422
    assert mesh.teams.crests == {}
    for name in ("0" * 32 + ".png", "..%2Fsecret.png", "x"):
        missing = await http.get(f"/static/crests/{name}")
        assert missing.status_code == 404
