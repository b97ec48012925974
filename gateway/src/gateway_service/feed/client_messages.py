"""What clients may say on the WebSocket, and the answer to anything else."""

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
    """A message that cannot be followed; the connection goes on."""

    def __init__(self, code: str, detail: str, violations: list[dict[str, Any]] | None = None) -> None:
        super().__init__(detail)
        self.code, self.detail, self.violations = code, detail, violations or []


class ClientMessage(BaseModel):
    """Unknown fields are refused, so that a typing mistake does not widen a filter."""

    model_config = ConfigDict(extra="forbid")


class Filters(ClientMessage):
    """Restricts a subscription. An empty list restricts nothing."""

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
    channels: list[str]
    filters: Filters | None = Field(None, description="What it is restricted to.")
    resume_from: ResumeFrom | None = Field(
        None, description="First come the events missed since then, then those that happen."
    )


class Unsubscribe(ClientMessage):
    """Ends one subscription, or takes channels out of all of them; without either all end."""

    type: Literal["unsubscribe"]
    id: Name | None = Field(None, description="The subscription that ends.")
    channels: list[str] | None = None


class Authenticate(ClientMessage):
    """Says who listens, from now on. A token that is not valid ends the connection with 4401."""

    type: Literal["authenticate"]
    token: str = Field(min_length=1, max_length=8192, description="An access token or an API key.")


class Ping(ClientMessage):
    """Asks for a pong; whatever else it holds is ignored."""

    model_config = ConfigDict(extra="ignore")
    type: Literal["ping"]


Heard = Subscribe | Unsubscribe | Authenticate | Ping


class ClientMessages:
    """What clients may say, with the channels and filters of the contract."""

    def __init__(self, contract: EventCatalog) -> None:
        channels = list[one_of(contract.channels)]
        filters: dict[str, Any] = {
            name: (Names, Field(default_factory=list[str], description=filter_words(name)))
            for name in contract.filters
        }
        self.filters = extended(Filters, **filters)
        about = "What it is about. Left out: all channels."
        subscribe = extended(
            Subscribe,
            channels=(channels, Field(list(contract.channels), min_length=1, description=about)),
            filters=(self.filters | None, Field(None, description="What it is restricted to.")),
        )
        left = Field(None, min_length=1, description="The channels that are left.")
        unsubscribe = extended(Unsubscribe, channels=(channels | None, left))
        self.models: tuple[type[ClientMessage], ...] = (subscribe, unsubscribe, Authenticate, Ping)
        self._adapter: TypeAdapter[Heard] = TypeAdapter(any_of(self.models))

    def parse(self, text: str) -> Heard:
        """A message. Raises Refused."""
        try:
            content = orjson.loads(text)
        except orjson.JSONDecodeError as error:
            raise Refused("MALFORMED_MESSAGE", "A message must be a JSON object") from error
        if not is_object(content) or not isinstance(content.get("type"), str):
            raise Refused("MALFORMED_MESSAGE", "A message must be a JSON object with a type")
        try:
            return self._adapter.validate_python(content)
        except ValidationError as error:
            raise _refused(error) from error


def _refused(error: ValidationError) -> Refused:
    found = error.errors(include_url=False, include_input=False, include_context=False)
    if found[0]["type"] == "union_tag_invalid":
        return Refused("UNKNOWN_TYPE", "The type must be subscribe, unsubscribe, authenticate or ping")
    violations = [{"loc": list(item["loc"])[1:], "msg": item["msg"], "type": item["type"]} for item in found]
    return Refused("VALIDATION_FAILED", "The message breaks the rules of its type", violations)


def filter_of(channels: list[str], filters: Filters | None) -> FeedFilter:
    """The filter of a subscription."""
    chosen = {} if filters is None else filters.model_dump()
    replays = chosen.pop("replays", ())
    return FeedFilter.of(channels, chosen, replays)


def place_of(resume_from: ResumeFrom | None) -> Place | None:
    """Where the client was."""
    return None if resume_from is None else Place(resume_from.seq, resume_from.epoch)


def filter_words(name: str) -> str:
    """What a filter of the contract does, such as `game_ids`."""
    noun = f"{name.removesuffix('_ids')}s" if name.endswith("_ids") else name
    return f"Only events about these {noun.replace('_', ' ')}, or about none."
