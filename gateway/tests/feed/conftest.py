"""Events from a real outbox through a real relay, and clients that listen on real sockets."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from typing import Any

import httpx
import orjson
import pytest
import pytest_asyncio
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from altsports.ai.v1.events_models import BankrollUpdated, BetPlaced, ExpertEliminated, LineMovement
from altsports.auth.v1.events_models import UserDeleted
from altsports.contract.model import EventMessage
from altsports.league.v1.events_models import LeagueUpdated
from service_kit.db.database import Database
from service_kit.events.outbox import append_events
from service_kit.events.relay import Relay

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
WITHIN_S = 15


def bet_fields(number: int, expert: str = "the-gambler", game: str = "2025_05_KC_BUF") -> dict:
    """What clients see of a bet, as documented."""
    return {
        "bet_id": f"bet_{number}",
        "expert_id": expert,
        "expert_name": expert.replace("-", " ").title(),
        "game_id": game,
        "bet_amount": 2400.0,
        "prediction": "KC -2.5",
        "confidence": 0.92,
        "timestamp": "2025-09-29T17:30:00Z",
    }


def bet(
    number: int, *, expert: str = "the-gambler", game: str = "2025_05_KC_BUF", **more: Any
) -> EventMessage:
    """A bet, as ai-service reports it."""
    return BetPlaced(**bet_fields(number, expert, game) | more)


def line_fields(number: int, game: str = "2025_05_KC_BUF") -> dict:
    """What clients see of a moved line."""
    return {
        "game_id": game,
        "line_type": "spread",
        "old_value": -2.5,
        "new_value": -2.5 - number / 2,
        "movement": number / 2,
        "unit": "points",
        "timestamp": "2025-09-29T18:00:00Z",
    }


def line(number: int, *, game: str = "2025_05_KC_BUF") -> EventMessage:
    """A moved line."""
    return LineMovement(**line_fields(number, game))


def elimination_fields(expert: str = "the-chaos") -> dict:
    """What clients see of an elimination."""
    return {
        "expert_id": expert,
        "expert_name": "The Chaos",
        "final_bankroll": 0.0,
        "elimination_reason": "bankrupt",
        "final_bet": {"game_id": "2025_05_TEN_IND", "bet_amount": 2100.0, "result": "lost"},
        "season_stats": {"total_bets": 89, "win_rate": 0.38, "roi": -1.0},
        "timestamp": "2025-09-29T20:00:00Z",
    }


def elimination() -> EventMessage:
    """An elimination."""
    return ExpertEliminated(**elimination_fields())


def balance_fields(expert: str = "the-analyst") -> dict:
    """What clients see of a changed balance."""
    return {
        "expert_id": expert,
        "old_balance": 11600.0,
        "new_balance": 12450.0,
        "change": 850.0,
        "reason": "bet_settled",
        "bet_id": "bet_123",
        "available": 11600.0,
        "at_risk": 850.0,
        "timestamp": "2025-09-29T20:15:00Z",
    }


def balance(game: str = "2025_05_KC_BUF") -> EventMessage:
    """A changed balance."""
    return BankrollUpdated(**balance_fields(), game_id=game)


def internal() -> EventMessage:
    """An event that only services receive."""
    return UserDeleted(user_id="ann")


class Outbox:
    """Writes events as a service does; `written` are their ids, oldest first."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.written: list[str] = []

    async def write(self, *events: EventMessage, time: datetime = NOON) -> None:
        """One transaction."""
        async with self._database.transaction() as connection:
            self.written += await append_events(connection, "league", *events, time=time)

    async def bets(self, *numbers: int, changed_league: str = "") -> None:
        """One transaction each, which begins with the change of a league if one is named."""
        for number in numbers:
            named = {"league_id": changed_league, "name": "One", "sport": "soccer"}
            await self.write(*([LeagueUpdated(**named)] if changed_league else []), bet(number))


StartOutbox = Callable[[str], Awaitable[Outbox]]


@pytest_asyncio.fixture
async def outbox_on(migrated, redis_prefix: str) -> AsyncGenerator[StartOutbox]:
    """`await outbox_on(redis_url)`: an outbox whose relay carries to that Redis."""
    relaying: list[asyncio.Task[None]] = []

    async def start(redis_url: str) -> Outbox:
        database = await migrated("league")
        relay = Relay(database, redis_url=redis_url, schema="league", prefix=redis_prefix)
        relaying.append(asyncio.create_task(relay.run()))
        return Outbox(database)

    yield start
    for task in relaying:
        task.cancel()
    await asyncio.gather(*relaying, return_exceptions=True)


@pytest_asyncio.fixture
async def outbox(outbox_on: StartOutbox, redis_url: str) -> Outbox:
    """An outbox whose relay runs."""
    return await outbox_on(redis_url)


class Listener:
    """A WebSocket client; `heard` are all messages but hello and heartbeats."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.hello: dict = {}

    async def next(self, *, with_heartbeats: bool = False) -> dict:
        async with asyncio.timeout(WITHIN_S):
            while True:
                message = orjson.loads(await self.socket.recv())
                if with_heartbeats or message["type"] != "heartbeat":
                    return message

    async def take(self, count: int) -> list[dict]:
        return [await self.next() for _ in range(count)]

    async def ask(self, **message: Any) -> dict:
        await self.socket.send(orjson.dumps(message).decode())
        return await self.next()

    async def subscribe(self, *channels: str, **more: Any) -> dict:
        return await self.ask(type="subscribe", channels=channels or ["bets"], **more)

    async def closed(self) -> tuple[int, str]:
        """How the gateway ended the connection, whatever it said before."""
        async with asyncio.timeout(WITHIN_S):
            with contextlib.suppress(ConnectionClosed):
                while True:
                    await self.socket.recv()
        return self.socket.close_code or 0, self.socket.close_reason or ""


Listen = Callable[..., Awaitable[Listener]]


@pytest_asyncio.fixture
async def listen(http: httpx.AsyncClient) -> AsyncGenerator[Listen]:
    """`await listen("?token=...")`: a client that has heard hello, of the usual gateway or of `gateway`."""
    async with AsyncExitStack() as opened:

        async def start(
            query: str = "",
            *,
            path: str = "/ws/updates",
            gateway: httpx.AsyncClient = http,
            hello: bool = True,
            **options: Any,
        ) -> Listener:
            url = f"{str(gateway.base_url).replace('http', 'ws', 1).rstrip('/')}{path}{query}"
            options.setdefault("close_timeout", 1)
            socket = await opened.enter_async_context(connect(url, proxy=None, **options))
            listener = Listener(socket)
            if hello:
                listener.hello = await listener.next()
            return listener

        yield start


def numbers(messages: list[dict]) -> list[int]:
    """Which bets."""
    return [int(message["bet_id"].removeprefix("bet_")) for message in messages]


@pytest.fixture
def events() -> Any:
    """The makers of event data."""
    return type("Events", (), {name: staticmethod(globals()[name]) for name in _MAKERS})


_EVENTS = ("bet", "line", "elimination", "balance")
_MAKERS = (*_EVENTS, *(f"{name}_fields" for name in _EVENTS), "internal", "numbers")
