"""Files in a folder, in Cloud Storage and in S3, the last two over their wire protocol to a stand-in."""

import asyncio
import hashlib
import os
from collections.abc import AsyncIterator, Generator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from service_kit.errors import ValidationFailed
from service_kit.files.content import content_type_of
from service_kit.files.errors import ChecksumMismatch, FileGone, FileTooLarge, StoreUnavailable
from service_kit.files.links import FileLinks, Linked, LinkExpired, LinkInvalid
from service_kit.files.names import file_name
from service_kit.files.opening import open_store
from service_kit.files.settings import FileSettings
from service_kit.files.store import FileStore, Stored
from service_kit.settings.files import SettingsError
from service_kit.testing.bucket import ACCESS_KEY, NAME, SECRET_KEY, Bucket, running_bucket

KEY = "leagues/7/documents/Règles 2026 (final).pdf"
PDF = b"%PDF-1.7\n" + b"x" * 100_000


@pytest.fixture(scope="module")
def bucket() -> Generator[Bucket]:
    with running_bucket() as found:
        yield found


@pytest.fixture(params=["folder", "gs", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> FileStore:
    return _open(request, tmp_path, request.param)


@pytest.fixture(params=["gs", "s3"])
def cloud(request: pytest.FixtureRequest, tmp_path: Path) -> FileStore:
    return _open(request, tmp_path, request.param)


def _open(request: pytest.FixtureRequest, home: Path, kind: str) -> FileStore:
    given: dict[str, Any] = {"home": home, "env": "test"}
    if kind != "folder":
        bucket: Bucket = request.getfixturevalue("bucket")
        bucket.failing, bucket.skew = False, timedelta(0)
        bucket.objects.clear()
        account = home / "account.json"
        account.write_text(bucket.service_account())
        given |= {"gcp_service_account_file": account, "s3_endpoint": bucket.url}
        given |= {"s3_access_key_id": ACCESS_KEY, "s3_secret_access_key": SECRET_KEY}
        given["files_url"] = f"{kind}://{NAME}"
    return open_store(FileSettings(**given))


async def chunks(data: bytes, size: int = 65_536) -> AsyncIterator[bytes]:
    for at in range(0, len(data), size):
        yield data[at : at + size]


async def put(store: FileStore, data: bytes = PDF, **more: Any) -> Stored:
    about: dict[str, Any] = {"name": "r.pdf", "limit": 2 * len(data), **more}
    return await store.put(KEY, chunks(data), **about)


async def read(store: FileStore, **part: int) -> bytes:
    return b"".join([chunk async for chunk in store.get(KEY, **part)])


async def test_what_is_put_is_read_back_whole_and_in_parts(store: FileStore):
    data = PDF + os.urandom(6_000_000)  # two parts
    stored = await put(store, data)
    assert stored == Stored(
        len(data), hashlib.sha256(data).hexdigest(), hashlib.md5(data).hexdigest(), "application/pdf"
    )
    assert await read(store) == data
    assert await read(store, start=5, end=15) == data[5:15]
    assert await read(store, start=len(data) - 3) == data[-3:]
    assert await store.size(KEY) == len(data)
    assert [each.key for each in await store.listed("leagues")] == [KEY]
    await store.delete(KEY)
    await store.delete(KEY)
    assert await store.listed("leagues") == []
    with pytest.raises(FileGone):
        await read(store)


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"limit": len(PDF) - 1}, FileTooLarge),
        ({"expected": {"md5": "0" * 32}}, ChecksumMismatch),
        ({"expected": {"sha256": "0" * 64}}, ChecksumMismatch),
    ],
)
async def test_a_refused_file_leaves_nothing_behind(store: FileStore, given: Any, error: type[Exception]):
    with pytest.raises(error):
        await put(store, **given)
    assert await store.listed("leagues") == []


async def test_a_put_that_is_cancelled_leaves_nothing_behind(tmp_path: Path):
    store = open_store(FileSettings(home=tmp_path, env="test"))
    arrived = asyncio.Event()

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b"x" * 65_536
        arrived.set()
        await asyncio.Event().wait()

    putting = asyncio.ensure_future(store.put(KEY, endless(), name="x", limit=10**9))
    await arrived.wait()
    assert await store.listed("leagues") == []  # nothing partial is visible
    putting.cancel()
    await asyncio.gather(putting, return_exceptions=True)
    for _ in range(100):
        if not [path for path in (tmp_path / "files").rglob("*") if path.is_file()]:
            break
        await asyncio.sleep(0.02)
    assert [path for path in (tmp_path / "files").rglob("*") if path.is_file()] == []


