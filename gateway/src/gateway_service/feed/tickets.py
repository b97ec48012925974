"""Tickets for browsers, which cannot send a token with a WebSocket; a token in a URL would be logged."""

import hashlib
import secrets
from dataclasses import asdict
from typing import Any, Final

import orjson

from altsports.contract.json_values import is_array
from service_kit.caller import Caller
from service_kit.identity.credentials import CredentialsRefused, Identity
from service_kit.redis.mux import RedisMux

LIFETIME_S: Final = 30


class Tickets:
    """A ticket is valid once, for half a minute; Redis stores only its hash."""

    def __init__(self, redis: RedisMux, prefix: str) -> None:
        self._redis = redis
        self._prefix = prefix

    async def issue(self, identity: Identity) -> str:
        """Creates a ticket for the caller. Raises RedisUnavailable."""
        ticket = secrets.token_urlsafe(32)
        content = orjson.dumps({"identity": asdict(identity)}, default=sorted)
        await self._redis.execute("SET", self._key(ticket), content, "EX", LIFETIME_S)
        return ticket

    async def redeem(self, ticket: str) -> Identity:
        """Returns the identity of a ticket, once. Raises CredentialsRefused, RedisUnavailable."""
        content = await self._redis.execute("GETDEL", self._key(ticket))
        if content is None:
            raise CredentialsRefused("TICKET_INVALID")
        known = orjson.loads(content)["identity"]
        caller = Caller(**{name: _as_set(value) for name, value in known["caller"].items()})
        expires_at = float("inf") if known["expires_at"] is None else known["expires_at"]
        return Identity(caller, known["issued_at"], expires_at)

    def _key(self, ticket: str) -> str:
        return f"{self._prefix}:feed:ticket:{hashlib.sha256(ticket.encode()).hexdigest()}"


def _as_set(value: Any) -> Any:
    return frozenset(value) if is_array(value) else value
