"""The vendors' providers in front of a fake of their APIs."""

from collections.abc import AsyncIterator, Callable

import pytest

from ai_service.models.providers.anthropic import AnthropicProvider
from ai_service.models.providers.google import GoogleProvider
from ai_service.models.providers.openai import OpenAIProvider
from ai_service.models.providers.vendor import Vendor
from service_kit.testing.fake_models.server import VENDORS, FakeModels

MODELS = {"anthropic": "claude-3-opus-20240229", "openai": "gpt-4", "google": "gemini-2.5-pro"}


@pytest.fixture
async def fake() -> AsyncIterator[FakeModels]:
    async with FakeModels() as models:
        yield models


@pytest.fixture
async def vendors(fake: FakeModels) -> AsyncIterator[dict[str, Vendor]]:
    """The three providers by name, each asking the fake."""
    made = made_vendors(fake)
    yield made
    for vendor in made.values():
        await vendor.close()


def made_vendors(fake: FakeModels, timeout_s: float = 5.0) -> dict[str, Vendor]:
    kinds: dict[str, Callable[..., Vendor]] = {
        "anthropic": AnthropicProvider,
        "openai": OpenAIProvider,
        "google": GoogleProvider,
    }
    return {name: kinds[name]("key", timeout_s=timeout_s, base_url=fake.url(name)) for name in VENDORS}