async def test_what_a_killed_process_left_of_a_put_is_deleted_when_it_is_old(tmp_path: Path, clock: Any):
    store = open_store(FileSettings(home=tmp_path, env="test"))
    await store.put("a#1b", chunks(b"a file"), name="x", limit=9)
    left = tmp_path / "files" / "big.pdf#1"
    left.write_bytes(b"half")
    assert "big.pdf#1" not in [each.key for each in await store.listed("")]
    await store.delete_parts(clock.now() - timedelta(days=36500))
    assert left.exists()
    await store.delete_parts(clock.now() + timedelta(days=36500))
    assert sorted(path.name for path in (tmp_path / "files").iterdir()) == ["a#1b"]


async def test_a_bucket_keeps_type_and_cache_control_of_an_object(cloud: FileStore, bucket: Bucket):
    await put(cloud, attributes={"Cache-Control": "public, max-age=3600"})
    headers = bucket.objects[KEY][1]
    assert headers == {"Content-Type": "application/pdf", "Cache-Control": "public, max-age=3600"}


async def test_a_signed_url_works_for_its_time_and_for_its_object_only(cloud: FileStore, bucket: Bucket):
    await put(cloud)
    url = await cloud.link(KEY, timedelta(hours=24))
    assert url is not None
    async with httpx.AsyncClient(trust_env=False) as client:
        assert (await client.get(url)).content == PDF
        assert (await client.get(url.replace("documents", "secrets"))).status_code == 403
        bucket.skew = timedelta(hours=24, seconds=1)
        assert (await client.get(url)).status_code == 403


async def test_a_store_that_fails_is_unavailable(cloud: FileStore, bucket: Bucket):
    bucket.objects.clear()
    with pytest.raises(FileGone):
        await read(cloud)
    await put(cloud)
    bucket.failing = True
    with pytest.raises(StoreUnavailable):
        await cloud.size(KEY)


@pytest.mark.parametrize("url", ["ftp://x", "gs://", "file:", "/tmp"])
def test_an_unknown_address_of_the_store_is_refused_at_the_start(tmp_path: Path, url: str):
    with pytest.raises(SettingsError, match="ALTSPORTS_FILES_URL"):
        open_store(FileSettings(home=tmp_path, env="test", files_url=url))


async def test_a_link_of_ours_works_until_it_expires(tmp_path: Path, clock: Any):
    store = open_store(FileSettings(home=tmp_path, env="test"))
    links = FileLinks(store, b"secret", "https://arena.example", clock)
    file = Linked(KEY, "Règles.pdf", "application/pdf", 7, "ab")
    link = await links.make(file, timedelta(hours=24))
    assert link.expires_at == clock.now() + timedelta(hours=24)
    token = link.url.removeprefix("https://arena.example/api/v1/files/links/")
    assert links.open(token) == file
    for wrong in ("", "x", token[:-1], "A" + token[1:], f"{token}x", "é.é"):
        with pytest.raises(LinkInvalid):
            links.open(wrong)
    with pytest.raises(LinkInvalid):
        FileLinks(store, b"other", "https://arena.example", clock).open(token)
    clock.advance(timedelta(hours=24))
    with pytest.raises(LinkExpired):
        links.open(token)


@pytest.mark.parametrize(
    ("head", "name", "found"),
    [
        (b"%PDF-1.4\n", "notes.txt", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 30, "a.pdf", "image/png"),
        (b"a;b\n1;2\n", "t.csv", "text/csv"),
        ("Grüße\n".encode(), "t", "text/plain"),
        ("Grüße\n".encode("utf-16"), "t", "text/plain"),
        (b"<script>alert(1)</script>", "page.html", "text/plain"),
        (b"\0\1\2", "t.csv", "application/octet-stream"),
        ("é".encode()[:1], "cut.txt", "text/plain"),
        (b"", "empty.md", "text/markdown"),
    ],
)
def test_the_type_is_found_from_the_content(head: bytes, name: str, found: str):
    assert content_type_of(head, name) == found


@pytest.mark.parametrize(
    "name", ["", " ", ".", "..", "../x", "a/b", "a\\b", "..x", "x\ny", "x\0", "é" * 101, "x" * 201]
)
def test_a_path_is_no_name(name: str):
    with pytest.raises(ValidationFailed):
        file_name(name)


def test_a_name_is_normalised():
    assert file_name(" Re\u0300gles.pdf ") == "R\u00e8gles.pdf"
