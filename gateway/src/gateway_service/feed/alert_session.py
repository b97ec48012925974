"""The session of a client of /ws/alerts/{match_id}: one subscription, to the alerts of one match."""

import re
from collections.abc import Awaitable, Callable
from typing import Final

from gateway_service.edge.exchange import Exchange
from gateway_service.feed.client_messages import Authenticate, Refused, Subscribe, Unsubscribe
from gateway_service.feed.filters import FeedFilter, Place
from gateway_service.feed.parts import FeedParts
from gateway_service.feed.session import LATER, Session
from gateway_service.feed.socket_client import SocketClient
from gateway_service.feed.who import Callers
from service_kit.caller import Caller
from service_kit.errors import DomainError, NotFound, PermissionDenied

ALERTS: Final = "/ws/alerts/{match_id}"
PREFIX: Final = "/ws/alerts/"
NOT_FOUND: Final = (4404, "There is no such match, or you may not see it")
FORBIDDEN: Final = (4403, "You may not read the football of a club")
CHANNEL: Final = "tactical_alerts"
_ID: Final = re.compile(r"[0-9a-z-]{1,64}")


def match_of(path: str) -> str:
    """The match of the path; empty if it is another path."""
    match_id = path.removeprefix(PREFIX).lower() if path.startswith(PREFIX) else ""
    return match_id if _ID.fullmatch(match_id) else ""


Check = Callable[[Caller, str], Awaitable[None]]
"""Raises NotFound or PermissionDenied if the caller may not see a match."""


class AlertSession(Session):
    """Subscribes the client as soon as it is known, by its headers, a ticket, or its first message."""

    def __init__(
        self,
        parts: FeedParts,
        client: SocketClient,
        callers: Callers,
        *,
        exchange: Exchange,
        match_id: str,
        check: Check,
    ) -> None:
        super().__init__(parts, client, callers, exchange=exchange)
        self._match_id = match_id
        self._check = check
        self._place: Place | None = None

    async def _begin(self, wanted: FeedFilter | None, place: Place | None) -> None:  # noqa: ARG002 - fixed
        self._place = place
        if self._client.identity.caller.is_authenticated:
            await self._enter()

    async def _authenticate(self, message: Authenticate) -> None:
        await super()._authenticate(message)
        if self._client.socket.is_open:
            await self._enter()

    async def _subscribe(self, message: Subscribe) -> None:
        raise _fixed(message)

    def _drop(self, message: Unsubscribe) -> None:
        raise _fixed(message)

    async def _enter(self) -> None:
        """Subscribes to the match, or closes the connection if the caller may not see it."""
        try:
            await self._check(self._client.identity.caller, self._match_id)
        except NotFound:
            self._client.end(*NOT_FOUND)
        except PermissionDenied:
            self._client.end(*FORBIDDEN)
        except DomainError:
            self._client.end(*LATER)
        else:
            wanted = FeedFilter.of(frozenset({CHANNEL}), {"match_ids": frozenset({self._match_id})})
            place, self._place = self._place, None
            await self._take_on(wanted, CHANNEL, place)


def _fixed(message: Subscribe | Unsubscribe) -> Refused:
    return Refused(
        "FIXED_SUBSCRIPTION",
        f"This address follows the alerts of one match and takes no {message.type}; use /ws/updates",
    )
