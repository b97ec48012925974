"""How the ai service is put together."""

import asyncio

from ai_service.models.configuration import configured_providers
from ai_service.models.diagnostics import providers_check
from ai_service.models.rpc import ModelRpc
from ai_service.settings import AiSettings
from altsports.ai.v1.models_pb2_grpc import add_ModelServiceServicer_to_server
from service_kit import grpc_server, logs, telemetry
from service_kit.db.database import Database
from service_kit.db.settings import pool_settings
from service_kit.diagnostics import Diagnostics

SERVICE = "ai-service"


async def serve(stop: asyncio.Event) -> None:
    """Answers gRPC until `stop` is set. Starts without a database, and without any key."""
    settings = AiSettings.model_validate({})
    logs.configure(settings, SERVICE)
    telemetry.configure(settings, SERVICE)
    providers = configured_providers(settings)
    async with Database(settings.area_dsn("ai"), pool_settings(settings), service="ai") as database:
        diagnostics = Diagnostics(SERVICE)
        diagnostics.add("database", database.check)
        diagnostics.add("providers", providers_check(providers))
        registrations = [(add_ModelServiceServicer_to_server, ModelRpc(providers))]
        await grpc_server.serve(settings, "ai", registrations, stop=stop, diagnostics=diagnostics)
