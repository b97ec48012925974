"""Notifications on a real database, called through a real server, with the auth service that they call."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import pytest
import pytest_asyncio
from pydantic import SecretStr

from altsports.auth.v1 import directory_pb2, mail_pb2
from altsports.auth.v1.directory_pb2_grpc import (
    DirectoryServiceServicer,
    add_DirectoryServiceServicer_to_server,
)
from altsports.auth.v1.mail_pb2_grpc import MailServiceServicer, add_MailServiceServicer_to_server
from altsports.contract.model import NoticeMessage
from altsports.task.v1.notices_models import RunFailed
from service_kit.caller import Caller
from service_kit.rpc.grpc_client import MeshClient
from service_kit.testing.in_process import Serve, ServiceCalls
from task_service.notifications.assembly import Notifications, notifications_of
from task_service.notifications.links import Links
from task_service.notifications.mailing import Mailing
from task_service.notifications.operations import notify
from task_service.settings import TaskSettings

Tell = Callable[..., Awaitable[int]]


class Accounts(MailServiceServicer, DirectoryServiceServicer):
    """The accounts and mails of the auth service."""

    def __init__(self) -> None:
        self.ids = ["ann", "ben"]
        self.timezone = ""
        self.status = "ok"
        self.mails: dict[str, mail_pb2.SendMailRequest] = {}

    async def SendMail(self, request, context):
        self.mails[request.mail_id] = request
        return mail_pb2.SendMailResponse(status="accepted")

    async def GetMailbox(self, request, context):
        address = f"{request.user_id}@altsports.example"
        return mail_pb2.GetMailboxResponse(address=address, status=self.status, timezone=self.timezone)

    async def ListAccountIds(self, request, context):
        found = [id for id in sorted(self.ids) if id > request.after]
        return directory_pb2.ListAccountIdsResponse(user_ids=found[: request.most])

    async def ListAdministratorIds(self, request, context):
        return directory_pb2.ListAdministratorIdsResponse(user_ids=self.ids[:1])

    async def FindDeletedAccounts(self, request, context):
        return directory_pb2.FindDeletedAccountsResponse(
            user_ids=sorted(set(request.user_ids) - set(self.ids))
        )


@pytest.fixture
def ann() -> Caller:
    return Caller(kind="user", user_id="ann", role="user", permissions=frozenset({"notifications:*"}))


@pytest.fixture
def ben() -> Caller:
    return Caller(kind="user", user_id="ben", role="user", permissions=frozenset({"notifications:*"}))


@pytest.fixture
def accounts() -> Accounts:
    return Accounts()


@pytest_asyncio.fixture
async def auth_client(serve: Serve, accounts: Accounts) -> MeshClient:
    calls = await serve(
        "auth",
        [
            (add_MailServiceServicer_to_server, accounts),
            (add_DirectoryServiceServicer_to_server, accounts),
        ],
    )
    return calls.client


@pytest.fixture
def settings(tmp_path, mesh_secret: bytes, redis_url: str, redis_prefix: str) -> TaskSettings:
    return TaskSettings(
        env="test",
        home=tmp_path,
        mesh_secret=SecretStr(mesh_secret.decode()),
        redis_url=SecretStr(redis_url),
        redis_prefix=redis_prefix,
        public_url="https://altsports.example",
    )


@pytest.fixture
def parts(settings, database, auth_client, clock) -> Notifications:
    return notifications_of(settings, database, auth_client, clock)


@pytest.fixture
def links(settings: TaskSettings) -> Links:
    return Links("https://altsports.example", settings.secret)


@pytest.fixture
def mailing(database, clock, links) -> Mailing:
    return Mailing(database, clock, links)


@pytest_asyncio.fixture
async def inbox(serve: Serve, parts: Notifications) -> ServiceCalls:
    """`await inbox.call("ListNotifications", {}, caller=ann)`"""
    return await serve("task", [parts.registration])


@pytest.fixture
def tell(database, clock) -> Tell:
    """`await tell("r1", to=["ann"])`: notifies users that this run failed; returns how many are new."""

    async def make(
        run_id: str = "r1", *, to: Sequence[str] = ("ann",), notice: NoticeMessage | None = None
    ) -> int:
        default = RunFailed(
            run_id=run_id, title=f"Analysis {run_id}", error="No sources", recovery=["Add one"]
        )
        async with database.transaction() as connection:
            return await notify(connection, notice or default, to, now=clock.now())

    return make


@pytest.fixture
def posted(database) -> Callable[[], Awaitable[list[mail_pb2.SendMailRequest]]]:
    """The e-mails that were handed over, the oldest first."""

    async def read() -> list[Any]:
        async with database.read() as connection:
            rows = await connection.fetch_rows("SELECT request FROM task.deliveries ORDER BY seq")
        return [mail_pb2.SendMailRequest.FromString(bytes(row[0])) for row in rows]

    return read


@pytest.fixture
def reported(database) -> Callable[[], Awaitable[list[dict[str, Any]]]]:
    """The events in the outbox, in order: their type, audience and fields."""

    async def read() -> list[dict[str, Any]]:
        async with database.read() as connection:
            rows = await connection.fetch_rows("SELECT type, data FROM task.outbox ORDER BY seq")
        return [{"type": kind, "audience": data["audience"], **data["message"]} for kind, data in rows]

    return read
