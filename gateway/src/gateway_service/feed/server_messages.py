"""What the feed says, field by field: for the documents, and for the tests of what is sent."""

from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, Field

from altsports.contract.events import AudienceSpec, EventCatalog, EventSpec
from gateway_service.feed.models import extended, one_of

Model = type[BaseModel]
Timestamp = Annotated[
    str, Field(json_schema_extra={"format": "date-time"}, examples=["2025-09-29T17:30:00Z"])
]
Seq = Annotated[int, Field(ge=0, description="The number of the event; later events have higher ones.")]
Epoch = Annotated[str, Field(description="The life of the stream that numbers belong to.")]


class ServerMessage(BaseModel):
    """Fields may be added; clients ignore those that they do not know."""


class Reconnect(ServerMessage):
    """How to come back after a connection ended."""

    delays_s: list[int] = Field(
        description="How long to wait before each attempt; the last one repeats.", examples=[[1, 2, 4, 8, 16]]
    )


class FeedLimits(ServerMessage):
    """What one connection may do."""

    subscriptions: int = Field(description="Subscriptions at a time.")
    message_bytes: int = Field(description="The longest message.")


class Hello(ServerMessage):
    """The first message: where the feed is, and what to rely on."""

    type: Literal["hello"] = Field(description="What this message is.")
    seq: Seq
    epoch: Epoch
    heartbeat_interval_s: float = Field(description="How often a heartbeat comes.")
    reconnect: Reconnect = Field(description="When to come back.")
    reload: dict[str, list[str]] = Field(
        description="By type of event: the routes that show the state which it changes, as URI templates."
    )
    limits: FeedLimits = Field(description="What one connection may do.")
    user_id: str | None = Field(None, description="Who listens; absent for anonymous clients.")
    timestamp: Timestamp = Field(description="Now.")


class Subscribed(ServerMessage):
    """A subscription holds; events behind `seq` follow."""

    type: Literal["subscribed"] = Field(description="What this message is.")
    id: str = Field(description="Its name, for unsubscribing.")
    seq: Seq
    epoch: Epoch


class Unsubscribed(ServerMessage):
    """What is left of the subscriptions."""

    type: Literal["unsubscribed"] = Field(description="What this message is.")
    subscriptions: list[str] = Field(description="The names of those that go on.")


class Authenticated(ServerMessage):
    """The token is good."""

    type: Literal["authenticated"] = Field(description="What this message is.")
    user_id: str = Field(description="Who listens.")


class Pong(ServerMessage):
    """The answer to a ping."""

    type: Literal["pong"] = Field(description="What this message is.")
    timestamp: Timestamp = Field(description="Now.")


class Heartbeat(ServerMessage):
    """The connection lives. Everything up to `seq`, where it stands, was sent."""

    type: Literal["heartbeat"] = Field(description="What this message is.")
    timestamp: Timestamp = Field(description="Now.")
    seq: Seq | None = None
    epoch: Epoch | None = None


class Snapshot(ServerMessage):
    """Not everything since a place can be sent: load the state anew; events behind `seq` follow."""

    type: Literal["snapshot"] = Field(description="What this message is.")
    reason: Literal["too_old", "epoch_changed", "ahead", "gap"] = Field(
        description="too_old: trimmed; epoch_changed: the stream began anew; ahead: no such number yet; "
        "gap: lost on the way."
    )
    seq: Seq
    epoch: Epoch
    missed_after: int | None = Field(description="Where the client was.")
    reload: dict[str, list[str]] = Field(description="By channel: what shows the state, as URI templates.")
    recent: dict[str, list[dict[str, Any]]] = Field(description="By channel: the last events.")
    timestamp: Timestamp = Field(description="Now.")


class FeedError(ServerMessage):
    """A message could not be followed; the connection goes on unless a close follows."""

    type: Literal["error"] = Field(description="What this message is.")
    code: str = Field(description="Why, for programs.", examples=["MALFORMED_MESSAGE"])
    detail: str = Field(description="Why, for people.")
    violations: list[dict[str, Any]] = Field(description="The broken rules: loc, msg, type.")
    timestamp: Timestamp = Field(description="Now.")


_CONTROL: Final = (Hello, Subscribed, Unsubscribed, Authenticated, Pong, Heartbeat, Snapshot, FeedError)
_ON_STREAMS: Final = {"Hello", "Heartbeat", "Snapshot", "FeedError"}


class ServerMessages:
    """What the feed says, with the events, channels and filters of the contract."""

    def __init__(self, contract: EventCatalog, filters: Model) -> None:
        channels = list[one_of(contract.channels)]
        described: dict[Model, dict[str, Any]] = {
            Hello: {"channels": (channels, Field(description="What there is to subscribe to."))},
            Subscribed: {
                "channels": (channels, Field(description="What it is about.")),
                "filters": (filters, Field(description="What it is restricted to.")),
            },
            Snapshot: {"channels": (channels, Field(description="What is concerned."))},
        }
        self.events: tuple[Model, ...] = tuple(map(_event_model, contract.public))
        control = [extended(model, **described[model]) if model in described else model for model in _CONTROL]
        self.all: tuple[Model, ...] = (*self.events, *control)
        self.on_streams = (*self.events, *(model for model in control if model.__name__ in _ON_STREAMS))


def _event_model(spec: EventSpec) -> Model:
    """An event as clients read it: the fields of its message that are not hidden, and the envelope."""
    shown: dict[str, Any] = {
        name: (about.annotation, about)
        for name, about in spec.model.model_fields.items()
        if name not in spec.hidden
    }
    kind = (one_of([spec.wire_type]), Field(description="What this message is."))
    words = f"{(spec.model.__doc__ or '').strip()} Channel `{spec.channel}`.{_audience_words(spec.audience)}"
    event = type(spec.model.__name__, (ServerMessage,), {"__doc__": words, "__module__": __name__})
    return extended(event, type=kind, **shown, **_OF_EVERY_EVENT)


def _audience_words(audience: AudienceSpec) -> str:
    if audience.everybody:
        return ""
    if audience.user:
        return " Only the user whom it concerns receives it."
    team = " and access to the team" if audience.team else ""
    return f" Only members of the organisation with the permission `{audience.permission}`{team} receive it."


_OF_EVERY_EVENT: Final[dict[str, Any]] = {
    "id": (str, Field(description="Names the event. What is sent again has the same id.")),
    "seq": (Seq, ...),
    "epoch": (Epoch, ...),
}
