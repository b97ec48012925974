"""Turns texts into vectors, whoever computes them."""

from collections.abc import Sequence
from typing import Protocol

from ai_service.models.calls.embedding import EmbedRequest

Vector = Sequence[float]


class Embedder(Protocol):
    """A model that embeds texts. Vectors of different models cannot be compared, so `model` is stored."""

    @property
    def model(self) -> str:
        """The name and version, with its provider: "openai/text-embedding-3-small"."""
        ...

    async def embed(self, request: EmbedRequest) -> list[Vector]:
        """One vector of length 1 for each text. Raises DomainError, also that of a quota or budget."""
        ...

    async def aclose(self) -> None: ...
