"""A provider that fails as long as a drill says so."""

from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing
from typing import Any, cast

from ai_service.models.drills.drills import Drills
from ai_service.models.providers.port import Answer, Delta, Embeddings, Prompt, Provider


class DrilledProvider:
    """Asks the provider unless a drill forces a failure."""

    def __init__(self, provider: Provider, drills: Drills) -> None:
        self._provider = provider
        self._drills = drills

    @property
    def name(self) -> str:
        return self._provider.name

    async def generate(self, prompt: Prompt, model: str) -> Answer:
        await self._fail()
        return await self._provider.generate(prompt, model)

    async def stream(self, prompt: Prompt, model: str) -> AsyncIterator[Delta | Answer]:
        drill = await self._drills.of(self.name)
        if drill is not None and not drill.after_parts:
            raise drill.error()
        parts = 0
        async with aclosing(cast("Any", self._provider.stream(prompt, model))) as stream:
            async for part in stream:
                if drill is not None and parts >= drill.after_parts:
                    raise drill.error()
                parts += 1
                yield part

    async def embed(self, texts: Sequence[str], model: str) -> Embeddings:
        await self._fail()
        return await self._provider.embed(texts, model)

    async def close(self) -> None:
        await self._provider.close()

    async def _fail(self) -> None:
        drill = await self._drills.of(self.name)
        if drill is not None:
            raise drill.error()
