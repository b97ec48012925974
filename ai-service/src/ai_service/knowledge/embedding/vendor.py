"""Embeddings of a model provider, called as every model is: reserved, booked, paced and batched."""

import math
from collections.abc import Sequence

from ai_service.knowledge.embedding.port import Vector
from ai_service.knowledge.errors import EmbeddingUnavailable
from ai_service.models.calls.embedding import EmbeddingCalls, EmbedRequest
from ai_service.models.calls.errors import AIIntegrationError


class VendorEmbedder:
    """Makes the vectors of a provider as long as 1."""

    def __init__(self, calls: EmbeddingCalls) -> None:
        self._calls = calls
        self.model = calls.model

    async def embed(self, request: EmbedRequest) -> list[Vector]:
        try:
            found = await self._calls.embed(request)
        except AIIntegrationError as error:
            raise EmbeddingUnavailable(error.message, retry_after_s=error.retry_after_s) from error
        return [_normal(vector) for vector in found.vectors]

    async def aclose(self) -> None:
        """The provider belongs to the model layer, which closes it."""


def _normal(vector: Sequence[float]) -> Vector:
    length = math.hypot(*vector) or 1.0
    return [value / length for value in vector]
