"""The vendors' providers in front of a fake of their APIs."""

from collections.abc import AsyncIterator, Callable, Sequence
from decimal import Decimal
from importlib import import_module
from typing import Any

import pytest

from ai_service.models.calls.accounts import Attempt, Purpose, Settlement, WorstCase
from ai_service.models.calls.model_calls import ModelCalls
from ai_service.models.providers.anthropic import AnthropicProvider
from ai_service.models.providers.google import GoogleProvider
from ai_service.models.providers.local import LocalProvider
from ai_service.models.providers.openai import OpenAIProvider
from ai_service.models.providers.vendor import Vendor
from ai_service.models.providers.wire import ssl_context
from ai_service.models.routing.router import Member, Router
from service_kit.errors import DomainError
from service_kit.testing.fake_models.server import VENDORS, FakeModels

for sdk in ("aiohttp", "anthropic", "google.genai", "openai"):
    import_module(sdk)  # otherwise it counts as time of the first call
ssl_context()

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


class Books:
    """Accounts in memory that record what is reserved, settled and released."""

    def __init__(self) -> None:
        self.reserved: list[WorstCase] = []
        self.settled: list[tuple[Attempt, ...]] = []
        self.refuses: DomainError | None = None

    async def reserve(self, purpose: Purpose, worst: WorstCase) -> "Books":
        if self.refuses is not None:
            raise self.refuses
        self.reserved.append(worst)
        return self

    async def settle(self, attempts: Sequence[Attempt]) -> Settlement:
        self.settled.append(tuple(attempts))
        paid = sum(attempt.usage.total for attempt in attempts if attempt.payer == "user")
        return Settlement(Decimal(paid), Decimal(0), paid)

    async def release(self) -> None:
        self.settled.append(())


@pytest.fixture
def books() -> Books:
    return Books()


@pytest.fixture
def calls_of(vendors: dict[str, Vendor], books: Books) -> Callable[..., ModelCalls]:
    """`calls_of("openai", "google")`: calls that can ask these providers; all three without a name."""

    def make(*names: str, timeout_s: float = 5.0, **changes: Any) -> ModelCalls:
        embedding = {"anthropic": "", "openai": "text-embedding-3-small", "google": "gemini-embedding-001"}
        members = [
            Member(vendors[name], {"default": MODELS[name], "embedding": embedding[name]})
            for name in names or VENDORS
        ]
        for member in members:
            member.pace = changes.get("pace")
        local = Member(LocalProvider(), {"default": "deterministic-1"})
        prices = {"anthropic": Decimal(9), "openai": Decimal(5), "google": Decimal(1)}
        router = Router(
            members, local=local, price_of=lambda name, _: prices[name], first=changes.get("first", "")
        )
        return ModelCalls(router, books, timeout_s=timeout_s)

    return make
