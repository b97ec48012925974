"""Generated from altsports/ai/v1/models.proto: edit the proto and run `make proto`."""

from altsports.contract.model import Int32, Message, Text
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
    state: Text = Field(
        default="",
        description="ready, cooling_down (it failed and is left alone for a time), probing (one request tries it again) or not_configured.",
    )
    last_error: Text = Field(
        default="",
        description="Why it failed last, such as PROVIDER_OVERLOADED. Empty after a success.",
    )
    ready_in_s: Int32 = Field(
        default=0,
        description="The rest of the cooldown, in seconds.",
    )
    latency_ms: Int32 | None = Field(
        default=None,
        description="The mean time to the first part of an answer, in milliseconds. Absent if it was not asked yet.",
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
