"""Assembles the feed of one process: one reader of the stream, its clients, and the pages."""

import asyncio
from functools import partial
from typing import Final

from fastapi import FastAPI

from altsports.analysis.v1 import alerts_pb2
from altsports.contract.events import load_events
from gateway_service.edge.guard import Guard
from gateway_service.edge.routing import RouteTable
from gateway_service.edge.target import Target
from gateway_service.feed.client_messages import ClientMessages
from gateway_service.feed.heart import Heart
from gateway_service.feed.hub import Hub
from gateway_service.feed.leases import Leases
from gateway_service.feed.pages import FeedPages
from gateway_service.feed.parts import FeedLimitSettings, FeedParts
from gateway_service.feed.resume import Resumption
from gateway_service.feed.sockets import FeedSockets
from gateway_service.feed.task_events import TaskEvents
from gateway_service.feed.tickets import Tickets
from gateway_service.feed.who import Callers
from gateway_service.settings import GatewaySettings
from gateway_service.web.shell_page import Surroundings
from service_kit.caller import Caller
from service_kit.clock.clocks import Clock
from service_kit.events.log import EventLog
from service_kit.identity.verifier import Verifier
from service_kit.limits.gatekeeper import Gatekeeper
from service_kit.process.loops import Loop
from service_kit.redis.mux import RedisMux
from service_kit.rpc.grpc_client import MeshClient

_REDIS_TIMEOUT_S = 5.0
_TIME_TO_LEAVE_S = 3.0
_ALERTS: Final = "/altsports.analysis.v1.AlertService/ListMatchAlerts"


class Feed:
    """Opened and closed with the gateway; a stop calls `drain` before `close`."""

    def __init__(
        self,
        settings: GatewaySettings,
        redis: RedisMux,
        clock: Clock,
        *,
        guard: Guard,
        verifier: Verifier,
        gatekeeper: Gatekeeper,
        client: MeshClient,
    ) -> None:
        dsn, prefix = settings.redis_dsn(), settings.redis_prefix
        # Pages of the stream are large: on the connection that checks limits, they would delay every request.
        self._redis = RedisMux(dsn, timeout_s=_REDIS_TIMEOUT_S, client_name="gateway-feed")
        events = EventLog(self._redis, prefix)
        limits = FeedLimitSettings(
            subscriptions=settings.feed_subscriptions,
            per_user=settings.feed_connections_per_user,
            per_address=settings.feed_connections_per_address,
            buffer_bytes=settings.feed_buffer_bytes,
        )
        leases = Leases(redis, prefix, length_s=3 * settings.feed_heartbeat_s)
        contract = load_events()
        self._hub = Hub(dsn, prefix, events, clock, contract)
        self._heart = Heart(self._hub, leases, interval_s=settings.feed_heartbeat_s)
        resumption, messages = Resumption(self._hub, events), ClientMessages(contract)
        self._parts = FeedParts(self._hub, messages, events, resumption, self._heart, limits)
        tickets = Tickets(redis, prefix)
        callers = Callers(
            guard, verifier, gatekeeper=gatekeeper, tickets=tickets, leases=leases, limits=limits
        )
        self.sockets = FeedSockets(self._parts, callers, settings.origins(), partial(_check_match, client))
        self._pages = FeedPages(self._parts, callers, tickets)
        self._tasks = TaskEvents(self._parts, callers, client)

    def install(self, app: FastAPI, table: RouteTable[Target], around: Surroundings) -> None:
        """Adds the pages."""
        self._pages.install(app, table, around)
        self._tasks.install(app, table)

    async def open(self) -> None:
        """Connects to Redis."""
        await self._redis.open()

    def loops(self) -> list[Loop]:
        """The loops that read the stream, and keep the connections of clients alive."""
        return [Loop("feed", self._hub.follow), self._heart.loop()]

    async def drain(self) -> None:
        """Asks all clients to reconnect to another gateway, and waits briefly until they have left."""
        self.sockets.draining = True
        for listener in list(self._hub.everybody):
            listener.leave()
        try:
            async with asyncio.timeout(_TIME_TO_LEAVE_S):
                while self._hub.everybody:  # noqa: ASYNC110 - bounded above
                    await asyncio.sleep(0.01)
        except TimeoutError:
            pass

    async def close(self) -> None:
        """Ends the connection to Redis, and the thread that helps to write."""
        self._hub.close()
        await self._redis.close()


async def _check_match(client: MeshClient, caller: Caller, match_id: str) -> None:
    """Raises NotFound or PermissionDenied if the caller may not see the alerts of a match."""
    await client.call(_ALERTS, alerts_pb2.ListMatchAlertsRequest(match_id=match_id), caller=caller)
