"""Assembles the parts of the process; both transports use the same ones."""

from mcp_service.app import AppRules, Parts
from mcp_service.calls.admission import Admission
from mcp_service.calls.answers import Answers
from mcp_service.calls.context import Contexts
from mcp_service.calls.invoker import Invoker
from mcp_service.edge.health import Health, diagnostics_of
from mcp_service.protocol.server import VERSION, create_server
from mcp_service.settings import McpSettings
from mcp_service.tools.addresses import AddressBook
from mcp_service.tools.registry import contract_registry
from service_kit.clock.clocks import Clock
from service_kit.edge.mesh import mesh_quotas, mesh_verifier
from service_kit.limits.gatekeeper import Gatekeeper
from service_kit.redis.keys import RedisKeys
from service_kit.redis.mux import RedisMux
from service_kit.rpc.grpc_client import MeshClient

SERVICE = "mcp-service"


def make_parts(
    settings: McpSettings, mesh: MeshClient, redis: RedisMux, contexts: Contexts, *, clock: Clock
) -> Parts:
    """Builds the parts on connections that the caller opens and closes."""
    registry = contract_registry()
    book = AddressBook(registry)
    quotas = mesh_quotas(mesh, name=SERVICE)
    keys = RedisKeys(settings.redis_prefix)
    gatekeeper = Gatekeeper(redis, settings.plans(), clock, keys, quotas)
    admission = Admission(gatekeeper)
    invoker = Invoker(mesh, admission, Answers(settings.response_limit_bytes))
    verifier = mesh_verifier(
        mesh,
        clock,
        name=SERVICE,
        issuer=settings.jwt_issuer,
        audience=(settings.jwt_audience, settings.resource_url),
    )
    areas = tuple(sorted({"auth", *(card.method.area for card in registry)}))
    return Parts(
        server=create_server(registry, book, invoker, contexts),
        registry=registry,
        book=book,
        invoker=invoker,
        admission=admission,
        verifier=verifier,
        quotas=quotas,
        health=Health(diagnostics_of(mesh, redis, keys, areas), clock, version=VERSION, tools=len(registry)),
    )


def app_rules(settings: McpSettings) -> AppRules:
    """The rules that the operator has set."""
    return AppRules(
        base_url=settings.base_url,
        authorization_server=settings.authorization_server,
        hosts=settings.hosts(),
        origins=settings.page_origins(),
        local_origins=settings.env != "production",
        view=settings.view(),
        require_auth=settings.require_auth,
        max_body_bytes=settings.max_body_bytes,
        client_timeout_s=settings.client_timeout_s,
        trusted_proxies=settings.trusted_proxies,
        serves_metrics=settings.mcp_metrics_port is None,
    )
