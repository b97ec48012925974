"""The parts that all feed clients of a process share."""

import asyncio
from dataclasses import dataclass
from typing import Any

from altsports.contract.events import EventCatalog
from gateway_service.feed.client_messages import ClientMessages
from gateway_service.feed.heart import Heart
from gateway_service.feed.hub import Hub
from gateway_service.feed.resume import Resumption
from service_kit.errors import Unavailable
from service_kit.events.log import EventLog

MOST_MESSAGE_BYTES = 65_536
RECONNECT_S = [1, 2, 4, 8, 16]
_READY_S = 5.0


class FeedUnavailable(Unavailable):
    """The feed has not started yet, or is stopping."""

    reason = "FEED_UNAVAILABLE"


@dataclass(frozen=True, slots=True)
class FeedLimitSettings:
    """The configured limits of the feed."""

    subscriptions: int
    per_user: int
    per_address: int
    buffer_bytes: int


@dataclass(frozen=True, slots=True)
class FeedParts:
    """The dependencies of feed clients."""

    hub: Hub
    client_messages: ClientMessages
    events: EventLog
    resumption: Resumption
    heart: Heart
    limits: FeedLimitSettings

    @property
    def contract(self) -> EventCatalog:
        """The events, channels and filters of the contract."""
        return self.hub.contract

    def hello(self, user_id: str) -> dict[str, object]:
        """The first message of a connection."""
        content: dict[str, object] = {
            "type": "hello",
            "seq": self.hub.place.seq,
            "epoch": self.hub.place.epoch,
            "heartbeat_interval_s": self.heart.interval_s,
            "reconnect": {"delays_s": RECONNECT_S},
            "channels": list(self.contract.channels),
            "reload": {spec.wire_type: spec.reload for spec in self.contract.public},
            "limits": {"subscriptions": self.limits.subscriptions, "message_bytes": MOST_MESSAGE_BYTES},
            "timestamp": self.hub.now(),
        }
        return content | ({"user_id": user_id} if user_id else {})

    def error(
        self, code: str, detail: str, violations: list[dict[str, Any]] | None = None
    ) -> dict[str, object]:
        """An error message."""
        return {
            "type": "error",
            "code": code,
            "detail": detail,
            "violations": violations or [],
            "timestamp": self.hub.now(),
        }

    async def wait_until_ready(self) -> None:
        """Waits until the stream is being read. Raises FeedUnavailable."""
        try:
            async with asyncio.timeout(_READY_S):
                await self.hub.ready.wait()
        except TimeoutError:
            raise FeedUnavailable("The feed is not ready", retry_after_s=5) from None
