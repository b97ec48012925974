"""The messages that clients send on the WebSocket, and their validation."""

from typing import Annotated, Any, Literal

import orjson
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from altsports.contract.events import EventCatalog
from altsports.contract.json_values import is_object
from gateway_service.feed.filters import FeedFilter, Place
from gateway_service.feed.models import any_of, extended, one_of

Name = Annotated[str, Field(min_length=1, max_length=64)]
Names = Annotated[list[Name], Field(max_length=100)]


class Refused(Exception):
    """The message is refused; the connection stays open."""

    def __init__(self, code: str, detail: str, violations: list[dict[str, Any]] | None = None) -> None:
        super().__init__(detail)
        self.code, self.detail, self.violations = code, detail, violations or []


class ClientMessage(BaseModel):
    """Base of all messages; unknown fields are refused, so that a typing error does not widen a filter."""

    model_config = ConfigDict(extra="forbid")


class Filters(ClientMessage):
    """Restricts a subscription. An empty list does not restrict it."""

    replays: Names = Field(
        default_factory=list[str],
        description="Only events of these replays, or `live` for live events. Empty: events of all of them.",
    )


class ResumeFrom(ClientMessage):
    """The position of the client: `seq` and `epoch` of the last message that it received."""

    seq: int = Field(ge=0, lt=2**53, strict=True, description="The last seq that the client received.")
    epoch: str = Field(
        "", max_length=64, description="The epoch of that message. If omitted, only the number is compared."
    )


class Subscribe(ClientMessage):
    """Subscribes to events. Subscriptions are combined; an event is sent once even if several match."""

    type: Literal["subscribe"]
    id: Name | None = Field(
        None, description="The name of the subscription; replaces a subscription with the same name."
    )
    channels: list[str]
    filters: Filters | None = Field(None, description="The filters of the subscription.")
    resume_from: ResumeFrom | None = Field(
        None, description="Send the events missed since this position first, then new ones."
    )


class Unsubscribe(ClientMessage):
    """Ends a subscription, or removes channels from all of them; without either, all of them end."""

    type: Literal["unsubscribe"]
    id: Name | None = Field(None, description="The subscription to end.")
    channels: list[str] | None = None


class Authenticate(ClientMessage):
    """Authenticates the client from now on. An invalid token closes the connection with 4401."""

    type: Literal["authenticate"]
    token: str = Field(min_length=1, max_length=8192, description="An access token or an API key.")


class Ping(ClientMessage):
    """Requests a pong; other fields are ignored."""

    model_config = ConfigDict(extra="ignore")
    type: Literal["ping"]


AnyMessage = Subscribe | Unsubscribe | Authenticate | Ping


class ClientMessages:
    """The messages of clients, with the channels and filters of the contract."""

    def __init__(self, contract: EventCatalog) -> None:
        channels = list[one_of(contract.channels)]
        filters: dict[str, Any] = {
            name: (Names, Field(default_factory=list[str], description=filter_words(name)))
            for name in contract.filters
        }
        self.filters = extended(Filters, **filters)
        about = "The channels to subscribe to. Default: all."
        subscribe = extended(
            Subscribe,
            channels=(channels, Field(list(contract.channels), min_length=1, description=about)),
            filters=(self.filters | None, Field(None, description="The filters of the subscription.")),
        )
        left = Field(None, min_length=1, description="The channels to remove.")
        unsubscribe = extended(Unsubscribe, channels=(channels | None, left))
        self.models: tuple[type[ClientMessage], ...] = (subscribe, unsubscribe, Authenticate, Ping)
        self._adapter: TypeAdapter[AnyMessage] = TypeAdapter(any_of(self.models))

    def parse(self, text: str) -> AnyMessage:
        """Parses a message. Raises Refused."""
        try:
            content = orjson.loads(text)
        except orjson.JSONDecodeError as error:
            raise Refused("MALFORMED_MESSAGE", "A message must be a JSON object") from error
        if not is_object(content) or not isinstance(content.get("type"), str):
            raise Refused("MALFORMED_MESSAGE", "A message must be a JSON object with a `type`")
        try:
            return self._adapter.validate_python(content)
        except ValidationError as error:
            raise _refused(error) from error


def _refused(error: ValidationError) -> Refused:
    found = error.errors(include_url=False, include_input=False, include_context=False)
    if found[0]["type"] == "union_tag_invalid":
        return Refused("UNKNOWN_TYPE", "`type` must be subscribe, unsubscribe, authenticate or ping")
    violations = [{"loc": list(item["loc"])[1:], "msg": item["msg"], "type": item["type"]} for item in found]
    return Refused("VALIDATION_FAILED", "The message is invalid; `violations` lists why", violations)


def filter_of(channels: list[str], filters: Filters | None) -> FeedFilter:
    """The filter of a subscription."""
    chosen = {} if filters is None else filters.model_dump()
    replays = chosen.pop("replays", ())
    return FeedFilter.of(channels, chosen, replays)


def place_of(resume_from: ResumeFrom | None) -> Place | None:
    """The position from which to resume."""
    return None if resume_from is None else Place(resume_from.seq, resume_from.epoch)


def filter_words(name: str) -> str:
    """The description of a filter of the contract, such as `game_ids`."""
    noun = f"{name.removesuffix('_ids')}s" if name.endswith("_ids") else name
    return f"Only events about these {noun.replace('_', ' ')}, and events without any."
