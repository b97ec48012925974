"""Anthropic's models, through the `anthropic` SDK and its Messages API."""

from collections.abc import Sequence
from typing import Any, ClassVar, Final

import orjson

from ai_service.models.providers.errors import ProviderMisconfigured
from ai_service.models.providers.failures import Report
from ai_service.models.providers.port import Embeddings, Finish, Message, Prompt, Usage
from ai_service.models.providers.reading import ANSWER_TOOL, Reading
from ai_service.models.providers.vendor import Vendor, target_of
from ai_service.models.providers.wire import Target

_FINISH: Final[dict[str, Finish]] = {
    "max_tokens": "length",
    "model_context_window_exceeded": "length",
    "tool_use": "tools",
    "refusal": "refusal",
}


class AnthropicProvider(Vendor):
    name: str = "anthropic"
    label: ClassVar[str] = "Anthropic"

    def __init__(self, api_key: str, *, timeout_s: float, base_url: str | None = None) -> None:
        super().__init__(timeout_s=timeout_s)
        self._api_key, self._base_url = api_key, base_url
        self._messages: Target | None = None
        self._without_temperature: set[str] = set()
        """Models that refuse a temperature, as newer ones do; learned from their answers."""

    async def embed(self, texts: Sequence[str], model: str) -> Embeddings:  # noqa: ARG002 - it has none
        raise ProviderMisconfigured("Anthropic generation failed: it has no embeddings")

    def _make_client(self) -> Any:
        from anthropic import AsyncAnthropic  # noqa: PLC0415 - takes 80 MB and a second

        return AsyncAnthropic(api_key=self._api_key, base_url=self._base_url)

    async def _close(self, client: Any) -> None:
        await client.close()

    async def _target(self, model: str, *, stream: bool) -> Target:  # noqa: ARG002 - the body says so
        if self._messages is None:
            self._messages = target_of(await self._client(), "v1/messages")
        return self._messages

    def _adapt(self, model: str, body: dict[str, Any], report: Report) -> bool:
        if report.status != 400 or "temperature" not in body or "temperature" not in report.message:
            return False
        self._without_temperature.add(model)
        del body["temperature"]
        return True

    def _body(self, prompt: Prompt, model: str, *, stream: bool) -> dict[str, Any]:
        body: dict[str, Any] = {
            "model": model,
            "max_tokens": prompt.max_tokens,
            "messages": [_message(message) for message in prompt.messages],
        }
        if stream:
            body["stream"] = True
        if model not in self._without_temperature:
            body["temperature"] = prompt.temperature
        if prompt.system:
            body["system"] = prompt.system
        tools = [
            {"name": t.name, "description": t.description, "input_schema": t.parameters} for t in prompt.tools
        ]
        if prompt.schema is not None:
            tools.append(
                {"name": ANSWER_TOOL, "description": "Gives the answer", "input_schema": prompt.schema}
            )
            body["tool_choice"] = {"type": "tool", "name": ANSWER_TOOL}
        if tools:
            body["tools"] = tools
        return body

    def _reading(self, prompt: Prompt) -> Reading:
        return _Reading(prompt)


def _message(message: Message) -> dict[str, Any]:
    if message.role == "tool":
        result = {"type": "tool_result", "tool_use_id": message.call_id, "content": message.text}
        return {"role": "user", "content": [result]}
    if not message.calls:
        return {"role": message.role, "content": message.text}
    parts: list[dict[str, Any]] = [{"type": "text", "text": message.text}] if message.text else []
    for call in message.calls:
        parts.append({"type": "tool_use", "id": call.id, "name": call.name, "input": call.arguments})
    return {"role": "assistant", "content": parts}


class _Reading(Reading):
    def whole(self, answer: dict[str, Any]) -> None:
        self.model = str(answer.get("model", ""))
        self._stop(answer["stop_reason"])
        self._use(answer.get("usage"))
        for position, block in enumerate(answer["content"]):
            if block["type"] == "text":
                self.write(block["text"])
            elif block["type"] == "tool_use":
                arguments = orjson.dumps(block["input"]).decode()
                self.call(position, id=block["id"], name=block["name"], arguments=arguments)

    def frame(self, frame: dict[str, Any]) -> str:
        match frame["type"]:
            case "content_block_delta":
                delta = frame["delta"]
                if delta["type"] == "text_delta":
                    return self.write(delta["text"])
                if delta["type"] == "input_json_delta":
                    return self.call(frame["index"], arguments=delta["partial_json"])
            case "content_block_start" if frame["content_block"]["type"] == "tool_use":
                block = frame["content_block"]
                self.call(frame["index"], id=block["id"], name=block["name"])
            case "message_start":
                self.model = str(frame["message"].get("model", ""))
                self._use(frame["message"].get("usage"))
            case "message_delta":
                self._stop(frame["delta"].get("stop_reason"))
                self._use(frame.get("usage"))
            case "message_stop":
                self.complete = True
            case _:
                pass  # pings, and whatever a newer version adds
        return ""

    def _stop(self, reason: Any) -> None:
        if reason is not None:
            self.complete = True
            self.finish = _FINISH.get(str(reason), "stop")

    def _use(self, usage: Any) -> None:
        """Adds a report; a stream reports the input at its start and the output at its end."""
        if usage is None:
            return
        cached = (usage.get("cache_read_input_tokens") or 0) + (usage.get("cache_creation_input_tokens") or 0)
        before = self.usage or Usage()
        taken = (usage.get("input_tokens") or 0) + cached
        written = usage.get("output_tokens")
        self.usage = Usage(
            int(taken or before.input_tokens), int(before.output_tokens if written is None else written)
        )
