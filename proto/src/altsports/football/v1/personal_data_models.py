"""Generated from altsports/football/v1/personal_data.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Any

from altsports.contract.model import Int32, Message, Text, TextLine
from pydantic import Field


class FootballExportPlayerRequest(Message):
    """Whom to export."""

    player_id: TextLine = Field(
        description="The player.",
        min_length=1,
        max_length=64,
        examples=['e11d8827-2e0f-561a-ac89-59c3ccf3d8d9'],
    )


class FootballExportedTable(Message):
    """The rows of one table about a player."""

    name: Text = Field(
        default="",
        description="The table, such as match_lineups.",
        examples=['match_lineups'],
    )
    rows: list[dict[str, Any]] = Field(
        default_factory=list,
        description="The rows by column.",
    )


class FootballPlayerExport(Message):
    """What a club stores about a player."""

    player_id: Text = Field(
        default="",
        description="The player.",
    )
    exported_at: datetime | None = Field(
        default=None,
        description="When it was exported.",
    )
    tables: list[FootballExportedTable] = Field(
        default_factory=list,
        description="The rows, by the table that holds them.",
    )
    hidden_notes: Int32 = Field(
        default=0,
        description="How many notes about the player were left out, because the caller may not read them.",
    )


class FootballExportPlayerResponse(Message):
    """Everything about one player."""

    export: FootballPlayerExport | None = Field(
        default=None,
        description="The export.",
    )


class FootballErasePlayerRequest(Message):
    """Whom to erase."""

    player_id: TextLine = Field(
        description="The player.",
        min_length=1,
        max_length=64,
        examples=['1511145d-79e9-54f2-a4d3-e3677dba97ca'],
    )


class FootballPlayerErasure(Message):
    """The traces that were removed."""

    player_id: Text = Field(
        default="",
        description="The player, whose id stays.",
    )
    name: Text = Field(
        default="",
        description="The name that matches show now.",
        examples=['Player 17'],
    )
    rows_deleted: Int32 | None = Field(
        default=None,
        description="The number of rows that were deleted. Absent if the player was erased before.",
    )
    rows_changed: Int32 | None = Field(
        default=None,
        description="The number of rows in which the person was replaced or figures were deleted, with that of the player. Absent if the player was erased before.",
    )


class FootballErasePlayerResponse(Message):
    """What the erasure did."""

    erasure: FootballPlayerErasure | None = Field(
        default=None,
        description="The erasure.",
    )
