"""The ai service, called through a real server."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from ai_service.models.configuration import configured_providers, members_of
from ai_service.models.diagnostics import providers_check
from ai_service.models.routing.router import Member
from ai_service.models.rpc import ModelRpc
from ai_service.settings import AiSettings
from altsports.ai.v1.models_pb2_grpc import add_ModelServiceServicer_to_server
from altsports.contract.catalog import load_catalog
from service_kit.caller import Caller
from service_kit.rpc.diagnostics import Diagnostics
from service_kit.testing.in_process import Serve

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
    "GOOGLE_CLOUD_PROJECT",
    "GCP_PROJECT_ID",
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
        return AiSettings.read()

    return read


@pytest.fixture
def ask(serve: Serve) -> Callable[..., Awaitable[dict[str, Any]]]:
    """`await ask(settings, method_path, caller)`: the answer of a server with these settings."""

    async def call(
        settings: AiSettings, path: str, caller: Caller, found: list[Member] | None = None
    ) -> dict[str, Any]:
        providers = configured_providers(settings)
        members = {member.name: member for member in found or members_of(settings)}
        diagnostics = Diagnostics("ai-service")
        diagnostics.add("providers", providers_check(providers, members))
        models = [(add_ModelServiceServicer_to_server, ModelRpc(providers, members))]
        calls = await serve("ai", models, diagnostics=diagnostics)
        method = load_catalog().by_path[path]
        answer = await calls.client.call(method, method.request_class(), caller=caller, area="ai")
        return method.response_to_json(answer)

    return call
