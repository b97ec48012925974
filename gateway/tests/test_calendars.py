"""GET /calendar/{token}.ics: what a calendar program gets, which has an address and no account."""

import asyncio
from typing import Any

import pytest

from service_kit.logging import logs
from service_kit.testing.waiting import eventually

DOCUMENT = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


@pytest.fixture
def address(mesh: Any) -> str:
    """The address of a calendar."""
    mesh.calendars.documents["a-secret"] = DOCUMENT
    return "/calendar/a-secret.ics"


async def test_a_calendar_is_read_without_credentials_and_only_once_while_it_is_the_same(
    http: Any, mesh: Any, address: str
) -> None:
    first = await http.get(address)
    assert (first.status_code, first.content) == (200, DOCUMENT)
    assert first.headers["content-type"] == "text/calendar; charset=utf-8"
    assert first.headers["cache-control"] == "private, no-cache"
    known = {"if-none-match": first.headers["etag"]}
    again = await http.get(address, headers=known)
    assert (again.status_code, again.content) == (304, b"")
    mesh.calendars.documents["a-secret"] = DOCUMENT + b"\r\n"
    assert (await http.get(address, headers=known)).status_code == 200


async def test_head_has_the_headers_without_the_document(http: Any, address: str) -> None:
    head, whole = await http.head(address), await http.get(address)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["etag"] == whole.headers["etag"]
    assert head.headers["content-length"] == str(len(DOCUMENT))


@pytest.mark.parametrize("file", ["another.ics", "a-secret", "a-secret.txt", ".ics", f"{'x' * 300}.ics"])
async def test_whatever_is_no_address_looks_the_same(http: Any, address: str, file: str) -> None:
    answer = await http.get(f"/calendar/{file}")
    assert (answer.status_code, answer.json()["code"]) == (404, "CALENDAR_NOT_FOUND")
    assert "a-secret" not in answer.text


async def test_no_access_line_contains_an_address(
    http: Any, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines: list[str] = []

    def access_later(_logger: str, message: str, context: object, **place: object) -> None:
        lines.append(f"{message} {context} {place}")

    monkeypatch.setattr(logs, "access_later", access_later)
    await http.get(address)
    await eventually(lambda: asyncio.sleep(0, len(lines)), lambda count: count == 1)
    assert "GET /calendar/{token} 200" in lines[0]
    assert "a-secret" not in str(lines)
