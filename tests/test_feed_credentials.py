"""Whoever listens with credentials that are revoked is sent away, on whatever gateway it listens."""

import asyncio
from urllib.parse import quote

import httpx
import orjson
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed


@pytest.fixture
def user(new_user):
    return new_user()["headers"]


@pytest.fixture
def key(mesh, user):
    body = {"name": "scoreboard", "scopes": ["leagues:read", "feed:read"]}
    made = httpx.post(f"{mesh.gateways[0]}/api/v1/api-keys", json=body, headers=user, timeout=20)
    return made.raise_for_status().json()


def listening(mesh, credential: str) -> connect:
    """A connection to the other gateway than the one that the tests change things at."""
    url = mesh.gateways[1].replace("http", "ws", 1)
    return connect(f"{url}/ws/updates?channels=bets&token={quote(credential)}", proxy=None)


async def end_of(socket: ClientConnection) -> tuple[int | None, str]:
    """The close code, and the code of the last message."""
    codes = [""]
    async with asyncio.timeout(20):
        try:
            async for text in socket:
                codes.append(orjson.loads(text).get("code", ""))
        except ConnectionClosed:
            pass
    return socket.close_code, codes[-1]


async def test_a_logout_ends_the_connections_of_its_session_and_no_others(mesh, http, user, key):
    token = user["Authorization"].removeprefix("Bearer ")
    async with listening(mesh, token) as own, listening(mesh, key["key"]) as of_key:
        assert orjson.loads(await own.recv())["user_id"]
        assert orjson.loads(await of_key.recv())["user_id"]
        (session,) = (await http.get("/api/v1/sessions", headers=user)).raise_for_status().json()["sessions"]
        gone = await http.delete(f"/api/v1/sessions/{session['id']}", headers=user)
        assert gone.status_code == 204, gone.text
        assert await end_of(own) == (4401, "TOKEN_REVOKED")
        await of_key.send('{"type": "ping"}')
        async with asyncio.timeout(20):
            while orjson.loads(await of_key.recv())["type"] != "pong":
                pass


async def test_a_revoked_key_ends_its_connections(mesh, http, user, key):
    async with listening(mesh, key["key"]) as socket:
        assert orjson.loads(await socket.recv())["user_id"]
        gone = await http.delete(f"/api/v1/api-keys/{key['id']}", headers=user)
        assert gone.status_code == 204, gone.text
        assert await end_of(socket) == (4401, "TOKEN_REVOKED")
