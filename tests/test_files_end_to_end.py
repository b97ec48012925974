"""Files through the gateway: streamed in and out, in parts, with links, and nothing left of what fails."""

import asyncio
import base64
import hashlib
import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from service_kit.testing import documents
from service_kit.testing.waiting import eventually

URL = "/api/v1/files"
LEAGUE = "05428cae-aeaa-57dd-926a-cb7710ce1a48"
NAME = "Plan ü.bin"
DATA = os.urandom(3_000_000)  # three times what other bodies may have


@pytest.fixture
def user(new_user) -> dict[str, Any]:
    return new_user()


@pytest.fixture
def ann(user) -> dict[str, str]:
    """The headers of the user."""
    return user["headers"]


async def stored(http: httpx.AsyncClient, headers: dict[str, str], data: bytes = DATA, **more: Any) -> Any:
    answer = await http.post(URL, files={"file": (NAME, data)}, headers=headers, **more)
    assert answer.status_code == 201, answer.text
    return answer.json()["data"]


def objects(mesh: Any, user: str) -> list[Path]:
    return [path for path in (mesh.home / "files").rglob(f"user/{user}/*") if path.is_file()]


async def used(http: httpx.AsyncClient, headers: dict[str, str]) -> int:
    return (await http.get("/api/v1/storage", headers=headers)).json()["data"]["used_bytes"]


async def test_a_file_is_streamed_in_and_out_of_any_gateway(clients, ann):
    file = await stored(clients[0], ann)
    assert (file["name"], file["size"], file["sha256"]) == (
        "Plan ü.bin", len(DATA), hashlib.sha256(DATA).hexdigest()
    )  # fmt: skip
    path = f"{URL}/{file['id']}/content"
    whole = await clients[1].get(path, headers=ann)
    assert whole.content == DATA
    assert whole.headers["content-disposition"] == (
        "attachment; filename=\"Plan _.bin\"; filename*=UTF-8''Plan%20%C3%BC.bin"
    )
    assert whole.headers["x-content-type-options"] == "nosniff"
    part = await clients[1].get(path, headers=ann | {"Range": "bytes=100-199"})
    assert (part.status_code, part.content) == (206, DATA[100:200])
    assert part.headers["content-range"] == f"bytes 100-199/{len(DATA)}"
    last = await clients[1].get(path, headers=ann | {"Range": "bytes=-5", "If-Range": whole.headers["etag"]})
    assert (last.status_code, last.content) == (206, DATA[-5:])
    changed = await clients[1].get(path, headers=ann | {"Range": "bytes=-5", "If-Range": '"other"'})
    assert (changed.status_code, len(changed.content)) == (200, len(DATA))
    known = await clients[1].get(path, headers=ann | {"If-None-Match": whole.headers["etag"]})
    assert (known.status_code, known.content) == (304, b"")
    beyond = await clients[1].get(path, headers=ann | {"Range": f"bytes={len(DATA)}-"})
    assert (beyond.status_code, beyond.json()["code"]) == (416, "RANGE_NOT_SATISFIABLE")
    head = await clients[1].head(path, headers=ann)
    assert (head.status_code, head.headers["content-length"]) == (200, str(len(DATA)))


async def test_a_body_without_a_form_is_a_file_and_text_is_sent_as_it_is(http, ann):
    name = {"Content-Disposition": "attachment; filename*=UTF-8''%E2%82%AC.md", "Accept-Encoding": "gzip"}
    text = b"<script>alert(1)</script>\n" * 100
    answer = await http.post(URL, content=text, headers=ann | name)
    file = answer.json()["data"]
    assert (file["name"], file["content_type"]) == ("€.md", "text/markdown")
    again = await http.get(f"{URL}/{file['id']}/content", headers=ann | name)
    assert again.content == text
    assert "content-encoding" not in again.headers
    assert "sandbox" in again.headers["content-security-policy"]
    empty = await stored(http, ann, b"")
    assert (await http.get(f"{URL}/{empty['id']}/content", headers=ann)).content == b""


async def test_a_link_works_without_credentials_until_it_expires_and_for_nobody_else_before(
    http, ann, new_user
):
    file = await stored(http, ann, b"shared")
    eve = new_user()["headers"]
    for method, path in (("GET", ""), ("GET", "/content"), ("DELETE", "")):
        answer = await http.request(method, f"{URL}/{file['id']}{path}", headers=eve)
        assert (answer.status_code, answer.json()["code"]) == (404, "FILE_NOT_FOUND")
    made = await http.post(f"{URL}/{file['id']}/link", json={"lifetime_s": 1}, headers=ann)
    url = made.json()["data"]["url"]
    assert (await http.get(url)).content == b"shared"
    wrong = await http.get(url[:-1] + ("A" if url[-1] != "A" else "B"))
    assert (wrong.status_code, wrong.json()["code"]) == (403, "LINK_INVALID")
    await asyncio.sleep(1.05)
    late = await http.get(url)
    assert (late.status_code, late.json()["code"]) == (403, "LINK_EXPIRED")


