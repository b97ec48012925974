"""Embeddings of a model provider: OpenAI, Gemini or Vertex AI."""

import math
from collections.abc import Sequence
from typing import Final

from ai_service.knowledge.embedding.port import Vector
from ai_service.models.providers.port import Provider

_BATCH: Final = 64


class VendorEmbedder:
    """Calls a provider in batches, and makes the vectors as long as 1."""

    def __init__(self, provider: Provider, model: str) -> None:
        self._provider = provider
        self._model = model
        self.model = f"{provider.name}/{model}"

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        found: list[Vector] = []
        for at in range(0, len(texts), _BATCH):
            answer = await self._provider.embed(texts[at : at + _BATCH], self._model)
            found += map(_normal, answer.vectors)
        return found

    async def aclose(self) -> None:
        await self._provider.close()


def _normal(vector: Sequence[float]) -> Vector:
    length = math.hypot(*vector) or 1.0
    return [value / length for value in vector]
