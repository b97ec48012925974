"""What every model provider offers, and the values that go in and out: no vendor, price or account."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal, Protocol

Json = Mapping[str, Any]
Role = Literal["user", "assistant", "tool"]
Finish = Literal["stop", "length", "tools", "refusal"]

DEFAULT_MAX_TOKENS: Final = 1000
DEFAULT_TEMPERATURE: Final = 0.7


@dataclass(frozen=True, slots=True)
class ToolCall:
    """A call that the model asks for; the caller runs it and answers with a message of the role "tool"."""

    id: str
    name: str
    arguments: Json


@dataclass(frozen=True, slots=True)
class Message:
    """One turn. An assistant's turn may ask for `calls`; a tool's turn names the call that it answers."""

    role: Role
    text: str = ""
    calls: tuple[ToolCall, ...] = ()
    call_id: str = ""


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool that the model may ask for. `parameters` is a JSON Schema of an object."""

    name: str
    description: str
    parameters: Json


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a model is asked.

    With a `schema` (a JSON Schema of an object), the answer is that object. `facts` are the computed values
    that the text may state. The local provider writes from them, or gives the `draft` that the product wrote
    from them; vendors receive neither, so a product states the facts in its messages as well.
    """

    messages: tuple[Message, ...]
    system: str = ""
    max_tokens: int = DEFAULT_MAX_TOKENS
    temperature: float = DEFAULT_TEMPERATURE
    tools: tuple[Tool, ...] = ()
    schema: Json | None = None
    facts: Json = field(default_factory=dict[str, Any])
    draft: str = ""

    @classmethod
    def of(cls, text: str, **options: Any) -> "Prompt":
        """A prompt with a single message of the user."""
        return cls((Message("user", text),), **options)


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one attempt. `estimated` is set if the provider reported none, or impossible ones."""

    input_tokens: int = 0
    output_tokens: int = 0
    estimated: bool = False

    @property
    def total(self) -> int:
        return self.input_tokens + self.output_tokens


@dataclass(frozen=True, slots=True)
class Delta:
    """A part of the text of a stream."""

    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model answered. `model` is the one that the provider says it used; `data` follows the schema."""

    text: str
    model: str
    usage: Usage
    finish: Finish = "stop"
    calls: tuple[ToolCall, ...] = ()
    data: Json | None = None


@dataclass(frozen=True, slots=True)
class Embeddings:
    """One vector for each text, in the order of the texts."""

    vectors: tuple[tuple[float, ...], ...]
    model: str
    usage: Usage

    @property
    def dimension(self) -> int:
        return len(self.vectors[0]) if self.vectors else 0


class Provider(Protocol):
    """A model provider.

    Every method raises a ProviderError; see errors.py. No provider retries. Cancelling a method, or closing a
    stream, closes the request to the provider.
    """

    @property
    def name(self) -> str: ...

    async def generate(self, prompt: Prompt, model: str) -> Answer: ...

    def stream(self, prompt: Prompt, model: str) -> AsyncIterator[Delta | Answer]:
        """Parts of the text, then the whole answer as the last item; a stream without it is not complete."""
        ...

    async def embed(self, texts: Sequence[str], model: str) -> Embeddings: ...

    async def close(self) -> None: ...