@pytest.mark.parametrize(
    ("headers", "query", "content", "status", "code"),
    [
        ({}, "?name=../../x", b"x", 422, "VALIDATION_FAILED"),
        ({}, "?name=a%00b", b"x", 422, "VALIDATION_FAILED"),
        ({}, "?name=x" + 200 * "&a=1", b"x", 400, "MALFORMED_QUERY"),
        ({}, "?name=", b"x", 422, "VALIDATION_FAILED"),
        ({}, "", b"", 422, "VALIDATION_FAILED"),
        ({}, "?name=x&owner_kind=league&owner_id=1", b"x", 403, "FILE_OWNER_FORBIDDEN"),
        ({}, "?name=x&owner_kind=planet", b"x", 422, "VALIDATION_FAILED"),
        ({"Content-Encoding": "gzip"}, "?name=x", b"x", 415, "UNSUPPORTED_MEDIA_TYPE"),
        ({"Content-MD5": "nonsense"}, "?name=x", b"x", 422, "VALIDATION_FAILED"),
        (
            {"Content-MD5": base64.b64encode(b"0" * 16).decode()}, "?name=x", b"x", 422, "CHECKSUM_MISMATCH",
        ),
        (
            {"Content-Digest": f"sha-256=:{base64.b64encode(b'0' * 32).decode()}:"},
            "?name=x", b"x" * 2_000_000, 422, "CHECKSUM_MISMATCH",
        ),
        ({"Content-Type": "multipart/form-data"}, "", b"x", 422, "VALIDATION_FAILED"),
        ({"Content-Type": "multipart/form-data; boundary=b"}, "", b"nothing", 422, "VALIDATION_FAILED"),
        (
            {"Content-Type": "multipart/form-data; boundary=b"}, "",
            b'--b\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n\r\ncut', 422,
            "VALIDATION_FAILED",
        ),
    ],
)  # fmt: skip
async def test_a_refused_upload_says_why_and_leaves_nothing(
    mesh, http, user, ann, headers, query, content, status, code
):
    answer = await http.post(URL + query, content=content, headers=ann | headers)
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
    mesh.wait_until(lambda: not objects(mesh, user["user"]["id"]))
    await eventually(lambda: used(http, ann), lambda bytes_used: bytes_used == 0)


async def begun(client: httpx.AsyncClient, headers: dict[str, str], size: int) -> asyncio.StreamWriter:
    """An upload whose bytes do not arrive yet."""
    _, writer = await asyncio.open_connection("127.0.0.1", client.base_url.port)
    head = f"POST {URL}?name=big HTTP/1.1\r\nHost: localhost\r\nContent-Length: {size}\r\n"
    writer.write(f"{head}Authorization: {headers['Authorization']}\r\n\r\n".encode())
    await writer.drain()
    return writer


