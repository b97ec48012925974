"""Counts tokens without a tokenizer: estimates, and bounds that no honest provider exceeds."""

from collections.abc import Sequence
from typing import Final

import orjson

from ai_service.models.providers.port import Message, Prompt, Usage

_BYTES_PER_TOKEN: Final = 4
_MOST_BYTES_PER_TOKEN: Final = 32
"""Prose has three to five bytes per token; nobody who reports fewer tokens than this counted honestly."""
_PER_MESSAGE: Final = 32
"""Tokens that a provider's template adds for each message, tool and schema."""


def estimated_tokens(text: str) -> int:
    """About how many tokens a text has: one for four bytes of UTF-8, which holds for English prose."""
    return -(-len(text.encode()) // _BYTES_PER_TOKEN)


def estimated_usage(prompt: Prompt, text: str) -> Usage:
    """The usage of an attempt whose provider reported none, limited by the prompt's bounds."""
    written = min(estimated_tokens(text), prompt.max_tokens)
    return Usage(-(-_bytes_of(prompt) // _BYTES_PER_TOKEN), written, estimated=True)


def estimated_embedding_usage(texts: Sequence[str]) -> Usage:
    """The usage of an embedding whose provider reports none."""
    return Usage(sum(estimated_usage(Prompt.of(text), "").input_tokens for text in texts), 0, estimated=True)


def most_input_tokens(prompt: Prompt) -> int:
    """An upper bound: no tokenizer in use makes more than one token of one byte."""
    parts = len(prompt.messages) + len(prompt.tools) + 2
    return _bytes_of(prompt) + _PER_MESSAGE * parts


def plausible(usage: Usage | None, prompt: Prompt, text: str) -> Usage:
    """The reported usage, or an estimate if it is missing or impossible: no report exceeds a reservation."""
    if usage is None or usage.input_tokens <= 0 or usage.output_tokens < 0:
        return estimated_usage(prompt, text)
    if usage.input_tokens > most_input_tokens(prompt) or usage.output_tokens > prompt.max_tokens:
        return estimated_usage(prompt, text)
    if _bytes_of(prompt) > usage.input_tokens * _MOST_BYTES_PER_TOKEN:
        return estimated_usage(prompt, text)
    if len(text.encode()) > usage.output_tokens * _MOST_BYTES_PER_TOKEN:
        return estimated_usage(prompt, text)
    return usage


def _bytes_of(prompt: Prompt) -> int:
    texts = sum(_bytes_of_message(message) for message in prompt.messages) + len(prompt.system.encode())
    tools = sum(
        len(t.name) + len(t.description.encode()) + len(orjson.dumps(t.parameters)) for t in prompt.tools
    )
    return texts + tools + (len(orjson.dumps(prompt.schema)) if prompt.schema else 0)


def _bytes_of_message(message: Message) -> int:
    calls = sum(len(call.name) + len(orjson.dumps(call.arguments)) for call in message.calls)
    return len(message.text.encode()) + calls
