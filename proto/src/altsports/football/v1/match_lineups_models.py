"""Generated from altsports/football/v1/match_lineups.proto: edit the proto and run `make proto`."""

from typing import Annotated, Literal

from altsports.contract.model import Int32, Message, OneLine, Range32, Text, TextLine, Time, Uuid, UuidFormat
from altsports.football.v1.match_lineup_models import FootballMatchLineup
from pydantic import Field


class FootballListMatchLineupsRequest(Message):
    """Which match lineups to list. Every field is optional and narrows the list."""

    match_id: Annotated[str, Field(max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="Only rows with this match id.",
        examples=['65f0e239-ebc8-5c03-ac47-8b9f7e1394de'],
    )
    player_id: Annotated[str, Field(max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="Only rows with this player id.",
        examples=['e11d8827-2e0f-561a-ac89-59c3ccf3d8d9'],
    )
    team_id: Annotated[str, Field(max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="Only rows with this team id.",
        examples=['8ce3b698-0fe8-52c8-bb98-92e23be9c676'],
    )
    role: Literal["starter", "substitute", "unused"] | None = Field(
        default=None,
        description="Only rows with this role.",
        examples=['starter'],
    )
    order: Literal["created_at", "-created_at", "jersey_number", "-jersey_number", "updated_at", "-updated_at"] | None = Field(
        default='created_at',
        description="The order of the rows. A minus sign reverses it.",
    )
    include_archived: bool | None = Field(
        default=None,
        description="Whether archived rows are listed as well.",
    )
    page_size: Annotated[int, Field(ge=1, le=100), Range32] | None = Field(
        default=20,
        description="The number of rows per page.",
    )
    page_token: Annotated[str, Field(max_length=500), OneLine] | None = Field(
        default=None,
        description="The `next_page_token` of the previous page. Omit it for the first page.",
    )


class FootballListMatchLineupsResponse(Message):
    """A page of match lineups."""

    match_lineups: list[FootballMatchLineup] = Field(
        default_factory=list,
        description="The rows.",
    )
    next_page_token: Text = Field(
        default="",
        description="The token of the next page. Empty on the last page.",
    )
    total_size: Int32 = Field(
        default=0,
        description="The number of rows on all pages.",
    )


class FootballGetMatchLineupRequest(Message):
    """Which match lineup to get."""

    match_lineup_id: TextLine = Field(
        description="The match lineup.",
        min_length=1,
        max_length=64,
        examples=['ba2c10f4-e3f6-5aa7-b5d5-bfa958357355'],
    )


class FootballGetMatchLineupResponse(Message):
    """One match lineup."""

    match_lineup: FootballMatchLineup | None = Field(
        default=None,
        description="The row.",
    )


class FootballCreateMatchLineupRequest(Message):
    """The facts of a new match lineup."""

    match_id: Uuid = Field(
        description="The match.",
        min_length=1,
        max_length=36,
        examples=['65f0e239-ebc8-5c03-ac47-8b9f7e1394de'],
    )
    player_id: Uuid = Field(
        description="The player, who belongs to the team on the day of the match.",
        min_length=1,
        max_length=36,
        examples=['e11d8827-2e0f-561a-ac89-59c3ccf3d8d9'],
    )
    team_id: Annotated[str, Field(max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The side. Defaults to the one that the player belongs to on the day of the match.",
        examples=['8ce3b698-0fe8-52c8-bb98-92e23be9c676'],
    )
    role: Literal["starter", "substitute", "unused"] = Field(
        default='starter',
        description="Whether the player starts, is a substitute who came on or may come on, or was named and not used.",
        examples=['starter'],
    )
    position: Annotated[str, Field(max_length=60), OneLine] | None = Field(
        default=None,
        description="The position, such as goalkeeper or left back. Defaults to the usual one of the player where it decides about a goalkeeper.",
        examples=['goalkeeper'],
    )
    jersey_number: Annotated[int, Field(ge=1, le=99), Range32] | None = Field(
        default=None,
        description="The number on the shirt.",
    )
    captain: bool = Field(
        default=False,
        description="Whether the player is the captain.",
    )
    request_id: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="A key chosen by the client that makes the call safe to repeat.",
    )


class FootballCreateMatchLineupResponse(Message):
    """The new match lineup."""

    match_lineup: FootballMatchLineup | None = Field(
        default=None,
        description="The row as stored.",
    )
    warnings: list[Text] = Field(
        default_factory=list,
        description="What may be wrong with the row, although it was stored.",
    )


class FootballUpdateMatchLineupRequest(Message):
    """The fields to change. Omitted fields keep their values."""

    match_lineup_id: TextLine = Field(
        description="The match lineup.",
        min_length=1,
        max_length=64,
        examples=['ba2c10f4-e3f6-5aa7-b5d5-bfa958357355'],
    )
    role: Literal["starter", "substitute", "unused"] | None = Field(
        default=None,
        description="Whether the player starts, is a substitute who came on or may come on, or was named and not used.",
        examples=['starter'],
    )
    position: Annotated[str, Field(max_length=60), OneLine] | None = Field(
        default=None,
        description="The position, such as goalkeeper or left back. Defaults to the usual one of the player where it decides about a goalkeeper.",
        examples=['goalkeeper'],
    )
    jersey_number: Annotated[int, Field(ge=1, le=99), Range32] | None = Field(
        default=None,
        description="The number on the shirt.",
    )
    captain: bool | None = Field(
        default=None,
        description="Whether the player is the captain.",
    )
    version: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=None,
        description="The version of the row on which the change is based, like `expected_version`.",
    )
    id: Annotated[str, Field(max_length=500), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The line. A change accepts only the value that is stored.",
    )
    created_at: Time | None = Field(
        default=None,
        description="When it was stored. A change accepts only the value that is stored.",
    )
    updated_at: Time | None = Field(
        default=None,
        description="When it last changed. A change accepts only the value that is stored.",
    )
    archived_at: Time | None = Field(
        default=None,
        description="When it was archived. Archived rows are left out of lists, and new rows cannot name them. A change accepts only the value that is stored.",
    )
    match_id: Annotated[str, Field(max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The match. A change accepts only the value that is stored.",
    )
    player_id: Annotated[str, Field(max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The player, who belongs to the team on the day of the match. A change accepts only the value that is stored.",
    )
    team_id: Annotated[str, Field(max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The side. Defaults to the one that the player belongs to on the day of the match. A change accepts only the value that is stored.",
    )
    minutes_played: Int32 | None = Field(
        default=None,
        description="The minutes on the clock of the match, which stands still in stoppage time: a player who leaves at 45+2 has played 45. Absent while they cannot be derived. A change accepts only the value that is stored.",
    )
    seconds_on_pitch: Int32 | None = Field(
        default=None,
        description="The seconds on the pitch, stoppage time included. Absent while they cannot be derived. A change accepts only the value that is stored.",
    )
    player_name: Annotated[str, Field(max_length=500), OneLine] | None = Field(
        default=None,
        description="The name of the player, which stays readable here after the player has left the team. A change accepts only the value that is stored.",
    )
    expected_version: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=None,
        description="The version on which the change is based. If the row has another one, the answer is 412. The header If-Match states the same.",
    )
    archived: bool | None = Field(
        default=None,
        description="Whether the row is archived: left out of lists, and closed to new references.",
    )
    clear: list[Literal["role", "position", "jersey_number", "captain", "archived_at", "team_id", "minutes_played", "seconds_on_pitch", "player_name"]] = Field(
        default_factory=list,
        description="The fields to clear. In JSON, a field that is null is cleared as well.",
    )


class FootballUpdateMatchLineupResponse(Message):
    """The changed match lineup."""

    match_lineup: FootballMatchLineup | None = Field(
        default=None,
        description="The row as stored.",
    )
    warnings: list[Text] = Field(
        default_factory=list,
        description="What may be wrong with the row, although it was stored.",
    )


class FootballReplaceMatchLineupRequest(Message):
    """All facts of the match lineup. Optional fields that are omitted are cleared."""

    match_lineup_id: TextLine = Field(
        description="The match lineup.",
        min_length=1,
        max_length=64,
        examples=['ba2c10f4-e3f6-5aa7-b5d5-bfa958357355'],
    )
    role: Literal["starter", "substitute", "unused"] = Field(
        default='starter',
        description="Whether the player starts, is a substitute who came on or may come on, or was named and not used.",
        examples=['starter'],
    )
    position: Annotated[str, Field(max_length=60), OneLine] | None = Field(
        default=None,
        description="The position, such as goalkeeper or left back. Defaults to the usual one of the player where it decides about a goalkeeper.",
        examples=['goalkeeper'],
    )
    jersey_number: Annotated[int, Field(ge=1, le=99), Range32] | None = Field(
        default=None,
        description="The number on the shirt.",
    )
    captain: bool = Field(
        default=False,
        description="Whether the player is the captain.",
    )
    version: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=None,
        description="The version of the row on which the change is based, like `expected_version`.",
    )
    id: Annotated[str, Field(max_length=500), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The line. A change accepts only the value that is stored.",
    )
    created_at: Time | None = Field(
        default=None,
        description="When it was stored. A change accepts only the value that is stored.",
    )
    updated_at: Time | None = Field(
        default=None,
        description="When it last changed. A change accepts only the value that is stored.",
    )
    archived_at: Time | None = Field(
        default=None,
        description="When it was archived. Archived rows are left out of lists, and new rows cannot name them. A change accepts only the value that is stored.",
    )
    match_id: Annotated[str, Field(max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The match. A change accepts only the value that is stored.",
    )
    player_id: Annotated[str, Field(max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The player, who belongs to the team on the day of the match. A change accepts only the value that is stored.",
    )
    team_id: Annotated[str, Field(max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The side. Defaults to the one that the player belongs to on the day of the match. A change accepts only the value that is stored.",
    )
    minutes_played: Int32 | None = Field(
        default=None,
        description="The minutes on the clock of the match, which stands still in stoppage time: a player who leaves at 45+2 has played 45. Absent while they cannot be derived. A change accepts only the value that is stored.",
    )
    seconds_on_pitch: Int32 | None = Field(
        default=None,
        description="The seconds on the pitch, stoppage time included. Absent while they cannot be derived. A change accepts only the value that is stored.",
    )
    player_name: Annotated[str, Field(max_length=500), OneLine] | None = Field(
        default=None,
        description="The name of the player, which stays readable here after the player has left the team. A change accepts only the value that is stored.",
    )
    expected_version: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=None,
        description="The version on which the change is based. If the row has another one, the answer is 412. The header If-Match states the same.",
    )


class FootballReplaceMatchLineupResponse(Message):
    """The replaced match lineup."""

    match_lineup: FootballMatchLineup | None = Field(
        default=None,
        description="The row as stored.",
    )
    warnings: list[Text] = Field(
        default_factory=list,
        description="What may be wrong with the row, although it was stored.",
    )


class FootballDeleteMatchLineupRequest(Message):
    """Which match lineup to delete."""

    match_lineup_id: TextLine = Field(
        description="The match lineup.",
        min_length=1,
        max_length=64,
        examples=['ba2c10f4-e3f6-5aa7-b5d5-bfa958357355'],
    )
    expected_version: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=None,
        description="The version on which the change is based. If the row has another one, the answer is 412. The header If-Match states the same.",
    )
