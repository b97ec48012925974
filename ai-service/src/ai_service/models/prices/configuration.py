"""Reads ALTSPORTS_AI_PRICES: prices of your own, in US dollars per million tokens."""

from collections.abc import Mapping
from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field

from ai_service.models.prices.domain import Price


class OwnPrice(BaseModel):
    """A price of your own, in US dollars per million tokens."""

    model_config = ConfigDict(extra="forbid")

    input: Decimal = Field(ge=0, le=100_000, max_digits=12, decimal_places=6)
    output: Decimal = Field(ge=0, le=100_000, max_digits=12, decimal_places=6)


def own_prices(configured: Mapping[str, OwnPrice]) -> dict[str, Price]:
    """The configured prices by "provider/model"."""
    return {
        name: Price(own.input, own.output, f"ALTSPORTS_AI_PRICES: {name}") for name, own in configured.items()
    }
