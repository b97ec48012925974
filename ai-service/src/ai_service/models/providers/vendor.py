"""What the vendors have in common: a client that is made on first use, raw answers, and frames of streams."""

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
from service_kit.errors import DomainError

if TYPE_CHECKING:
    import httpx2

_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_CONNECT_S: Final = 10.0


class Vendor(ABC):
    """A provider behind its vendor's SDK.

    The SDK builds requests, signs them and keeps connections. Its objects for answers and events cost ten
    times what reading does (see bench), so answers are read from the bytes. Its retries are off: ours decide.
    """

    name: str
    label: ClassVar[str]
    """The vendor in messages: `OpenAI generation failed: ...`"""

    def __init__(self, *, timeout_s: float) -> None:
        self._timeout_s = timeout_s
        self._making: asyncio.Task[Any] | None = None

    async def generate(self, prompt: Prompt, model: str) -> Answer:
        async with self._errors():
            response = await self._post(model, self._body(prompt, model), stream=False)
            reading = self._reading(prompt)
            reading.whole(self._json(response.content))
            answer = reading.answer(model)
        return self._checked(answer, prompt)

    async def stream(self, prompt: Prompt, model: str) -> AsyncIterator[Delta | Answer]:
        import httpx2  # noqa: PLC0415 - only with a vendor

        reading = self._reading(prompt)
        async with self._errors():
            response = await self._post(model, self._body(prompt, model), stream=True)
            try:
                async for frame in httpx2.EventSource(response):
                    text = self._text_of(reading, frame.data)
                    if text:
                        yield Delta(text)
            finally:
                await response.aclose()
            if not reading.complete:
                raise ProviderOverloaded(f"{self.label} generation failed: the stream broke off")
            answer = reading.answer(model)
        yield self._checked(answer, prompt)

    @abstractmethod
    async def embed(self, texts: Sequence[str], model: str) -> Embeddings: ...

    async def close(self) -> None:
        """Closes the connections."""
        if self._making is not None and self._making.done() and not self._making.cancelled():
            await self._close(await self._making)

    @abstractmethod
    def _make_client(self) -> Any:
        """Imports the SDK and makes its client. Runs in a thread, because the import takes about a second."""

    @abstractmethod
    async def _close(self, client: Any) -> None: ...

    @abstractmethod
    async def _post(self, model: str, body: dict[str, Any], *, stream: bool) -> "httpx2.Response": ...

    @abstractmethod
    def _body(self, prompt: Prompt, model: str) -> dict[str, Any]: ...

    @abstractmethod
    def _reading(self, prompt: Prompt) -> Reading: ...

    @abstractmethod
    def _report(self, error: Exception) -> Report | None:
        """What an exception of the SDK reports; None for one that is not the SDK's."""

    async def _client(self) -> Any:
        if self._making is None or (self._making.done() and self._making.exception() is not None):
            self._making = asyncio.create_task(asyncio.to_thread(self._make_client))
        return await asyncio.shield(self._making)

    def _timeouts(self) -> "httpx2.Timeout":
        import httpx2  # noqa: PLC0415

        return httpx2.Timeout(self._timeout_s, connect=_CONNECT_S)

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
        import httpx2  # noqa: PLC0415

        report = self._report(error)
        if report is not None:
            return error_of(self.label, report)
        for one in (error, error.__cause__):
            if isinstance(one, TimeoutError | httpx2.TimeoutException):
                return ProviderTimedOut(f"{self.label} generation failed: no answer in time")
            if isinstance(one, httpx2.SSEError):
                return unparseable(self.label, "the answer is not a stream of events")
            if isinstance(one, OSError | httpx2.TransportError):
                return ProviderOverloaded(f"{self.label} generation failed: the connection failed")
        raise error
