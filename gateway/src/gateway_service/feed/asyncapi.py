"""The AsyncAPI document of the WebSocket and the stream, built from the contract and the message models."""

from functools import cache
from typing import Any, Final

import orjson
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from altsports.contract.events import EventCatalog, load_events
from gateway_service.feed.client_messages import ClientMessages
from gateway_service.feed.parts import RECONNECT_S
from gateway_service.feed.server_messages import ServerMessages
from gateway_service.feed.tickets import LIFETIME_S

Model = type[BaseModel]

_FROM_CLIENTS: Final = {"Subscribe", "Unsubscribe", "Authenticate", "Filters", "ResumeFrom"}
_SCHEMAS: Final = "#/components/schemas/{model}"
_INTRODUCTION: Final = f"""Events in real time, over WebSocket or server-sent events.

**Numbers.** Every event has a `seq`; later events have higher ones. Numbers are missing if an event
is not part of the feed, not in your subscription, or not for you. `epoch` identifies the history to which
the numbers belong.

**Reconnecting.** Store the last `seq` and `epoch` of any message. After a broken connection, wait
{", ".join(map(str, RECONNECT_S))} s (the last delay repeats) and subscribe with `resume_from`. You receive
the missed events in order and then new ones, without gaps or repetitions, on any gateway. If the missed
events are no longer stored, you receive a `snapshot`: reload the state; the feed continues after its `seq`.
An event that is sent again because Redis lost its last second has a new `seq` and the same `id`.

**Reading after an event.** A read on any gateway returns data at least as new as a received event. Only an
answer with a `Warning` header may be older; it is served while its service is unavailable.

**Credentials** are optional. Use `?token=`, `?ticket=` of `POST /api/v1/feed/tickets` (valid once,
for {LIFETIME_S} s), the Authorization header, or an `authenticate` message. Some events are for one user
or for members of an organisation: you receive yours once you are authenticated. After a token has expired,
you still receive public events. If an event for you follows, or if your token is revoked, the connection is
closed with 4401.

**Close codes.** 4401: invalid, expired or revoked credentials; reconnect with new ones and the last seq.
4429: too many connections. 1012: the gateway restarts; reconnect at once. 1013: you read too slowly, or a
dependency is unavailable; reconnect with the last seq. 1008: too many messages. 1009: a message is too long.
1011: pings were not answered. Errors before the handshake are problem documents: 403 for a page of another
origin, 429, 503.
"""


@cache
def as_json() -> bytes:
    """The document as JSON."""
    return orjson.dumps(document(load_events()))


def document(contract: EventCatalog) -> dict[str, Any]:
    """Builds the document for the channels, filters and events of a contract."""
    client = ClientMessages(contract)
    server = ServerMessages(contract, client.filters)
    sent, received = server.all, client.models
    return {
        "asyncapi": "3.0.0",
        "info": {"title": "AltSports realtime feed", "version": "1.0.0", "description": _INTRODUCTION},
        "defaultContentType": "application/json",
        "servers": {
            "websocket": {"host": "localhost:8000", "protocol": "ws", "description": "wss with TLS."},
            "http": {"host": "localhost:8000", "protocol": "http", "description": "https with TLS."},
        },
        "channels": {
            "updates": _channel("/ws/updates", "websocket", (*received, *sent), _socket_query(contract)),
            "stream": _channel("/api/v1/feed/stream", "http", server.on_streams, None),
        },
        "operations": {
            "sendUpdates": _operation("send", "updates", sent, "Messages of the gateway."),
            "receiveCommands": _operation("receive", "updates", received, "Messages of clients."),
            "streamUpdates": _operation(
                "send", "stream", server.on_streams, "The same messages, one `data:` line each."
            ),
        },
        "components": {
            "messages": {model.__name__: _message(model) for model in (*received, *sent)},
            "schemas": _schemas((*received, *sent)),
        },
    }


def title_of(model: Model) -> str:
    """The value of `type` that identifies the message."""
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
    return {name: _open(schema) for name, schema in made["$defs"].items()}


def _open(schema: dict[str, Any]) -> dict[str, Any]:
    """Removes `additionalProperties: false` from messages of the gateway, which may get more fields."""
    if schema.get("title") in _FROM_CLIENTS:
        return schema
    return {name: value for name, value in schema.items() if name != "additionalProperties"}


def _text(description: str) -> dict[str, str]:
    return {"type": "string", "description": description}


def _socket_query(contract: EventCatalog) -> dict[str, Any]:
    filters = {name: _text("The same as the filter of this name.") for name in (*contract.filters, "replays")}
    return {
        "type": "object",
        "properties": {
            "token": _text("An access token or an API key. It is never logged."),
            "ticket": _text("A ticket. Preferred over a token, because URLs are often logged."),
            "channels": _text(
                "Subscribes to these channels at once, separated by commas. A filter subscribes, too."
            ),
            **filters,
            "last_seq": _text("The same as `resume_from.seq` of the first subscription."),
            "epoch": _text("The same as `resume_from.epoch`."),
        },
    }
