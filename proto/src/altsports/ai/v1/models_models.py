"""Generated from altsports/ai/v1/models.proto: edit the proto and run `make proto`."""

from altsports.contract.model import Message, Text
from pydantic import Field


class ListProvidersRequest(Message):
    """Asks for the providers."""


class Provider(Message):
    """A model provider."""

    name: Text = Field(
        default="",
        description="The name: anthropic, openai, google, remote (an endpoint of one's own) or local.",
    )
    model: Text = Field(
        default="",
        description="The model it uses by default.",
    )
    available: bool = Field(
        default=False,
        description="True where it can be asked.",
    )
    reason: Text = Field(
        default="",
        description="Why it cannot, and what to set; empty where it can.",
    )
    local: bool = Field(
        default=False,
        description="True where no data leaves the machine.",
    )


class ListProvidersResponse(Message):
    """The providers."""

    providers: list[Provider] = Field(
        default_factory=list,
        description="The providers, first choice first.",
    )
    limited: bool = Field(
        default=False,
        description="True where only the deterministic local provider can answer.",
    )
