"""The provider without a model: it writes from computed facts, always the same text, and says so."""

import hashlib
import math
import re
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from typing import Any, Final, cast

from ai_service.models.providers.port import Answer, Delta, Embeddings, Json, Prompt, Usage

MODEL: Final = "deterministic-1"
NOTE: Final = "This text was written from computed facts; no language model took part."
_DIMENSION: Final = 256
_WORD = re.compile(r"\w+")


class LocalProvider:
    """Never fails, uses no tokens, costs nothing, and asks nobody.

    It gives the draft of the prompt, or lists its facts.
    """

    name = "local"

    async def generate(self, prompt: Prompt, model: str = MODEL) -> Answer:  # noqa: ARG002 - it has only one
        written = prompt.draft or "\n".join(sentences(prompt.facts)) or "There are no facts."
        text = f"{written}\n\n{NOTE}"
        data = None if prompt.schema is None else filled(prompt.schema, prompt.facts, text)
        return Answer(text, MODEL, Usage(), data=data)

    async def stream(self, prompt: Prompt, model: str = MODEL) -> AsyncIterator[Delta | Answer]:
        answer = await self.generate(prompt, model)
        for word in re.findall(r"\S+\s*|\s+", answer.text):
            yield Delta(word)
        yield answer

    async def embed(self, texts: Sequence[str], model: str = MODEL) -> Embeddings:  # noqa: ARG002
        """Hashed words: texts that share words are close. It is no measure of meaning."""
        return Embeddings(tuple(_hashed(text) for text in texts), "hashed-words-1", Usage())

    async def close(self) -> None:
        """Has nothing to close."""


def sentences(facts: Json, *, subject: str = "") -> Iterator[str]:
    """One sentence for each fact: `Total potential value: 1200000.`"""
    for name, value in facts.items():
        label = f"{subject}{_words(name)}" if subject else _words(name).capitalize()
        if isinstance(value, Mapping):
            yield from sentences(cast("Json", value), subject=f"{label}, ")
        elif isinstance(value, list | tuple):
            yield f"{label}: {'; '.join(map(_shown, cast('list[Any]', value))) or 'none'}."
        else:
            yield f"{label}: {_shown(value)}."


def filled(schema: Json, facts: Json, text: str) -> Json:
    """An object of the schema: facts of the same name and type, the text for `text`, and empty values."""
    properties = cast("dict[str, Json]", schema.get("properties", {}))
    return {
        name: _fitting(kind, facts.get(name), text if name == "text" else "")
        for name, kind in properties.items()
    }


_TYPES: Final[dict[str, tuple[type, ...]]] = {
    "string": (str,),
    "number": (int, float),
    "integer": (int,),
    "boolean": (bool,),
    "array": (list, tuple),
    "object": (dict,),
}
_EMPTY: Final[dict[str, Any]] = {"number": 0, "integer": 0, "boolean": False, "array": [], "object": {}}


def _fitting(kind: Json, fact: object, text: str) -> Any:
    name = str(kind.get("type", "string"))
    if isinstance(fact, _TYPES.get(name, ())):
        return fact
    if name == "string":
        return text or next(iter(cast("list[str]", kind.get("enum", []))), "")
    return _EMPTY.get(name)


def _words(name: str) -> str:
    return name.replace("_", " ")


def _shown(value: object) -> str:
    if isinstance(value, Mapping):
        fields = cast("Mapping[str, object]", value).items()
        return ", ".join(f"{_words(name)} {_shown(field)}" for name, field in fields)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "unknown" if value is None else str(value)


def _hashed(text: str) -> tuple[float, ...]:
    vector = [0.0] * _DIMENSION
    for word in _WORD.findall(text.lower()):
        digest = int.from_bytes(hashlib.blake2b(word.encode(), digest_size=4).digest())
        vector[digest % _DIMENSION] += 1.0 if digest & 0x80000000 else -1.0
    length = math.hypot(*vector) or 1.0
    return tuple(value / length for value in vector)
