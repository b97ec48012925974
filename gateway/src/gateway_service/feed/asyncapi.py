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
_INTRODUCTION: Final = f"""Events as they happen, by WebSocket or server-sent events.

**Numbers.** Every event has a `seq`; later events have higher ones. Numbers are missing where an event
is not part of the feed, not in your subscription or not for you. `epoch` names the life of the stream.

**Reconnecting.** Remember the last `seq` and `epoch`, of whatever message. After a broken connection
wait {", ".join(map(str, RECONNECT_S))} s (the last one repeats) and subscribe with `resume_from`:
first come the events that you missed, in order, then new ones, without a gap or a repetition, on
any gateway. Where the missed events are gone, you receive a `snapshot`: load the state again; the feed
goes on behind its `seq`. An event that is sent again because Redis lost its last second has a new `seq`
and the same `id`.

**Reading what an event reports**: read at once, on any gateway; no answer is older than the event. (Only
one with a `Warning` header may be, while the service behind it is away.)

**Credentials** are optional. Use `?token=`, `?ticket=` of `POST /api/v1/feed/tickets` (valid once,
for {LIFETIME_S} s), the Authorization header, or a message `authenticate`. Some events are for one user
or for members of an organisation: you receive those that are for you, after you have authenticated.
Events for everybody keep coming when a token expires. When an event for you comes after that, or when
your token is revoked, the connection is closed with 4401.

**How it ends.** 4401: bad, expired or revoked credentials; come back with new ones and the last seq. 4429:
too many connections. 1012: the gateway restarts, come back at once. 1013: you read too slowly, or something
is away; come back with the last seq. 1008: too many messages. 1009: a message too long. 1011: no answer to
pings. Before the handshake errors are problem documents: 403 for a page of another origin, 429, 503.
"""


@cache
def as_json() -> bytes:
    """The document as JSON."""
    return orjson.dumps(document(load_events()))


def document(contract: EventCatalog) -> dict[str, Any]:
    """The document about the channels, filters and events of a contract."""
    client = ClientMessages(contract)
    server = ServerMessages(contract, client.filters)
    said, heard = server.all, client.models
    return {
        "asyncapi": "3.0.0",
        "info": {"title": "AltSports realtime feed", "version": "1.0.0", "description": _INTRODUCTION},
        "defaultContentType": "application/json",
        "servers": {
            "websocket": {"host": "localhost:8000", "protocol": "ws", "description": "wss behind TLS."},
            "http": {"host": "localhost:8000", "protocol": "http", "description": "https behind TLS."},
        },
        "channels": {
            "updates": _channel("/ws/updates", "websocket", (*heard, *said), _socket_query(contract)),
            "stream": _channel("/api/v1/feed/stream", "http", server.on_streams, None),
        },
        "operations": {
            "sendUpdates": _operation("send", "updates", said, "What the gateway says."),
            "receiveCommands": _operation("receive", "updates", heard, "What clients may say."),
            "streamUpdates": _operation("send", "stream", server.on_streams, "One `data:` per message."),
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
    return {name: _open(schema) for name, schema in made["$defs"].items()}


def _open(schema: dict[str, Any]) -> dict[str, Any]:
    """Fields may be added to what the feed says; only clients may say nothing else."""
    if schema.get("title") in _FROM_CLIENTS:
        return schema
    return {name: value for name, value in schema.items() if name != "additionalProperties"}


def _text(description: str) -> dict[str, str]:
    return {"type": "string", "description": description}


def _socket_query(contract: EventCatalog) -> dict[str, Any]:
    filters = {name: _text("As the filter of the same name.") for name in (*contract.filters, "replays")}
    return {
        "type": "object",
        "properties": {
            "token": _text("An access token or an API key. Logs never show it."),
            "ticket": _text("A ticket; better than a token, because many programs see addresses."),
            "channels": _text("Subscribes at once; several are separated by commas. So do the filters:"),
            **filters,
            "last_seq": _text("As `resume_from.seq`, for the first subscription."),
            "epoch": _text("As `resume_from.epoch`."),
        },
    }
