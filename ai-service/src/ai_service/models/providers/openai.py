"""OpenAI's models, and every server that offers the same Chat Completions API, through the `openai` SDK."""

from collections.abc import Sequence
from typing import Any, ClassVar, Final

import orjson

from ai_service.models.providers.counting import estimated_embedding_usage
from ai_service.models.providers.failures import Report, unparseable
from ai_service.models.providers.port import Embeddings, Finish, Message, Prompt, ToolCall, Usage
from ai_service.models.providers.reading import ANSWER_TOOL, Reading
from ai_service.models.providers.vendor import Vendor, target_of
from ai_service.models.providers.wire import Target

_FINISH: Final[dict[str, Finish]] = {
    "length": "length",
    "tool_calls": "tools",
    "function_call": "tools",
    "content_filter": "refusal",
}
_ADAPTABLE: Final = ("max_tokens", "temperature", "stream_options")
_RENAMED: Final = {"max_tokens": "max_completion_tokens"}
_MOST_TEXTS: Final = 2048
"""Texts in one request for embeddings."""


class OpenAIProvider(Vendor):
    """`base_url` is another server with the same API: then a key is optional."""

    label: ClassVar[str] = "OpenAI"

    def __init__(
        self, api_key: str, *, timeout_s: float, base_url: str | None = None, name: str = "openai"
    ) -> None:
        super().__init__(timeout_s=timeout_s)
        self.name = name
        self._api_key, self._base_url = api_key, base_url
        self._targets: dict[str, Target] = {}
        self._changed: dict[str, set[str]] = {}
        """Parameters that a model wants renamed or left out, as newer ones do; learned from their answers."""

    async def embed(self, texts: Sequence[str], model: str) -> Embeddings:
        vectors: list[tuple[float, ...]] = []
        used = 0
        async with self._errors():
            target = await self._target_for("embeddings")
            for start in range(0, len(texts), _MOST_TEXTS):
                body = {
                    "model": model,
                    "input": list(texts[start : start + _MOST_TEXTS]),
                    "encoding_format": "float",
                }
                answer = await self._ask(target, body)
                found = sorted(answer["data"], key=lambda item: item["index"])
                vectors += [tuple(map(float, item["embedding"])) for item in found]
                used += int(answer.get("usage", {}).get("prompt_tokens") or 0)
        if len(vectors) != len(texts):
            raise unparseable(self.label, f"{len(vectors)} vectors for {len(texts)} texts")
        return Embeddings(tuple(vectors), model, Usage(used) if used else estimated_embedding_usage(texts))

    def _make_client(self) -> Any:
        from openai import AsyncOpenAI  # noqa: PLC0415 - takes 50 MB and most of a second

        return AsyncOpenAI(api_key=self._api_key or "none", base_url=self._base_url)

    async def _close(self, client: Any) -> None:
        await client.close()

    async def _target(self, model: str, *, stream: bool) -> Target:  # noqa: ARG002 - the body says so
        return await self._target_for("chat/completions")

    async def _target_for(self, path: str) -> Target:
        found = self._targets.get(path)
        if found is None:
            found = self._targets[path] = target_of(await self._client(), path)
        return found

    def _adapt(self, model: str, body: dict[str, Any], report: Report) -> bool:
        """Renames or leaves out a parameter that the model does not accept, once for each."""
        param = report.param
        if report.status != 400 or param not in _ADAPTABLE or param not in body:
            return False
        self._changed.setdefault(model, set()).add(param)
        _change(body, param)
        return True

    def _body(self, prompt: Prompt, model: str, *, stream: bool) -> dict[str, Any]:
        system = [{"role": "system", "content": prompt.system}] if prompt.system else []
        body: dict[str, Any] = {
            "model": model,
            "messages": system + [_message(message) for message in prompt.messages],
            "max_tokens": prompt.max_tokens,
            "temperature": prompt.temperature,
        }
        tools = [_tool(tool.name, tool.description, tool.parameters) for tool in prompt.tools]
        if prompt.schema is not None:
            tools.append(_tool(ANSWER_TOOL, "Gives the answer", prompt.schema))
            body["tool_choice"] = {"type": "function", "function": {"name": ANSWER_TOOL}}
        if tools:
            body["tools"] = tools
        if stream:
            body |= {"stream": True, "stream_options": {"include_usage": True}}
        for param in self._changed.get(model, ()):
            _change(body, param)
        return body

    def _reading(self, prompt: Prompt) -> Reading:
        return _Reading(prompt)


def _change(body: dict[str, Any], param: str) -> None:
    value = body.pop(param, None)
    if param in _RENAMED and value is not None:
        body[_RENAMED[param]] = value


def _tool(name: str, description: str, parameters: Any) -> dict[str, Any]:
    return {
        "type": "function",
        "function": {"name": name, "description": description, "parameters": parameters},
    }


def _message(message: Message) -> dict[str, Any]:
    if message.role == "tool":
        return {"role": "tool", "tool_call_id": message.call_id, "content": message.text}
    calls = {"tool_calls": [_call(call) for call in message.calls]} if message.calls else {}
    return (
        {"role": message.role, "content": message.text or None, **calls}
        if calls
        else {
            "role": message.role,
            "content": message.text,
        }
    )


def _call(call: ToolCall) -> dict[str, Any]:
    arguments = orjson.dumps(call.arguments).decode()
    return {"id": call.id, "type": "function", "function": {"name": call.name, "arguments": arguments}}


class _Reading(Reading):
    def whole(self, answer: dict[str, Any]) -> None:
        message = self._choice(answer, "message")
        if message.get("content") is not None:
            self.write(message["content"])
        self._calls_of(message)

    def frame(self, frame: dict[str, Any]) -> str:
        if not frame["choices"]:
            self._use(frame)
            return ""
        delta = self._choice(frame, "delta")
        text = self.write(delta["content"]) if delta.get("content") is not None else ""
        return text + self._calls_of(delta)

    def _choice(self, answer: dict[str, Any], part: str) -> dict[str, Any]:
        choice = answer["choices"][0]
        self.model = str(answer.get("model") or self.model)
        self._use(answer)
        if choice.get("finish_reason"):
            self.complete = True
            if self.finish != "refusal":
                self.finish = _FINISH.get(choice["finish_reason"], "stop")
        if choice[part].get("refusal"):
            self.finish = "refusal"
        return choice[part]

    def _calls_of(self, message: dict[str, Any]) -> str:
        text = ""
        for number, call in enumerate(message.get("tool_calls") or ()):
            function = call.get("function") or {}
            text += self.call(
                int(call.get("index", number)),
                id=call.get("id") or "",
                name=function.get("name") or "",
                arguments=function.get("arguments") or "",
            )
        return text

    def _use(self, answer: dict[str, Any]) -> None:
        usage = answer.get("usage")
        if usage:
            self.usage = Usage(int(usage.get("prompt_tokens") or 0), int(usage.get("completion_tokens") or 0))
