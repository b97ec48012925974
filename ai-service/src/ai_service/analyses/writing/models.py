"""The part of the model layer that analyses use."""

from decimal import Decimal
from typing import Protocol

from ai_service.models.calls.accounts import Settlement
from ai_service.models.calls.values import Completion, ModelRequest
from ai_service.models.providers.local import LocalProvider


class Models(Protocol):
    """Calls a language model, or writes without one if none is configured."""

    async def generate(self, request: ModelRequest) -> Completion: ...


class WithoutModels:
    """Writes from computed facts alone."""

    def __init__(self) -> None:
        self._local = LocalProvider()

    async def generate(self, request: ModelRequest) -> Completion:
        answer = await self._local.generate(request.prompt)
        settlement = Settlement(Decimal(0), Decimal(0), 0)
        return Completion(answer, self._local.name, settlement, ())
