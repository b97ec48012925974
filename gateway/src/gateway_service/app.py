"""Assembles a gateway: its dependencies, the routes, and the edge around them."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from altsports.contract.catalog import Method, load_catalog
from gateway_service.cache.store import CacheStore
from gateway_service.calendars import feed as calendars
from gateway_service.crests import install as crests
from gateway_service.edge.cors import Cors
from gateway_service.edge.edge import Edge
from gateway_service.edge.guard import Guard
from gateway_service.edge.reply import Replies
from gateway_service.edge.routing import RouteTable
from gateway_service.edge.security import security_headers
from gateway_service.edge.target import Target
from gateway_service.feed.feed import Feed
from gateway_service.files import install as files
from gateway_service.files.transfers import Transfers
from gateway_service.health.mcp import McpProbe
from gateway_service.health.monitor import HealthMonitor
from gateway_service.health.probes import Probes
from gateway_service.health.readiness import Readiness
from gateway_service.idempotency import IdempotencyKeys
from gateway_service.openapi.published import TITLE
from gateway_service.pages import clock as clock_page
from gateway_service.pages import unsubscribe
from gateway_service.pages.all import PageParts, install_pages
from gateway_service.pages.metrics import MeshMetrics
from gateway_service.pages.worker_metrics import WorkerMetrics
from gateway_service.routes.build import Parts, add_routes
from gateway_service.sealing import Seals
from gateway_service.settings import GatewaySettings
from gateway_service.uploads import operation as uploads
from gateway_service.web.shell_page import Surroundings
from service_kit.clock.clocks import Clock
from service_kit.clock.mesh import followed, make_clock
from service_kit.edge.body import BodyReader
from service_kit.edge.client_address import ClientAddress
from service_kit.edge.entrance import Entrance, Hosts
from service_kit.edge.mesh import mesh_quotas, mesh_verifier
from service_kit.events.tags import EVERYTHING
from service_kit.files.links import FileLinks
from service_kit.files.opening import open_store
from service_kit.limits.gatekeeper import Gatekeeper
from service_kit.limits.quotas import UsageLedger
from service_kit.process.loops import Loop, running
from service_kit.redis.keys import RedisKeys
from service_kit.redis.mux import RedisMux
from service_kit.rpc.grpc_client import MeshClient

_NAME = "gateway"
_PLANS = "altsports.auth.v1.PlanService"


class Gateway:
    """One gateway; `edge` is the ASGI application, whose lifespan opens and closes everything else."""

    def __init__(self, settings: GatewaySettings, *, clock: Clock | None = None) -> None:
        self._settings = settings
        self._clock = clock or make_clock(settings)
        self._keys = RedisKeys(settings.redis_prefix)
        # A restarted Redis may have lost the invalidations of its last events.
        forget = ("INCR", self._keys.tag(EVERYTHING))
        self._redis = RedisMux(settings.redis_dsn(), client_name=_NAME, first=forget)
        self._mesh = MeshClient.from_settings(settings)
        self._quotas = mesh_quotas(self._mesh, name=_NAME)
        self._store = CacheStore(self._redis, self._keys, budget=settings.cache_mib * 1024 * 1024)
        self._areas = tuple(settings.addresses())
        mcp_url = settings.mcp_url or f"http://127.0.0.1:{settings.mcp_port}"
        self._mcp = McpProbe(mcp_url)
        self._workers = WorkerMetrics(settings.workers_folder, settings.worker)
        mcp_metrics = McpProbe(mcp_url, port=settings.mcp_metrics_port)
        self.metrics = MeshMetrics(self._mesh, self._areas, mcp_metrics, self._workers)
        probes = Probes(self._mesh, self._areas, self._redis, self._keys, self._mcp)
        self._monitor = HealthMonitor(probes, self._clock, interval_s=settings.health_interval_s)
        self.readiness = Readiness(self._mesh, self._areas, self._redis, self._keys)
        self.edge = self._make_edge()

    def _make_edge(self) -> Edge:
        settings, clock = self._settings, self._clock
        gatekeeper = Gatekeeper(self._redis, settings.plans(), clock, self._keys, self._quotas)
        verifier = mesh_verifier(
            self._mesh, clock, name=_NAME, issuer=settings.jwt_issuer, audience=settings.jwt_audience
        )
        guard = Guard(verifier, gatekeeper)
        self.feed = Feed(
            settings,
            self._redis,
            clock,
            guard=guard,
            verifier=verifier,
            gatekeeper=gatekeeper,
            client=self._mesh,
        )
        table: RouteTable[Target] = RouteTable()
        self.pages = self._make_fastapi(table, gatekeeper)
        cors = Cors(settings.origins())
        return Edge(
            self.pages,
            table,
            guard,
            clock=clock,
            replies=Replies(cors, security_headers(https_only=settings.env == "production")),
            cors=cors,
            addresses=ClientAddress(settings.trusted_proxies),
            entrance=Entrance(Hosts(settings.hosts(), setting="ALTSPORTS_ALLOWED_HOSTS")),
            max_in_flight=settings.max_in_flight,
            sockets=self.feed.sockets,
        )

    def _make_fastapi(self, table: RouteTable[Target], gatekeeper: Gatekeeper) -> FastAPI:
        settings = self._settings
        app = FastAPI(
            title=TITLE,
            docs_url=None,
            redoc_url=None,
            openapi_url=None,
            redirect_slashes=False,
            lifespan=self._lifespan,
        )
        add_routes(self._route_parts(), table)
        around = Surroundings(settings.mcp_public_url or "", settings.mcp_port, settings.docs_enabled)
        pages = PageParts(
            metrics=self.metrics,
            serves_metrics=settings.metrics_port is None,
            monitor=self._monitor,
            readiness=self.readiness,
            ledger=UsageLedger(self._redis, self._clock, self._keys),
            gatekeeper=gatekeeper,
            clock=self._clock,
            around=around,
        )
        install_pages(app, table, pages)
        longest = settings.max_upload_mib * 1024 * 1024
        uploads.install(
            app, table, self._mesh, BodyReader(longest=longest, timeout_s=settings.upload_timeout_s)
        )
        parts = self._file_parts()
        files.install(app, table, parts)
        base_url = settings.public_url or f"http://127.0.0.1:{settings.port}"
        crests.install(app, table, parts, timeout_s=settings.upload_timeout_s, base_url=base_url)
        self.feed.install(app, table, around)
        unsubscribe.install(app, table, self._mesh)
        calendars.install(app, table, load_catalog(), self._mesh)
        if settings.env == "test":
            clock_page.install(app, table, self._redis, prefix=settings.redis_prefix, clock=self._clock)
        return app

    def _route_parts(self) -> Parts:
        settings = self._settings
        return Parts(
            catalog=load_catalog(),
            client=self._mesh,
            clock=self._clock,
            store=self._store,
            bodies=BodyReader(longest=settings.max_body_bytes, timeout_s=settings.client_timeout_s),
            idempotency=IdempotencyKeys(self._redis, self._keys, Seals(settings.secret)),
            after_change=self._after_change,
        )

    def _file_parts(self) -> files.FileParts:
        store = open_store(self._settings)
        return files.FileParts(
            catalog=load_catalog(),
            client=self._mesh,
            store=store,
            links=FileLinks.from_settings(self._settings, store, self._clock),
            transfers=Transfers(self._settings.max_transfers),
            clock=self._clock,
        )

    async def _after_change(self, method: Method) -> None:
        """Applies changes that the caller expects to take effect from the next request on."""
        if method.service == _PLANS:
            await self._quotas.refresh()

    def loops(self) -> list[Loop]:
        """The loops that run in the background."""
        return [self._quotas.loop(), self._monitor.loop(), *self.feed.loops()]

    @asynccontextmanager
    async def _lifespan(self, _: FastAPI) -> AsyncGenerator[None]:
        await self._redis.open()
        await self._workers.open()
        await self.feed.open()
        try:
            async with running(self.loops()), followed(self._clock, self._settings):
                yield
        finally:
            await self.feed.close()
            await self._workers.close()
            await self._mesh.close()
            await self._redis.close()
            self.edge.close()
