"""The AsyncAPI document of the WebSocket and the stream, made of the message definitions."""

from functools import cache
from typing import Any, Final

import orjson
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from gateway_service.feed.client_messages import CLIENT_MESSAGES
from gateway_service.feed.parts import RECONNECT_S
from gateway_service.feed.server_messages import CONTROL_MESSAGES, EVENT_MESSAGES, SSE_MESSAGES
from gateway_service.feed.tickets import LIFETIME_S

Model = type[BaseModel]

_SCHEMAS: Final = "#/components/schemas/{model}"
_INTRODUCTION: Final = f"""Bets, lines and eliminations as they happen, by WebSocket or server-sent events.

**Numbers.** Every event has a `seq`; later events have higher ones. Numbers are left out where an event
is not part of the feed or of your subscription. `epoch` names the life of the stream.

**Coming back.** Remember the last `seq` and `epoch`, of whatever message. After a broken connection
wait {", ".join(map(str, RECONNECT_S))} s (the last one repeats) and subscribe with `resume_from`:
first comes what was missed, in order, then what happens, without a gap or a repetition, on whatever
gateway. What cannot be had any
more is told by a `snapshot`: load the state anew; the feed goes on behind its `seq`. An event that is
sent again because Redis lost its last second has a new `seq` and the same `id`.

**Reading what an event tells of**: ask at once, on any gateway; no answer is older than the event. (Only
one with a `Warning` header may be, while the service behind it is away.)

**Who listens** may stay unknown. Else: `?token=`, `?ticket=` of `POST /api/v1/feed/tickets` (good once,
for {LIFETIME_S} s), the Authorization header, or a message `authenticate`. It counts when it is said: a
connection does not end with its token.

**How it ends.** 4401: bad credentials. 4429: too many connections. 1012: the gateway restarts, come
back at once. 1013: you read too slowly, or something is away; come back with the last seq. 1008: too
many messages. 1009: a message too long. 1011: no answer to pings. Before the handshake errors are
problem documents: 403 for a page of another origin, 429, 503.
"""


@cache
def as_json() -> bytes:
    """The document as JSON."""
    return orjson.dumps(document())


def document() -> dict[str, Any]:
    """The document."""
    said, heard = (*EVENT_MESSAGES, *CONTROL_MESSAGES), CLIENT_MESSAGES
    return {
        "asyncapi": "3.0.0",
        "info": {"title": "AltSports realtime feed", "version": "1.0.0", "description": _INTRODUCTION},
        "defaultContentType": "application/json",
        "servers": {
            "websocket": {"host": "localhost:8000", "protocol": "ws", "description": "wss behind TLS."},
            "http": {"host": "localhost:8000", "protocol": "http", "description": "https behind TLS."},
        },
        "channels": {
            "updates": _channel("/ws/updates", "websocket", (*heard, *said), _SOCKET_QUERY),
            "stream": _channel("/api/v1/feed/stream", "http", SSE_MESSAGES, None),
        },
        "operations": {
            "sendUpdates": _operation("send", "updates", said, "What the gateway says."),
            "receiveCommands": _operation("receive", "updates", heard, "What clients may say."),
            "streamUpdates": _operation("send", "stream", SSE_MESSAGES, "One `data:` per message."),
        },
        "components": {
            "messages": {model.__name__: _message(model) for model in (*heard, *said)},
            "schemas": _schemas((*heard, *said)),
        },
    }


def title_of(model: Model) -> str:
    """The value of `type` that marks the message."""
    return str(model.model_json_schema()["properties"]["type"]["const"])


def _channel(
    address: str, server: str, models: tuple[Model, ...], query: dict[str, Any] | None
) -> dict[str, Any]:
    channel: dict[str, Any] = {
        "address": address,
        "servers": [{"$ref": f"#/servers/{server}"}],
        "messages": {model.__name__: {"$ref": f"#/components/messages/{model.__name__}"} for model in models},
    }
    if query is not None:
        channel["bindings"] = {"ws": {"method": "GET", "query": query, "bindingVersion": "0.1.0"}}
    return channel


def _operation(action: str, channel: str, models: tuple[Model, ...], summary: str) -> dict[str, Any]:
    messages = [{"$ref": f"#/channels/{channel}/messages/{model.__name__}"} for model in models]
    return {
        "action": action,
        "summary": summary,
        "channel": {"$ref": f"#/channels/{channel}"},
        "messages": messages,
    }


def _message(model: Model) -> dict[str, Any]:
    return {
        "name": title_of(model),
        "title": model.__name__,
        "summary": (model.__doc__ or "").strip(),
        "payload": {"$ref": _SCHEMAS.format(model=model.__name__)},
    }


def _schemas(models: tuple[Model, ...]) -> dict[str, Any]:
    wanted = [(model, "validation") for model in models]
    _, made = models_json_schema(wanted, ref_template=_SCHEMAS)  # pyright: ignore[reportArgumentType]
    return made["$defs"]


def _text(description: str) -> dict[str, str]:
    return {"type": "string", "description": description}


_SOCKET_QUERY: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {
        "token": _text("An access token or an API key. No log shows it."),
        "ticket": _text("A ticket; better than a token, because addresses are seen by many."),
        "channels": _text("Subscribes at once; several are separated by commas. So do the filters:"),
        "expert_ids": _text("As the filter of the same name."),
        "game_ids": _text("As the filter of the same name."),
        "replays": _text("As the filter of the same name."),
        "last_seq": _text("As `resume_from.seq`, for the first subscription."),
        "epoch": _text("As `resume_from.epoch`."),
    },
}
