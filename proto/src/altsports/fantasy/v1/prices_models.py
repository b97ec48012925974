"""Generated from altsports/fantasy/v1/prices.proto: edit the proto and run `make proto`."""

from typing import Annotated

from altsports.contract.model import Int32, Message, Text, TextLine, says
from pydantic import Field


class FantasyDriverPrice(Message):
    """The price of a driver for a race."""

    driver_id: Text = Field(
        default="",
        description="The driver.",
    )
    race_id: Text = Field(
        default="",
        description="The race.",
    )
    price: Text = Field(
        default="",
        description="The price.",
        examples=['21.5'],
    )


class FantasySetPriceRequest(Message):
    """The price to set."""

    driver_id: TextLine = Field(
        description="The driver, by id or key.",
        min_length=1,
        max_length=100,
    )
    race: TextLine = Field(
        description="The race, by id or key, such as 2026_monaco.",
        min_length=1,
        max_length=64,
        examples=['2026_monaco'],
    )
    price: Annotated[TextLine, says('A price is a text between 1.0 and 99.9, with one decimal at most')] = Field(
        description="The price, with one decimal at most.",
        min_length=1,
        pattern='^[1-9][0-9]?([.][0-9])?$',
        examples=['21.5'],
    )
    season: Int32 | None = Field(
        default=None,
        description="The season. Defaults to the current one.",
    )


class FantasySetPriceResponse(Message):
    """The price that was set."""

    price: FantasyDriverPrice | None = Field(
        default=None,
        description="The price.",
    )
