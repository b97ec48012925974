"""Assembles the calls of models from the settings."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from ai_service.models.calls.accounts import Accounts
from ai_service.models.calls.model_calls import ModelCalls
from ai_service.models.configuration import Wrap, members_of
from ai_service.models.domain import LOCAL
from ai_service.models.providers.local import LocalProvider
from ai_service.models.routing.router import Member, PriceOf, Router
from ai_service.settings import AiSettings


@asynccontextmanager
async def model_calls(
    settings: AiSettings, accounts: Accounts, price_of: PriceOf, wrap: Wrap = lambda provider: provider
) -> AsyncGenerator[ModelCalls]:
    """The calls of models; the connections to the providers are closed at the end."""
    members = members_of(settings, wrap)
    local = Member(wrap(LocalProvider()), {"default": LOCAL.model})
    first = "remote" if settings.llm_mode == "remote" else ""
    calls = ModelCalls(
        Router(members, local=local, price_of=price_of, first=first),
        accounts,
        timeout_s=settings.llm_timeout_s,
    )
    try:
        yield calls
    finally:
        await calls.settled()
        for member in members:
            await member.provider.close()
