"""Sends heartbeats and renews leases, for a few of the clients at a time, so that events never wait long."""

import asyncio
from typing import Final, Protocol

import orjson

from gateway_service.feed.filters import Place
from gateway_service.feed.hub import Hub
from gateway_service.feed.leases import Leases
from service_kit.process.loops import Loop
from service_kit.redis.errors import RedisUnavailable

_TURNS: Final = 50


class Listener(Protocol):
    """A connected client."""

    @property
    def is_live(self) -> bool:
        """Whether it has received everything that this process has read."""
        ...

    @property
    def lease(self) -> tuple[str, str]:
        """The holder and the id of its lease."""
        ...

    def say(self, text: bytes, place: Place | None = None) -> None:
        """Sends a message that is not an event; `place` is the position up to which events were sent."""
        ...


class Heart:
    """The heartbeats of all clients of this process."""

    def __init__(self, hub: Hub, leases: Leases, *, interval_s: float) -> None:
        self._hub = hub
        self._leases = leases
        self.interval_s = interval_s
        self._turns: list[set[Listener]] = [set() for _ in range(_TURNS)]
        self._now = 0

    def add(self, listener: Listener) -> None:
        """Adds a client; its first heartbeat follows after about one interval."""
        self._turns[self._now].add(listener)

    def remove(self, listener: Listener) -> None:
        """Removes a client."""
        for turn in self._turns:
            turn.discard(listener)

    def loop(self) -> Loop:
        """Beats regularly."""
        return Loop("feed heart", self.beat, every_s=self.interval_s / _TURNS)

    async def beat(self) -> None:
        """Sends a heartbeat to the clients of the next turn."""
        self._now = (self._now + 1) % _TURNS
        listeners = list(self._turns[self._now])
        self._greet(listeners)
        await self._renew(listeners)

    def _greet(self, listeners: list[Listener]) -> None:
        content = {"type": "heartbeat", "timestamp": self._hub.now()}
        plain = orjson.dumps(content)
        place = self._hub.place
        placed = orjson.dumps(content | {"seq": place.seq, "epoch": place.epoch})
        for listener in listeners:
            if listener.is_live:
                listener.say(placed, place)
            else:
                listener.say(plain)

    async def _renew(self, listeners: list[Listener]) -> None:
        renewals = (self._leases.renew(*listener.lease) for listener in listeners)
        for result in await asyncio.gather(*renewals, return_exceptions=True):
            if isinstance(result, BaseException) and not isinstance(result, RedisUnavailable):
                raise result
