"""What the vendors have in common: the SDK that prepares requests, raw answers, and frames of streams."""

import asyncio
import re
from abc import ABC, abstractmethod
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, Final, cast

import orjson

from ai_service.models.providers.counting import plausible
from ai_service.models.providers.errors import ProviderOverloaded, ProviderRefused, ProviderTimedOut
from ai_service.models.providers.failures import Report, error_of, report_of, unparseable
from ai_service.models.providers.port import Answer, Delta, Embeddings, Json, Prompt
from ai_service.models.providers.reading import Reading
from ai_service.models.providers.wire import Refusal, Target, TooLarge, Wire, content_of, events_of
from service_kit.errors import DomainError

if TYPE_CHECKING:
    import aiohttp

_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Vendor(ABC):
    """A provider behind its vendor's SDK.

    The SDK gives the address, the headers and the credentials of requests, and is imported on first use. What
    it does beside that costs ten times as much CPU (see bench): so bodies are sent, and answers are read, as
    JSON. There are no retries here: routing decides.
    """

    name: str
    label: ClassVar[str]
    """The vendor in messages: `OpenAI generation failed: ...`"""

    def __init__(self, *, timeout_s: float) -> None:
        self._wire = Wire(timeout_s)
        self._making: asyncio.Task[Any] | None = None

    async def generate(self, prompt: Prompt, model: str) -> Answer:
        async with self._errors():
            reading = self._reading(prompt)
            async with await self._open(
                model, self._body(prompt, model, stream=False), stream=False
            ) as response:
                reading.whole(self._json(await content_of(response)))
            answer = reading.answer(model)
        return self._checked(answer, prompt)

    async def stream(self, prompt: Prompt, model: str) -> AsyncIterator[Delta | Answer]:
        reading = self._reading(prompt)
        async with self._errors():
            response = await self._open(model, self._body(prompt, model, stream=True), stream=True)
            try:
                async for data in events_of(response):
                    text = self._text_of(reading, data)
                    if text:
                        yield Delta(text)
            finally:
                response.close()
            if not reading.complete:
                raise ProviderOverloaded(f"{self.label} generation failed: the stream broke off")
            answer = reading.answer(model)
        yield self._checked(answer, prompt)

    @abstractmethod
    async def embed(self, texts: Sequence[str], model: str) -> Embeddings: ...

    async def close(self) -> None:
        """Closes the connections."""
        await self._wire.close()
        if self._making is not None and self._making.done() and not self._making.cancelled():
            await self._close(await self._making)

    @abstractmethod
    def _make_client(self) -> Any:
        """Imports the SDK and makes its client. Runs in a thread, because the import takes about a second."""

    @abstractmethod
    async def _close(self, client: Any) -> None: ...

    @abstractmethod
    async def _target(self, model: str, *, stream: bool) -> Target:
        """Where to ask a model."""

    @abstractmethod
    def _body(self, prompt: Prompt, model: str, *, stream: bool) -> dict[str, Any]: ...

    @abstractmethod
    def _reading(self, prompt: Prompt) -> Reading: ...

    def _adapt(self, model: str, body: dict[str, Any], report: Report) -> bool:  # noqa: ARG002
        """Changes a body that the model does not accept; whether to ask again with it."""
        return False

    async def _open(self, model: str, body: dict[str, Any], *, stream: bool) -> "aiohttp.ClientResponse":
        target = await self._target(model, stream=stream)
        while True:
            found = await self._wire.post(target, body)
            if not isinstance(found, Refusal):
                return found
            report = report_of(found.status, found.body, found.headers)
            if not self._adapt(model, body, report):
                raise error_of(self.label, report)

    async def _ask(self, target: Target, body: dict[str, Any]) -> dict[str, Any]:
        """The answer as JSON."""
        found = await self._wire.post(target, body)
        if isinstance(found, Refusal):
            raise error_of(self.label, report_of(found.status, found.body, found.headers))
        async with found:
            return self._json(await content_of(found))

    async def _client(self) -> Any:
        if self._making is None or (self._making.done() and self._making.exception() is not None):
            self._making = asyncio.create_task(asyncio.to_thread(self._make_client))
        return await asyncio.shield(self._making)

    def _text_of(self, reading: Reading, data: str) -> str:
        if data == "[DONE]":
            reading.complete = True
            return ""
        frame = self._json(data)
        if "error" in frame:
            raise error_of(self.label, report_of(0, frame, {}))
        text = reading.frame(frame)
        if reading.size > reading.most:
            raise unparseable(self.label, "the answer is longer than it may be")
        if _CONTROL.search(text):
            raise unparseable(self.label, "the text contains control characters")
        return text

    def _json(self, content: bytes | str) -> dict[str, Any]:
        try:
            found = orjson.loads(content)
        except orjson.JSONDecodeError:
            raise unparseable(self.label, "the answer is not JSON") from None
        if not isinstance(found, dict):
            raise unparseable(self.label, "the answer is not an object")
        return cast("dict[str, Any]", found)

    def _checked(self, answer: Answer, prompt: Prompt) -> Answer:
        """The answer with a plausible usage. Raises an error if it is refused, empty or not of the schema."""
        if answer.finish == "refusal":
            raise ProviderRefused(f"{self.label} generation failed: the model declined to answer")
        if not answer.text.strip() and not answer.calls and answer.data is None:
            raise unparseable(self.label, "the answer is empty")
        if _CONTROL.search(answer.text):
            raise unparseable(self.label, "the text contains control characters")
        if prompt.schema is not None:
            self._check_schema(answer.data, prompt.schema)
        written = (
            answer.text or orjson.dumps([answer.data, [call.arguments for call in answer.calls]]).decode()
        )
        return replace(answer, usage=plausible(answer.usage, prompt, written))

    def _check_schema(self, data: Json | None, schema: Json) -> None:
        from jsonschema import ValidationError, validate  # noqa: PLC0415 - few requests have a schema

        if data is None:
            raise unparseable(self.label, "the answer is not the object that was asked for")
        try:
            validate(data, schema)
        except ValidationError as error:
            raise unparseable(self.label, f"the answer violates the schema: {error.message[:200]}") from None

    @asynccontextmanager
    async def _errors(self) -> AsyncGenerator[None]:
        try:
            yield
        except (DomainError, asyncio.CancelledError, GeneratorExit):
            raise
        except (KeyError, IndexError, TypeError, AttributeError) as error:
            raise unparseable(self.label, "the answer does not have the documented form") from error
        except Exception as error:
            raise self._error(error) from error

    def _error(self, error: Exception) -> DomainError:
        import aiohttp  # noqa: PLC0415 - only with a vendor
        import httpx2  # noqa: PLC0415

        if isinstance(error, TooLarge):
            return unparseable(self.label, "the answer is longer than it may be")
        for one in (error, error.__cause__):
            if isinstance(one, TimeoutError):
                return ProviderTimedOut(f"{self.label} generation failed: no answer in time")
            if isinstance(one, httpx2.SSEError):
                return unparseable(self.label, "the answer is not a stream of events")
            if isinstance(one, OSError | aiohttp.ClientError):
                return ProviderOverloaded(f"{self.label} generation failed: the connection failed")
        raise error


def target_of(client: Any, path: str) -> Target:
    """Where the client of OpenAI's or Anthropic's SDK sends a path, and with which headers."""
    given = {**client.auth_headers, **client.default_headers}
    headers = {name: value for name, value in given.items() if isinstance(value, str)}
    return Target(f"{str(client.base_url).rstrip('/')}/{path}", headers)
