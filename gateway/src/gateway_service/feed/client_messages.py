"""What clients may say on the WebSocket, and what is answered to something else."""

from typing import Annotated, Any, Final, Literal

import orjson
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from gateway_service.feed.filters import FeedFilter, Place
from gateway_service.feed.message import CHANNELS

Channel = Literal["bets", "lines", "eliminations"]
Name = Annotated[str, Field(min_length=1, max_length=64)]
Names = Annotated[list[Name], Field(max_length=100)]


class Refused(Exception):
    """A message that cannot be followed; the connection goes on."""

    def __init__(self, code: str, detail: str, violations: list[dict[str, Any]] | None = None) -> None:
        super().__init__(detail)
        self.code, self.detail, self.violations = code, detail, violations or []


class ClientMessage(BaseModel):
    """Unknown fields are refused, so that a typing mistake does not widen a filter."""

    model_config = ConfigDict(extra="forbid")


class Filters(ClientMessage):
    """Restricts a subscription. An empty list restricts nothing."""

    expert_ids: Names = Field(
        default_factory=list[str], description="Only events about these experts, or about none."
    )
    game_ids: Names = Field(
        default_factory=list[str], description="Only events about these games, or about none."
    )
    replays: Names = Field(
        default_factory=list[str],
        description="Only events of these replays; `live` is what is no replay. Empty: of every world.",
    )


class ResumeFrom(ClientMessage):
    """The last event that was seen: `seq` and `epoch` of any message."""

    seq: int = Field(ge=0, lt=2**53, strict=True, description="Everything up to here was seen.")
    epoch: str = Field("", max_length=64, description="The epoch beside it; without it the number decides.")


class Subscribe(ClientMessage):
    """Asks for events. Subscriptions add up; an event comes once however many of them match."""

    type: Literal["subscribe"]
    id: Name | None = Field(None, description="Names the subscription; one with the same name is replaced.")
    channels: list[Channel] = Field(
        list(CHANNELS), min_length=1, description="What it is about. Left out: all channels."
    )
    filters: Filters | None = Field(None, description="What it is restricted to.")
    resume_from: ResumeFrom | None = Field(
        None, description="First come the events missed since then, then those that happen."
    )


class Unsubscribe(ClientMessage):
    """Ends one subscription, or takes channels out of all of them; without either all end."""

    type: Literal["unsubscribe"]
    id: Name | None = Field(None, description="The subscription that ends.")
    channels: list[Channel] | None = Field(None, min_length=1, description="The channels that are left.")


class Authenticate(ClientMessage):
    """Says who listens. A token that is not valid ends the connection with 4401."""

    type: Literal["authenticate"]
    token: str = Field(min_length=1, max_length=8192, description="An access token or an API key.")


class Ping(ClientMessage):
    """Asks for a pong; whatever else it holds is ignored."""

    model_config = ConfigDict(extra="ignore")
    type: Literal["ping"]


AnyClientMessage = Annotated[Subscribe | Unsubscribe | Authenticate | Ping, Field(discriminator="type")]
CLIENT_MESSAGES: Final = (Subscribe, Unsubscribe, Authenticate, Ping)

_ADAPTER: Final[TypeAdapter[Subscribe | Unsubscribe | Authenticate | Ping]] = TypeAdapter(AnyClientMessage)


def parse(text: str) -> Subscribe | Unsubscribe | Authenticate | Ping:
    """A message. Raises Refused."""
    try:
        content = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise Refused("MALFORMED_MESSAGE", "A message must be a JSON object") from error
    if not isinstance(content, dict) or not isinstance(content.get("type"), str):
        raise Refused("MALFORMED_MESSAGE", "A message must be a JSON object with a type")
    try:
        return _ADAPTER.validate_python(content)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False, include_context=False)
        if found[0]["type"] == "union_tag_invalid":
            raise Refused(
                "UNKNOWN_TYPE", "The type must be subscribe, unsubscribe, authenticate or ping"
            ) from error
        violations = [
            {"loc": list(item["loc"])[1:], "msg": item["msg"], "type": item["type"]} for item in found
        ]
        raise Refused("VALIDATION_FAILED", "The message breaks the rules of its type", violations) from error


def filter_of(channels: list[Channel], filters: Filters | None) -> FeedFilter:
    """The filter of a subscription."""
    chosen = filters or Filters()
    return FeedFilter(
        frozenset(channels),
        frozenset(chosen.expert_ids),
        frozenset(chosen.game_ids),
        frozenset(chosen.replays),
    )


def place_of(resume_from: ResumeFrom | None) -> Place | None:
    """Where the client was."""
    return None if resume_from is None else Place(resume_from.seq, resume_from.epoch)
