"""A notice of a service reaches the inbox, the feed, the mail and the agent of its user, and nobody else."""

import asyncio
import csv
from collections.abc import AsyncIterator
from typing import Any

import orjson
import pytest
import pytest_asyncio
from fastmcp import Client
from fastmcp.client.transports import StreamableHttpTransport
from websockets.asyncio.client import ClientConnection, connect

from altsports.task.v1 import notifications_pb2 as pb
from altsports.task.v1.notices_models import RunFailed
from service_kit.caller import service_caller
from service_kit.rpc.grpc_client import MeshClient
from service_kit.settings.mesh import MeshSettings
from service_kit.testing.waiting import eventually

NOTIFY = "/altsports.task.v1.NotificationService/Notify"
FAILED = RunFailed(run_id="r1", title="Analysis", error="No <b>sources</b>", recovery=["Add one"])


@pytest_asyncio.fixture
async def client(mesh: Any) -> AsyncIterator[MeshClient]:
    async with MeshClient.from_settings(MeshSettings(home=mesh.home)) as opened:
        yield opened


@pytest.fixture
def user(new_user: Any) -> dict[str, Any]:
    return new_user()


def listening(mesh: Any, user: dict[str, Any]) -> connect:
    url = mesh.gateways[1].replace("http", "ws", 1)
    return connect(f"{url}/ws/updates?channels=notifications&token={user['access_token']}", proxy=None)


async def said(socket: ClientConnection, kind: str) -> dict[str, Any]:
    """The next message of a type."""
    async with asyncio.timeout(20):
        while (message := orjson.loads(await socket.recv()))["type"] != kind:
            pass
    return message


async def test_a_notice_reaches_its_user_on_every_way_and_nobody_else(mesh, http, client, user, new_user):
    other, headers = new_user(), user["headers"]
    notice = pb.NotifyRequest(
        kind="run.failed", data=FAILED.model_dump_json().encode(), user_ids=[user["user"]["id"]]
    )
    async with listening(mesh, user) as own, listening(mesh, other) as foreign:
        start = await said(own, "subscribed")
        await said(foreign, "subscribed")
        for _ in range(2):
            await client.call(NOTIFY, notice, caller=service_caller("tests"))
        arrived = await said(own, "notification_created")
        assert (arrived["title"], arrived["unread_count"], arrived["silent"]) == ("Analysis failed", 1, False)
        assert "user_id" not in arrived
        read = await http.post(f"/notifications/{arrived['notification_id']}/read", json={}, headers=headers)
        assert read.raise_for_status().json()["data"]["read"] is True
        assert (await said(own, "notifications_changed"))["unread_count"] == 0
        await foreign.send('{"type": "ping"}')
        assert orjson.loads(await foreign.recv())["type"] in {"pong", "heartbeat"}
    async with listening(mesh, user) as own:  # what happened is told again to who was away
        where = {"seq": arrived["seq"] - 1, "epoch": arrived["epoch"]}
        resume = {"type": "subscribe", "channels": ["notifications"], "resume_from": where}
        await own.send(orjson.dumps(resume).decode())
        assert (await said(own, "notification_created"))["id"] == arrived["id"]
    assert start["channels"] == ["notifications"]
    strange = await http.get(f"/notifications/{arrived['notification_id']}", headers=other["headers"])
    assert (strange.status_code, strange.json()["code"]) == (404, "NOTIFICATION_NOT_FOUND")


async def test_the_mail_is_in_the_inbox_of_the_developer_and_ends_with_one_click(http, client, user):
    notice = pb.NotifyRequest(
        kind="run.failed", data=FAILED.model_dump_json().encode(), user_ids=[user["user"]["id"]]
    )
    await client.call(NOTIFY, notice, caller=service_caller("tests"))

    async def sent() -> list[dict[str, Any]]:
        query = {"to": user["email"], "kind": "notification"}
        return (await http.get("/api/v1/dev/inbox", params=query)).raise_for_status().json()["mails"]

    (mail,) = await eventually(sent)
    assert mail["subject"] == "Analysis failed"
    assert "No &lt;b&gt;sources&lt;/b&gt;" in mail["html"]
    url = mail["unsubscribe_url"]
    page = await http.get(url, headers={"accept": "text/html"})
    assert "End these e-mails" in page.raise_for_status().text
    wrong = await http.post(f"{url}x", data={"List-Unsubscribe": "One-Click"})
    assert (wrong.status_code, wrong.json()["code"]) == (404, "UNSUBSCRIBE_LINK_INVALID")
    clicked = await http.post(url, data={"List-Unsubscribe": "One-Click"})
    assert clicked.raise_for_status().text == "Unsubscribed\n"
    preferences = await http.get("/notifications/preferences", headers=user["headers"])
    kinds = {each["kind"]: each["email"] for each in preferences.raise_for_status().json()["data"]["kinds"]}
    assert kinds["run.failed"] == "off"


async def test_an_agent_reads_its_notifications_and_a_list_is_a_file(mesh, http, client, user):
    notice = pb.NotifyRequest(
        kind="run.failed", data=FAILED.model_dump_json().encode(), user_ids=[user["user"]["id"]]
    )
    await client.call(NOTIFY, notice, caller=service_caller("tests"))
    async with Client(StreamableHttpTransport(mesh.mcp, headers=user["headers"])) as agent:
        listed = await agent.call_tool("list_notifications", {"unread": True})
    (found,) = listed.structured_content["notifications"]
    assert found["recovery_steps"] == ["Add one"]
    file = await http.get("/api/v1/notifications", params={"format": "csv"}, headers=user["headers"])
    (row,) = csv.DictReader(file.raise_for_status().text.splitlines())
    assert (row["kind"], row["title"]) == ("run.failed", "Analysis failed")


async def test_what_belongs_to_a_closed_account_is_deleted(mesh, http, client, user, admin):
    notice = pb.NotifyRequest(
        kind="run.failed", data=FAILED.model_dump_json().encode(), user_ids=[user["user"]["id"]]
    )
    await client.call(NOTIFY, notice, caller=service_caller("tests"))
    gone = await http.delete(f"/api/v1/users/{user['user']['id']}", headers=admin)
    assert gone.status_code == 204

    async def notified_again() -> int:
        """A user who has the notice is not notified of it again, so this tells whether it was deleted."""
        return (await client.call(NOTIFY, notice, caller=service_caller("tests"))).notified

    assert await eventually(notified_again) == 1
