"""Collects an answer from the JSON of one vendor: a whole answer, or the frames of a stream."""

from abc import ABC, abstractmethod
from typing import Any, cast

import orjson

from ai_service.models.providers.port import Answer, Finish, Json, Prompt, ToolCall, Usage

ANSWER_TOOL = "answer"
"""The tool through which a vendor without JSON schemas gives a structured answer."""


_LONGEST_TOKEN = 100
"""Characters; tokens of spaces and repeated signs are the longest."""


class Reading(ABC):
    """What was read of one answer so far. KeyError, TypeError and the like mean: not the documented form."""

    def __init__(self, prompt: Prompt) -> None:
        self.structured = prompt.schema is not None
        self.most = prompt.max_tokens * _LONGEST_TOKEN + _LONGEST_TOKEN
        self.size = 0
        """Characters so far; a vendor that exceeds `most` does not stop where it was asked to."""
        self.complete = False
        """Whether the vendor said that the answer is at its end."""
        self.model = ""
        self.finish: Finish = "stop"
        self.usage: Usage | None = None
        self._texts: list[str] = []
        self._calls: dict[int, list[str]] = {}
        """By position: id, name, and the JSON of the arguments."""

    @abstractmethod
    def whole(self, answer: dict[str, Any]) -> None:
        """Reads an answer that came in one piece."""

    @abstractmethod
    def frame(self, frame: dict[str, Any]) -> str:
        """Reads one frame of a stream and returns the text that it adds."""

    def write(self, text: Any) -> str:
        """Adds text."""
        if not isinstance(text, str):
            raise TypeError
        self._texts.append(text)
        self.size += len(text)
        return text

    def call(self, position: int, *, id: str = "", name: str = "", arguments: str = "") -> str:
        """Adds to a call of a tool. Returns what is part of the text: the JSON of a structured answer."""
        self.size += len(arguments)
        call = self._calls.setdefault(position, ["", "", ""])
        call[0] += id
        call[1] += name
        call[2] += arguments
        return arguments if self.structured else ""

    def answer(self, model: str) -> Answer:
        """The whole answer."""
        calls = tuple(ToolCall(id, name, _object(text or "{}")) for id, name, text in self._calls.values())
        text, data = "".join(self._texts), None
        if self.structured:
            data, calls = self._data(text, calls)
            text = orjson.dumps(data).decode()
        return Answer(text, self.model or model, self.usage or Usage(), self.finish, calls, data)

    def _data(self, text: str, calls: tuple[ToolCall, ...]) -> tuple[Json | None, tuple[ToolCall, ...]]:
        for call in calls:
            if call.name == ANSWER_TOOL:
                return call.arguments, ()
        return (_object(text) if text and self.finish != "refusal" else None), calls


def _object(text: str) -> Json:
    try:
        found = orjson.loads(text)
    except orjson.JSONDecodeError:
        raise TypeError("not JSON") from None
    if not isinstance(found, dict):
        raise TypeError("not an object")
    return cast("Json", found)
