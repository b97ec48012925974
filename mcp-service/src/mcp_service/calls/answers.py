"""Turns the response of a service into the answer of a tool: data, text, cost and suggestions."""

from collections.abc import Mapping
from typing import Any

from altsports.contract.json_values import is_object
from mcp_service.calls.outcome import Outcome, to_text
from mcp_service.tools.cards import ToolCard
from service_kit.errors import InvalidArgument

_TOKEN_HOLDERS = ("ai_metadata", "metadata", "usage")
_TOKEN_NAMES = ("tokens_used", "total_tokens")


class AnswerTooLarge(InvalidArgument):
    """The answer is larger than the limit for models."""

    reason = "ANSWER_TOO_LARGE"


class Answers:
    """`limit` is the maximum size of an answer's text in bytes."""

    def __init__(self, limit: int) -> None:
        self._limit = limit

    def of_response(
        self, card: ToolCard, data: dict[str, Any], arguments: Mapping[str, Any], meta: dict[str, Any]
    ) -> Outcome:
        """The outcome of a call with one response. Raises AnswerTooLarge."""
        meta["tokens_used"] = tokens_in(data)
        if not card.spec.result_field:
            return self._outcome(card, data, data, arguments, meta)
        items = data.pop(card.spec.result_field)
        if keep := card.spec.result_keep:
            items = [{name: item[name] for name in keep} for item in items]
        meta.update({key: value for key, value in data.items() if isinstance(value, str | int)})
        return self._outcome(card, items, {"result": items}, arguments, meta)

    def of_stream(self, card: ToolCard, items: list[dict[str, Any]], meta: dict[str, Any]) -> Outcome:
        """The outcome of a call with many responses. Raises AnswerTooLarge."""
        meta["tokens_used"] = sum(map(tokens_in, items))
        return self._outcome(card, items, {"result": items}, {}, meta)

    def _outcome(
        self,
        card: ToolCard,
        value: Any,
        structured: dict[str, Any],
        arguments: Mapping[str, Any],
        meta: dict[str, Any],
    ) -> Outcome:
        text = to_text(value)
        if len(text) > self._limit:
            raise _too_large(card, len(text), self._limit, arguments)
        meta["related_tools"] = list(card.related)
        meta["suggestions"] = _suggestions(card, value, meta)
        return Outcome(text, structured, meta)


def _suggestions(card: ToolCard, value: Any, meta: Mapping[str, Any]) -> list[str]:
    if value == []:
        return [*card.spec.recovery, *(f"Nothing found: try {name}" for name in card.alternatives)]
    token = meta.get("next_page_token") or (value.get("next_page_token") if is_object(value) else "")
    more = [f"There are more results: call {card.name} again with page_token {token}"] if token else []
    return [*more, *card.suggestions]


def _too_large(card: ToolCard, size: int, limit: int, arguments: Mapping[str, Any]) -> AnswerTooLarge:
    advice = "Narrow the arguments to request less"
    if page := card.parameters["properties"].get("page_size"):
        given = arguments.get("page_size") or page.get("default") or page.get("maximum") or 100
        fitting = max(int(given) * limit // size * 9 // 10, 1)
        advice = f"Call again with page_size {fitting} or less"
    return AnswerTooLarge(f"The answer has {size} bytes; the limit is {limit}", recovery=[advice])


def tokens_in(data: Mapping[str, Any]) -> int:
    """The AI tokens that an answer reports as used; 0 if no model was involved."""
    holders = [data, *(data[name] for name in _TOKEN_HOLDERS if isinstance(data.get(name), dict))]
    counts = [holder.get(name) for holder in holders for name in _TOKEN_NAMES]
    return sum(count for count in counts if isinstance(count, int))