async def test_a_file_of_unknown_size_that_exceeds_the_quota_is_refused_with_the_way_out(clients, ann):
    largest, left = 100 * 1024 * 1024, 2000
    sizes = [*[largest] * 4, largest - left]  # a gateway takes four uploads of a user at a time
    writers = [await begun(clients[number // 4], ann, size) for number, size in enumerate(sizes)]
    await eventually(lambda: used(clients[0], ann), lambda reserved: reserved == sum(sizes))

    async def body() -> AsyncIterator[bytes]:
        yield b"x" * (left + 1)

    answer = await clients[1].post(f"{URL}?name=a", content=body(), headers=ann)
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (403, "STORAGE_QUOTA_EXCEEDED"), answer.text
    assert problem["metadata"]["left_bytes"] == str(left)
    assert problem["recovery"]
    for writer in writers:
        writer.close()


async def test_a_client_that_leaves_leaves_nothing(mesh, http, user, ann):
    writer = await begun(http, ann, 50_000_000)
    writer.write(b"x" * 4_000_000)
    await writer.drain()
    for _ in range(100):
        if await used(http, ann):
            break
        await asyncio.sleep(0.02)
    assert await used(http, ann) == 50_000_000  # reserved
    writer.close()
    for _ in range(200):
        if not await used(http, ann):
            break
        await asyncio.sleep(0.02)
    assert await used(http, ann) == 0
    assert objects(mesh, user["user"]["id"]) == []


async def test_an_idempotency_key_makes_an_upload_safe_to_repeat(http, ann):
    key = ann | {"Idempotency-Key": "once"}
    first = await stored(http, key, b"again")
    again = await http.post(URL, files={"file": (NAME, b"again")}, headers=key)
    assert (again.json()["data"], again.headers["idempotency-replayed"]) == (first, "true")
    assert await used(http, ann) == 5


@pytest.mark.parametrize(
    ("query", "headers", "content", "status", "code"),
    [
        ({"name": "b.txt"}, {}, b"again", 422, "IDEMPOTENCY_KEY_REUSED"),
        ({}, {}, b"less", 422, "IDEMPOTENCY_KEY_REUSED"),
        (
            {}, {"Content-MD5": base64.b64encode(b"0" * 16).decode()}, b"other", 422,
            "IDEMPOTENCY_KEY_REUSED",
        ),
        ({"owner_kind": "organisation"}, {}, b"again", 409, "REQUEST_ID_REUSED"),
        ({}, {"Idempotency-Key": "two words"}, b"again", 422, "IDEMPOTENCY_KEY_INVALID"),
    ],
)  # fmt: skip
async def test_the_idempotency_key_of_another_upload_is_refused(
    http, ann, query, headers, content, status, code
):
    key = ann | {"Idempotency-Key": "once"}
    await stored(http, key, b"again")
    other = await http.post(URL, params={"name": NAME} | query, content=content, headers=key | headers)
    assert (other.status_code, other.json()["code"]) == (status, code), other.text


async def test_an_upload_that_is_started_again_says_so_to_the_first_request(http, ann):
    key = ann | {"Idempotency-Key": "twice"}
    began, go_on = asyncio.Event(), asyncio.Event()

    async def slowly() -> AsyncIterator[bytes]:
        yield b"x" * 5000
        began.set()
        await go_on.wait()
        yield b"y"

    first = asyncio.create_task(http.post(f"{URL}?name=a.txt", content=slowly(), headers=key))
    await began.wait()
    await eventually(lambda: used(http, ann), bool)
    second = await stored(http, key, b"again")
    go_on.set()
    answer = await first
    assert (answer.status_code, answer.json()["code"]) == (410, "UPLOAD_GONE"), answer.text
    assert (await http.get(f"{URL}/{second['id']}", headers=ann)).status_code == 200


async def test_files_of_leagues_need_a_league(http, admin):
    for league_id in ("1f9d3b2e-0000-4000-8000-000000000000", "../../x"):
        where = {"name": "a.txt", "owner_kind": "league", "owner_id": league_id}
        answer = await http.post(URL, params=where, content=b"x", headers=admin)
        assert (answer.status_code, answer.json()["code"]) == (404, "LEAGUE_NOT_FOUND"), answer.text


async def test_a_document_is_searchable_and_cited_when_its_task_has_ended(mesh, http, ann):
    url = f"/api/v1/leagues/{LEAGUE}/documents"
    data = documents.pdf("Rules of the arena", "A goal from behind the line counts three points.")
    made = await http.post(url, files={"file": ("Rules.pdf", data)}, headers=ann)
    assert made.status_code == 202, made.text
    document = made.json()["data"]
    assert made.headers["location"] == document["status_url"]
    assert (document["object_key"], document["pages"]) == (f"leagues/{LEAGUE}/documents/Rules.pdf", 2)

    def has_ended() -> bool:
        status = httpx.get(str(http.base_url.join(document["status_url"])), headers=ann, timeout=10).json()
        return status["data"]["status"] == "completed"

    mesh.wait_until(has_ended)
    query = {"query": "How many points is a shot from far away?"}
    found = (await http.get(f"{url}/search", params=query, headers=ann)).json()["data"]
    assert found[0]["citation"] == "Rules.pdf, page 2"
    link = await http.post(f"{url}/{document['id']}/link", json={}, headers=ann)
    assert (await http.get(link.json()["data"]["url"])).content == data
    assert (await http.delete(f"{url}/{document['id']}", headers=ann)).status_code == 204
    left = (await http.get(f"{url}/search", params=query, headers=ann)).json()["data"]
    assert document["id"] not in {passage["document_id"] for passage in left}


@pytest.mark.parametrize(
    ("name", "data", "status", "code"),
    [
        ("long.pdf", documents.pdf(count=10_000), 413, "DOCUMENT_TOO_LARGE"),
        ("program.pdf", b"MZ\x90\0" + b"\0" * 100, 415, "UNSUPPORTED_DOCUMENT"),
        ("secret.pdf", documents.encrypted_pdf(), 422, "DOCUMENT_ENCRYPTED"),
        ("../rules.pdf", documents.pdf("x"), 422, "VALIDATION_FAILED"),
    ],
    ids=["10,000 pages", "wrong type", "encrypted", "path in the name"],
)
async def test_a_hostile_document_is_refused_and_nothing_is_stored(
    mesh, http, user, ann, name, data, status, code
):
    url = f"/api/v1/leagues/{LEAGUE}/documents"
    answer = await http.post(url, params={"name": name}, content=data, headers=ann)
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
    folder = mesh.home / "files" / "leagues" / LEAGUE / "documents"
    mesh.wait_until(lambda: not (folder / name).exists())
    assert (await http.get("/api/v1/storage", headers=ann)).json()["data"]["file_count"] == 0


async def test_the_files_of_a_deleted_account_are_deleted(mesh, http, admin, user):
    await stored(http, user["headers"], b"mine")
    assert len(objects(mesh, user["user"]["id"])) == 1
    deleted = await http.delete(f"/api/v1/users/{user['user']['id']}", headers=admin)
    assert deleted.status_code == 204
    mesh.wait_until(lambda: not objects(mesh, user["user"]["id"]))
