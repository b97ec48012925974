"""The messages that the feed sends; used for the documentation, and by tests of what is sent."""

from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, Field

from altsports.contract.events import AudienceSpec, EventCatalog, EventSpec
from gateway_service.feed.models import extended, one_of

Model = type[BaseModel]
Timestamp = Annotated[
    str, Field(json_schema_extra={"format": "date-time"}, examples=["2025-09-29T17:30:00Z"])
]
Seq = Annotated[int, Field(ge=0, description="The position of the event; later events have higher ones.")]
Epoch = Annotated[str, Field(description="The history of the stream to which seqs belong.")]


class ServerMessage(BaseModel):
    """Fields may be added; clients must ignore unknown ones."""


class Reconnect(ServerMessage):
    """How to reconnect."""

    delays_s: list[int] = Field(
        description="Seconds to wait before each attempt; the last value repeats.",
        examples=[[1, 2, 4, 8, 16]],
    )


class FeedLimits(ServerMessage):
    """The limits of one connection."""

    subscriptions: int = Field(description="The maximum number of subscriptions.")
    message_bytes: int = Field(description="The maximum size of a message.")


class Hello(ServerMessage):
    """The first message: the position of the feed, and its parameters."""

    type: Literal["hello"] = Field(description="The type of the message.")
    seq: Seq
    epoch: Epoch
    heartbeat_interval_s: float = Field(description="Seconds between two heartbeats.")
    reconnect: Reconnect = Field(description="How to reconnect.")
    reload: dict[str, list[str]] = Field(
        description="By type of event: the routes whose data it changes, as URI templates."
    )
    limits: FeedLimits = Field(description="The limits of one connection.")
    user_id: str | None = Field(None, description="The user; absent for anonymous clients.")
    timestamp: Timestamp = Field(description="The time of the message.")


class Subscribed(ServerMessage):
    """A subscription has started; events after `seq` follow."""

    type: Literal["subscribed"] = Field(description="The type of the message.")
    id: str = Field(description="The name of the subscription.")
    seq: Seq
    epoch: Epoch


class Unsubscribed(ServerMessage):
    """Subscriptions have ended."""

    type: Literal["unsubscribed"] = Field(description="The type of the message.")
    subscriptions: list[str] = Field(description="The names of the remaining subscriptions.")


class Authenticated(ServerMessage):
    """The token is valid."""

    type: Literal["authenticated"] = Field(description="The type of the message.")
    user_id: str = Field(description="The user.")


class Pong(ServerMessage):
    """The answer to a ping."""

    type: Literal["pong"] = Field(description="The type of the message.")
    timestamp: Timestamp = Field(description="The time of the message.")


class Heartbeat(ServerMessage):
    """The connection is alive. If `seq` is present, all events up to it were sent."""

    type: Literal["heartbeat"] = Field(description="The type of the message.")
    timestamp: Timestamp = Field(description="The time of the message.")
    seq: Seq | None = None
    epoch: Epoch | None = None


class Snapshot(ServerMessage):
    """Some events can no longer be sent: reload the state; events after `seq` follow."""

    type: Literal["snapshot"] = Field(description="The type of the message.")
    reason: Literal["too_old", "epoch_changed", "ahead", "gap"] = Field(
        description="too_old: no longer stored; epoch_changed: the stream was restarted; ahead: the position "
        "does not exist yet; gap: events were lost."
    )
    seq: Seq
    epoch: Epoch
    missed_after: int | None = Field(description="The last position of the client.")
    reload: dict[str, list[str]] = Field(description="By channel: the routes to reload, as URI templates.")
    recent: dict[str, list[dict[str, Any]]] = Field(description="By channel: the last events.")
    timestamp: Timestamp = Field(description="The time of the message.")


class FeedError(ServerMessage):
    """A message was refused, or the connection is about to be closed."""

    type: Literal["error"] = Field(description="The type of the message.")
    code: str = Field(description="The reason, for programs.", examples=["MALFORMED_MESSAGE"])
    detail: str = Field(description="The reason, for people.")
    violations: list[dict[str, Any]] = Field(description="The violations, each with loc, msg and type.")
    timestamp: Timestamp = Field(description="The time of the message.")


_CONTROL: Final = (Hello, Subscribed, Unsubscribed, Authenticated, Pong, Heartbeat, Snapshot, FeedError)
_ON_STREAMS: Final = {"Hello", "Heartbeat", "Snapshot", "FeedError"}


class ServerMessages:
    """The messages of the feed, with the events, channels and filters of the contract."""

    def __init__(self, contract: EventCatalog, filters: Model) -> None:
        channels = list[one_of(contract.channels)]
        described: dict[Model, dict[str, Any]] = {
            Hello: {"channels": (channels, Field(description="The existing channels."))},
            Subscribed: {
                "channels": (channels, Field(description="The channels of the subscription.")),
                "filters": (filters, Field(description="The filters of the subscription.")),
            },
            Snapshot: {"channels": (channels, Field(description="The affected channels."))},
        }
        self.events: tuple[Model, ...] = tuple(map(_event_model, contract.public))
        control = [extended(model, **described[model]) if model in described else model for model in _CONTROL]
        self.all: tuple[Model, ...] = (*self.events, *control)
        self.on_streams = (*self.events, *(model for model in control if model.__name__ in _ON_STREAMS))


def _event_model(spec: EventSpec) -> Model:
    """The model of an event as clients receive it: its fields without the hidden ones, and the envelope."""
    shown: dict[str, Any] = {
        name: (about.annotation, about)
        for name, about in spec.model.model_fields.items()
        if name not in spec.hidden
    }
    kind = (one_of([spec.wire_type]), Field(description="The type of the message."))
    words = f"{(spec.model.__doc__ or '').strip()} Channel `{spec.channel}`.{_audience_words(spec.audience)}"
    event = type(spec.model.__name__, (ServerMessage,), {"__doc__": words, "__module__": __name__})
    return extended(event, type=kind, **shown, **_OF_EVERY_EVENT)


def _audience_words(audience: AudienceSpec) -> str:
    if audience.everybody:
        return ""
    if audience.user:
        return " Only the user concerned receives it."
    team = " and access to the team" if audience.team else ""
    return f" Only members of the organisation with the permission `{audience.permission}`{team} receive it."


_OF_EVERY_EVENT: Final[dict[str, Any]] = {
    "id": (str, Field(description="The id of the event; the same if the event is sent again.")),
    "seq": (Seq, ...),
    "epoch": (Epoch, ...),
}
