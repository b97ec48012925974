"""The part of the model layer that analyses use."""

from typing import Protocol

from ai_service.models.calls.values import Completion, ModelRequest


class Models(Protocol):
    """Calls a language model, or writes without one if none is configured."""

    async def generate(self, request: ModelRequest) -> Completion: ...
