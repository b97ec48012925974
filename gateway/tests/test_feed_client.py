"""The example client reports on standard error whether it is connected."""

import asyncio
import json
import socket
from contextlib import aclosing
from pathlib import Path

import pytest
from websockets.asyncio.server import ServerConnection, serve

from service_kit.testing.loading import load_file

CLIENT = load_file(Path(__file__).parents[1] / "examples" / "feed_client.py")
EVENT = {"type": "bet_placed", "id": "1", "seq": 1, "epoch": "a"}


async def test_it_says_that_it_is_connected_and_which_channels_it_follows(capsys: pytest.CaptureFixture[str]):
    async def answer(connection: ServerConnection) -> None:
        await connection.recv()
        await connection.send(json.dumps(EVENT))

    async with serve(answer, "127.0.0.1", 0) as server:
        url = f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        async with aclosing(CLIENT.follow(url, ["bets", "lines"], delays_s=(0,))) as messages:
            assert await anext(messages) == EVENT
    said = capsys.readouterr()
    assert said.err == f"Connected to {url}; following bets, lines.\n"
    assert said.out == ""


async def test_it_says_why_it_cannot_connect_and_that_it_tries_again(capsys: pytest.CaptureFixture[str]):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    url = f"ws://127.0.0.1:{port}"
    following = CLIENT.follow(url, ["bets"], delays_s=(30,))
    waiting = asyncio.create_task(anext(following))
    said = ""
    async with asyncio.timeout(30):
        while not said:
            await asyncio.sleep(0.01)
            said = capsys.readouterr().err
    waiting.cancel()
    assert said.startswith(f"Cannot connect to {url}: ")
    assert "Trying again in " in said
