"""Answers are compressed for clients that accept gzip, and are the same for those that do not."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway_service.edge.compression import LEAST_BYTES, Opened, Packer
from service_kit.testing.waiting import eventually

LONG = {"sport": "soccer"}
PLAIN = {"Accept-Encoding": "identity"}


@given(st.binary(max_size=3000), st.binary(max_size=9000))
def test_a_file_in_two_parts_is_one_file(beginning: bytes, end: bytes) -> None:
    assert gzip.decompress(Opened.of(beginning).closed(end)) == beginning + end


@given(st.lists(st.binary(max_size=2000), min_size=1))
def test_a_body_in_parts_is_one_file(parts: list[bytes]) -> None:
    packer = Packer()
    packed = [packer.part(part, last=False) for part in parts]
    assert gzip.decompress(b"".join([*packed, packer.part(b"", last=True)])) == b"".join(parts)


@pytest.fixture
def long(mesh) -> None:
    """The service answers with more than a kilobyte."""
    for league in mesh.leagues.leagues.values():
        league.name += ", a league for everybody who likes long names" * 20


async def test_new_and_cached_answers_are_the_same_in_both_forms(http, long: None) -> None:
    new = await http.get("/leagues", params=LONG)
    cached = await eventually(lambda: http.get("/leagues", params=LONG), lambda a: "age" in a.headers)
    bare = await http.get("/leagues", params={**LONG, "envelope": "false"})
    plain = await http.get("/leagues", params=LONG, headers=PLAIN)

    assert len(plain.content) > LEAST_BYTES
    assert "content-encoding" not in plain.headers
    for answer in (new, cached, bare):
        assert answer.headers["content-encoding"] == "gzip"
        assert int(answer.headers["content-length"]) < len(plain.content) / 3
        assert answer.headers["etag"] == plain.headers["etag"]
    for answer in (new, cached, plain):
        assert "Accept-Encoding" in answer.headers["vary"]
        assert answer.json()["data"] == bare.json()
        assert answer.json()["metadata"]["request_id"] == answer.headers["x-request-id"]


async def test_the_headers_of_a_compressed_answer_come_without_the_body_too(http, long: None) -> None:
    answer = await http.head("/leagues", params=LONG)
    assert (answer.headers["content-encoding"], answer.content) == ("gzip", b"")


async def test_short_answers_and_answers_to_changes_are_not_compressed(http, long: None, token) -> None:
    short = await http.get("/leagues/one", headers={"If-None-Match": "*"})
    changed = await http.post("/leagues", json={"name": "n" * 2000}, headers=token())
    assert "content-encoding" not in short.headers
    assert "content-encoding" not in changed.headers


@pytest.mark.parametrize("path", ["/docs", "/docs/assets/swagger-ui-bundle.js", "/assets/shell/base.css"])
async def test_pages_and_their_files_are_compressed(http, path: str) -> None:
    packed, plain = await http.get(path), await http.get(path, headers=PLAIN)
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.content == plain.content
    assert "Accept-Encoding" in packed.headers["vary"]


async def test_an_export_is_compressed_part_by_part(http) -> None:
    packed = await http.get("/leagues?format=csv&sport=soccer")
    plain = await http.get("/leagues?format=csv&sport=soccer", headers=PLAIN)
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.text == plain.text
