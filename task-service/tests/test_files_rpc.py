"""Files of users, organisations and leagues: who may do what, and how much fits."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest
import pytest_asyncio

from altsports.auth.v1 import directory_pb2
from altsports.task.v1.files_pb2_grpc import add_FileServiceServicer_to_server
from service_kit.caller import Caller
from service_kit.clock.clocks import FixedClock
from service_kit.db.database import Database
from service_kit.errors import (
    AlreadyExists,
    DomainError,
    FailedPrecondition,
    Gone,
    NotFound,
    PermissionDenied,
    ValidationFailed,
)
from service_kit.files.errors import FileTooLarge
from service_kit.files.links import FileLinks
from service_kit.files.opening import open_store
from service_kit.files.settings import FileSettings
from service_kit.files.store import FileStore
from service_kit.owners import Owners
from service_kit.rpc.grpc_client import MeshClient
from service_kit.testing.callers import ADMIN
from service_kit.testing.in_process import Serve
from task_service.files.demo import store_demo_files
from task_service.files.domain import Allowances
from task_service.files.owners import OwnerWatch
from task_service.files.rpc import FileRpc
from task_service.files.sweep import FileSweep

ANN = Caller(
    kind="user", user_id="ann", role="user", organisation_id="o1", permissions=frozenset({"files:*"})
)
BOB = Caller(
    kind="user", user_id="bob", role="user", organisation_id="o1", permissions=frozenset({"files:*"})
)
EVE = Caller(kind="user", user_id="eve", role="user", permissions=frozenset({"files:*"}))
KIB = 1024
Upload = Callable[..., Awaitable[Any]]


class AllLeagues:
    """Every league exists."""

    async def check_league(self, league_id: str) -> None:
        del league_id


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return open_store(FileSettings(env="test", home=tmp_path))


@pytest.fixture
def sweep(database: Database, store: FileStore, clock: FixedClock) -> FileSweep:
    return FileSweep(database, store, clock)


@pytest_asyncio.fixture
async def calls(
    database: Database, store: FileStore, clock: FixedClock, serve: Serve, sweep: FileSweep
) -> Any:
    links = FileLinks(store, b"secret", "http://arena.example", clock)
    allowances = Allowances(user=10 * KIB, organisation=20 * KIB, league=5 * KIB)
    rpc = FileRpc(
        database,
        clock,
        sweep=sweep,
        owners=cast(Owners, AllLeagues()),
        links=links,
        allowances=allowances,
        largest=8 * KIB,
    )
    return await serve("task", [(add_FileServiceServicer_to_server, rpc)])


@pytest.fixture
def upload(calls: Any, store: FileStore) -> Upload:
    """`await upload(b"...", owner=("user", "ann"))`: what the gateway does."""

    async def make(data: bytes = b"data", *, owner: tuple[str, str] = ("user", "ann"), **more: Any) -> Any:
        about = {"name": "a.txt", "owner_kind": owner[0], "owner_id": owner[1], "purpose": "file"}
        about |= {"uploaded_by": "ann", "rights": {"organisation_id": "o1", "leagues": False}}
        ticket = await calls.call("BeginUpload", {**about, "size": len(data), **more})
        if ticket["file"]:
            return ticket["file"]
        stored = await store.put(ticket["key"], _chunks(data), name="a.txt", limit=ticket["limit"])
        facts = {"size": stored.size, "sha256": stored.sha256, "md5": stored.md5}
        facts |= {"file_id": ticket["file_id"], "content_type": stored.content_type}
        return (await calls.call("FinishUpload", facts))["file"]

    return make


async def _chunks(data: bytes) -> AsyncIterator[bytes]:
    yield data


async def used(calls: Any, caller: Caller = ANN, **owner: str) -> tuple[int, int]:
    storage = (await calls.call("GetStorage", owner, caller=caller))["storage"]
    return storage["used_bytes"], storage["file_count"]


async def keys(store: FileStore) -> list[str]:
    return [each.key for each in await store.listed("files")]


async def test_a_file_is_visible_when_it_is_finished_and_gone_when_it_is_deleted(calls, upload, store):
    file = await upload(b"hello")
    assert file["sha256"] == hashlib.sha256(b"hello").hexdigest()
    assert (file["size"], file["content_type"], file["owner_id"]) == (5, "text/plain", "ann")
    assert await keys(store) == [file["key"]]
    assert (await calls.call("GetFile", {"file_id": file["id"]}, caller=ANN))["file"] == file
    link = (await calls.call("CreateFileLink", {"file_id": file["id"]}, caller=ANN))["link"]
    assert link["expires_at"] == "2026-03-02T12:00:00Z"
    assert await used(calls) == (5, 1)
    await calls.call("DeleteFile", {"file_id": file["id"]}, caller=ANN)
    assert await keys(store) == []
    assert await used(calls) == (0, 0)
    with pytest.raises(NotFound):
        await calls.call("GetFile", {"file_id": file["id"]}, caller=ANN)


async def test_who_reads_and_deletes_a_file_depends_on_its_owner(calls, upload):
    own = await upload()
    shared = await upload(owner=("organisation", "o1"))
    league = await upload(owner=("league", "l1"), rights={"organisation_id": "", "leagues": True})

    async def listed(caller: Caller, **wanted: str) -> set[str]:
        answer = await calls.call("ListFiles", wanted, caller=caller)
        return {file["id"] for file in answer["files"]}

    assert await listed(ANN) == await listed(ADMIN) == {own["id"], shared["id"], league["id"]}
    assert await listed(BOB) == {shared["id"], league["id"]}
    assert await listed(EVE) == {league["id"]}
    assert await listed(ADMIN, owner_kind="organisation", owner_id="o1") == {shared["id"]}
    for caller, file, error in (
        (EVE, own, "FILE_NOT_FOUND"),
        (EVE, shared, "FILE_NOT_FOUND"),
        (BOB, shared, "FILE_NOT_YOURS"),
        (EVE, league, "FILE_NOT_YOURS"),
    ):
        with pytest.raises(DomainError) as caught:
            await calls.call("DeleteFile", {"file_id": file["id"]}, caller=caller)
        assert caught.value.reason == error
    with pytest.raises(NotFound):
        await calls.call("CreateFileLink", {"file_id": own["id"]}, caller=BOB)
    with pytest.raises(PermissionDenied):
        await used(calls, EVE, owner_kind="organisation", owner_id="o1")


@pytest.mark.parametrize(
    "owner", [("user", "bob"), ("organisation", "o2"), ("organisation", ""), ("league", "l")]
)
async def test_nobody_stores_files_for_somebody_else(upload, owner):
    with pytest.raises(DomainError) as caught:
        await upload(owner=owner)
    assert caught.value.reason in {"FILE_OWNER_FORBIDDEN", "VALIDATION_FAILED"}


async def test_pages_of_files_are_complete(calls, upload, clock):
    made: list[str] = []
    for _ in range(5):
        made.append((await upload())["id"])
        clock.advance(timedelta(seconds=1))
    found: list[str] = []
    token = ""
    while True:
        page = await calls.call("ListFiles", {"page_size": 2, "page_token": token}, caller=ANN)
        found += [file["id"] for file in page["files"]]
        token = page["next_page_token"]
        if not token:
            break
    assert found == made[::-1]


async def test_storage_of_nobody_is_not_shown(calls):
    with pytest.raises(ValidationFailed) as missing:
        await calls.call("GetStorage", {"owner_kind": "league"}, caller=ADMIN)
    assert missing.value.violations[0]["loc"] == ["owner_id"]
    with pytest.raises(ValidationFailed):
        await calls.call("GetStorage", {"owner_kind": "organisation"}, caller=EVE)


async def test_parallel_uploads_fill_the_quota_exactly_and_never_exceed_it(calls, upload):
    results = await asyncio.gather(*[upload(b"x" * 4 * KIB) for _ in range(6)], return_exceptions=True)
    assert sum(isinstance(each, dict) for each in results) == 2
    refused = [each for each in results if not isinstance(each, dict)]
    assert {cast("DomainError", each).reason for each in refused} == {"STORAGE_QUOTA_EXCEEDED"}
    assert await used(calls) == (8 * KIB, 2)


async def test_an_upload_of_unknown_size_reserves_what_is_left_and_releases_it(calls, upload):
    await upload(b"x" * 4 * KIB)
    about = {"name": "b", "owner_kind": "user", "owner_id": "ann", "purpose": "file", "uploaded_by": "ann"}
    ticket = await calls.call("BeginUpload", about)
    assert (ticket["limit"], ticket["limited_by_quota"]) == (6 * KIB, True)
    assert await used(calls) == (10 * KIB, 2)
    await calls.call("RemoveFiles", {"file_ids": [ticket["file_id"]]})
    assert await used(calls) == (4 * KIB, 1)
    with pytest.raises(FileTooLarge):
        await calls.call("BeginUpload", {**about, "size": 9 * KIB})


async def test_a_repeated_upload_returns_the_first_file_and_an_interrupted_one_starts_again(calls, upload):
    first = await upload(b"once", request_id="r1")
    assert await upload(b"once", request_id="r1") == first
    about = {"name": "b", "owner_kind": "user", "owner_id": "ann", "purpose": "file", "uploaded_by": "ann"}
    lost = await calls.call("BeginUpload", {**about, "size": 10, "request_id": "r2"})
    again = await upload(b"again", request_id="r2")
    assert again["id"] != lost["file_id"]
    assert await used(calls) == (9, 2)
    facts = {"size": 1, "sha256": "a", "md5": "b", "content_type": "c"}
    with pytest.raises(Gone):  # the lost one ends too late
        await calls.call("FinishUpload", {"file_id": lost["file_id"], **facts})


async def test_a_feature_names_the_key_of_its_file_and_deletes_it_itself(calls, upload):
    file = await upload(key="leagues/1/documents/a.txt", purpose="document")
    assert file["key"] == "leagues/1/documents/a.txt"
    with pytest.raises(AlreadyExists):
        await upload(key="leagues/1/documents/a.txt", purpose="document")
    with pytest.raises(FailedPrecondition):
        await calls.call("DeleteFile", {"file_id": file["id"]}, caller=ANN)
    await calls.call("RemoveFiles", {"file_ids": [file["id"]]})
    assert await used(calls) == (0, 0)


async def test_what_a_crash_or_an_outage_leaves_is_swept(calls, upload, store, sweep, clock, monkeypatch):
    kept = await upload(b"kept")
    about = {"name": "b", "owner_kind": "user", "owner_id": "ann", "purpose": "file", "uploaded_by": "ann"}
    await calls.call("BeginUpload", {**about, "size": 100})
    gone = await upload(b"gone")
    with monkeypatch.context() as broken:
        broken.setattr(store, "_make", lambda: (_ for _ in ()).throw(OSError("no disk")))
        broken.delitem(store.__dict__, "_store")
        await calls.call("DeleteFile", {"file_id": gone["id"]}, caller=ANN)  # the user is not kept waiting
    store.__dict__.pop("_store", None)
    await store.put("files/user/ann/lost", _chunks(b"lost"), name="lost", limit=4)
    assert len(await keys(store)) == 3
    clock.advance(timedelta(hours=3))
    await sweep.tidy()
    assert sorted(await keys(store)) == sorted([kept["key"], "files/user/ann/lost"])
    assert await used(calls) == (4, 1)
    clock.advance(timedelta(days=365 * 3))  # objects have the times of the file system
    assert await sweep.delete_orphans() == 1
    assert await keys(store) == [kept["key"]]


async def test_files_go_with_their_owner_even_if_the_event_was_lost(
    calls, upload, store, database, sweep, monkeypatch
):
    await upload()
    await upload(owner=("organisation", "o1"))
    await upload(owner=("organisation", "o2"), rights={"organisation_id": "o2"})
    for league_id in ("l1", "l2"):
        await upload(owner=("league", league_id), rights={"organisation_id": "", "leagues": True})
    client = MeshClient({}, b"secret")
    watch = OwnerWatch(
        database, sweep, Owners(client, service="task"), redis_url="redis://nowhere", prefix="x"
    )

    async def remaining(_method: str, request: Any, **_: object) -> Any:
        match request:
            case directory_pb2.FindDeletedAccountsRequest():
                return directory_pb2.FindDeletedAccountsResponse(user_ids=request.user_ids)
            case directory_pb2.FindDeletedOrganisationsRequest():
                return directory_pb2.FindDeletedOrganisationsResponse(organisation_ids=["o2"])
            case _:
                if request.league_id == "l2":
                    raise NotFound("no such league")

    monkeypatch.setattr(client, "call", remaining)
    await watch.compare()
    assert [key.split("/")[1:3] for key in sorted(await keys(store))] == [
        ["league", "l1"],
        ["organisation", "o1"],
    ]


async def test_the_demo_files_are_restored(database, store, clock, calls):
    for _ in range(2):
        await store_demo_files(database, store, clock)
    listed = (await calls.call("ListFiles", {}, caller=ADMIN))["files"]
    assert {file["name"] for file in listed} == {"welcome.txt", "to-delete.txt"}
