"""Generated from altsports/ai/v1/models.proto: edit the proto and run `make proto`."""

from altsports.contract.model import Message, Text
from pydantic import Field


class ListProvidersRequest(Message):
    """The request for the providers."""


class Provider(Message):
    """A model provider."""

    name: Text = Field(
        default="",
        description="The name: anthropic, openai, google, remote (a configured endpoint) or local.",
    )
    model: Text = Field(
        default="",
        description="The model it uses by default.",
    )
    available: bool = Field(
        default=False,
        description="True if the provider is available.",
    )
    reason: Text = Field(
        default="",
        description="Why the provider is not available, and which setting to change. Empty if it is available.",
    )
    local: bool = Field(
        default=False,
        description="True if no data leaves the machine.",
    )


class ListProvidersResponse(Message):
    """The providers."""

    providers: list[Provider] = Field(
        default_factory=list,
        description="The providers, first choice first.",
    )
    limited: bool = Field(
        default=False,
        description="True if only the deterministic local provider is available.",
    )
