"""Generated from altsports/ai/v1/books.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Literal

from altsports.contract.model import Message, Text
from pydantic import Field


class Book(Message):
    """The experts' betting of one season in one world. Nothing of one book is ever in another."""

    competition: Text = Field(
        default="",
        description="The competition, such as nfl or nfl-simulated.",
        examples=['nfl'],
    )
    season: int = Field(
        default=0,
        description="The season, named by the year in which it starts.",
        examples=[2025],
    )
    simulated: bool = Field(
        default=False,
        description="True where the games were made up by the demo and nobody played them.",
    )
    replay: Text | None = Field(
        default=None,
        description="The replay it belongs to; null for the live book.",
    )
    cursor_time: datetime | None = Field(
        default=None,
        description="What time it is in this book: all that is shown was known by then.",
    )
    catching_up: bool = Field(
        default=False,
        description="True while the experts of a live season are behind the calendar: what they did since is missing for moments.",
    )


class HistoricBet(Message):
    """A bet as histories show it."""

    bet_id: Text = Field(
        default="",
        description="The bet.",
        examples=['bet_123'],
    )
    game_id: Text = Field(
        default="",
        description="The game.",
        examples=['2025_04_SF_LAR'],
    )
    bet_amount: float = Field(
        default=0.0,
        description="The stake.",
        examples=[600.0],
    )
    result: Literal["pending", "won", "lost", "push", "void"] = Field(
        description="won, lost, push or void; pending before it is settled.",
        examples=['won'],
    )
    payout: float = Field(
        default=0.0,
        description="What came back: stake and profit of a won bet, the stake of a push, 0 of a lost one.",
        examples=[1145.45],
    )
    profit: float = Field(
        default=0.0,
        description="payout - bet_amount.",
        examples=[545.45],
    )
    settled_at: datetime | None = Field(
        default=None,
        description="When it was settled; null before.",
    )
    bet_type: Text = Field(
        default="",
        description="spread, moneyline or total.",
        examples=['spread'],
    )
    prediction: Text = Field(
        default="",
        description="What was bet on.",
        examples=['SF -2.5'],
    )
    placed_at: datetime | None = Field(
        default=None,
        description="When it was placed.",
    )
