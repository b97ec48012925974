"""The ai service, called through a real server."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import pytest_asyncio

from ai_service.models.configuration import configured_providers
from ai_service.models.diagnostics import providers_check
from ai_service.models.rpc import ModelRpc
from ai_service.settings import AiSettings
from altsports.ai.v1.models_pb2_grpc import add_ModelServiceServicer_to_server
from altsports.contract.catalog import load_catalog
from service_kit.diagnostics import Diagnostics
from service_kit.grpc_client import MeshClient
from service_kit.grpc_server import Server

pytest_plugins = ["service_kit.testing.plugin"]

KEYS = (
    "ANTHROPIC_API_KEY",
    "ANTHROPIC_KEY",
    "OPENAI_API_KEY",
    "OPENAI_KEY",
    "GOOGLE_API_KEY",
    "GOOGLE_KEY",
    "AI_KEYS",
    "LLM_MODE",
    "REMOTE_LLM_URL",
)


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., AiSettings]:
    """`settings(OPENAI_API_KEY="...")`: the settings in an environment with nothing else set."""
    monkeypatch.chdir(tmp_path)  # where no .env lies

    def read(**environment: str) -> AiSettings:
        for name in KEYS:
            monkeypatch.delenv(name, raising=False)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return AiSettings.model_validate({})

    return read


@pytest_asyncio.fixture
async def ask(mesh_secret: bytes) -> AsyncGenerator[Callable[..., Awaitable[dict[str, Any]]]]:
    """`await ask(settings, method_path, caller)`: the answer of a server with these settings."""
    with TemporaryDirectory() as folder:
        address = f"unix:{Path(folder, 'ai.sock')}"

        async def call(settings: AiSettings, path: str, caller) -> dict[str, Any]:
            providers = configured_providers(settings)
            diagnostics = Diagnostics("ai-service")
            diagnostics.add("providers", providers_check(providers))
            server = Server(mesh_secret, diagnostics)
            server.add(add_ModelServiceServicer_to_server, ModelRpc(providers))
            await server.start(address)
            method = load_catalog().by_path[path]
            try:
                async with MeshClient({"ai": address}, mesh_secret) as client:
                    answer = await client.call(method, method.request_class(), caller=caller, area="ai")
            finally:
                await server.stop(0)
            return method.response_to_json(answer)

        yield call
