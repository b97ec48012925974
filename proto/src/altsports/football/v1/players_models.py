"""Generated from altsports/football/v1/players.proto: edit the proto and run `make proto`."""

from typing import Annotated, Literal

from altsports.contract.model import Day, DayFormat, Int32, Message, OneLine, Range32, Text, TextLine, Time, UuidFormat
from altsports.football.v1.player_models import FootballPlayer, FootballRegistration
from pydantic import Field


class FootballListPlayersRequest(Message):
    """Which players to list. Every field is optional and narrows the list."""

    position: Literal["goalkeeper", "defender", "midfielder", "forward"] | None = Field(
        default=None,
        description="Only rows with this position.",
        examples=['midfielder'],
    )
    preferred_foot: Literal["left", "right", "both"] | None = Field(
        default=None,
        description="Only rows with this preferred foot.",
        examples=['left'],
    )
    nationality: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="Only rows with this nationality.",
        examples=['IE'],
    )
    status: Literal["active", "injured", "suspended", "inactive"] | None = Field(
        default=None,
        description="Only rows with this status.",
        examples=['active'],
    )
    since_birth_date: Annotated[str, Field(max_length=64), OneLine, DayFormat] | None = Field(
        default=None,
        description="Only rows whose birth date is at or after this.",
        examples=['2001-05-17'],
    )
    until_birth_date: Annotated[str, Field(max_length=64), OneLine, DayFormat] | None = Field(
        default=None,
        description="Only rows whose birth date is before this.",
        examples=['2001-05-17'],
    )
    team_id: Annotated[str, Field(max_length=64), OneLine, UuidFormat] | None = Field(
        default=None,
        description="Only rows that have this in their registrations.",
        examples=['8ce3b698-0fe8-52c8-bb98-92e23be9c676'],
    )
    query: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="Words from: first name, last name, known as.",
    )
    order: Literal["last_name", "-last_name", "first_name", "-first_name", "jersey_number", "-jersey_number", "birth_date", "-birth_date", "created_at", "-created_at", "updated_at", "-updated_at"] | None = Field(
        default='last_name',
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


class FootballListPlayersResponse(Message):
    """A page of players."""

    players: list[FootballPlayer] = Field(
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


class FootballGetPlayerRequest(Message):
    """Which player to get."""

    player_id: TextLine = Field(
        description="The player.",
        min_length=1,
        max_length=64,
        examples=['e11d8827-2e0f-561a-ac89-59c3ccf3d8d9'],
    )


class FootballGetPlayerResponse(Message):
    """One player."""

    player: FootballPlayer | None = Field(
        default=None,
        description="The row.",
    )


class FootballCreatePlayerRequest(Message):
    """The facts of a new player."""

    first_name: TextLine = Field(
        description="The first name.",
        min_length=1,
        max_length=100,
        examples=['Aoife'],
    )
    last_name: TextLine = Field(
        description="The last name.",
        min_length=1,
        max_length=100,
        examples=['Byrne'],
    )
    known_as: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="The name on the team sheet, if it differs.",
        examples=['Effie'],
    )
    jersey_number: Annotated[int, Field(ge=1, le=99), Range32] | None = Field(
        default=None,
        description="The usual number.",
        examples=[10],
    )
    position: Literal["goalkeeper", "defender", "midfielder", "forward"] | None = Field(
        default=None,
        description="The usual position.",
        examples=['midfielder'],
    )
    preferred_foot: Literal["left", "right", "both"] | None = Field(
        default=None,
        description="The foot that the player prefers.",
        examples=['left'],
    )
    birth_date: Day | None = Field(
        default=None,
        description="The day of birth.",
        examples=['2001-05-17'],
    )
    nationality: Annotated[str, Field(pattern='^[A-Z]{2,3}$'), OneLine] | None = Field(
        default=None,
        description="The country that the player may play for, as in ISO 3166: two or three letters.",
        examples=['IE'],
    )
    height_cm: Annotated[int, Field(ge=80, le=250), Range32] | None = Field(
        default=None,
        description="The height in centimetres.",
        examples=[172],
    )
    weight_kg: Annotated[float, Field(ge=15.0, le=200.0)] | None = Field(
        default=None,
        description="The weight in kilograms.",
        examples=[64.5],
    )
    status: Literal["active", "injured", "suspended", "inactive"] | None = Field(
        default='active',
        description="Whether the player can play: active, injured, suspended, or inactive for players who left or retired.",
        examples=['active'],
    )
    user_id: Annotated[str, Field(max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The account of the player, who then sees all facts about themselves.",
    )
    registrations: list[FootballRegistration] = Field(
        default_factory=list,
        description="The teams of the player, each with the interval.",
        max_length=100,
        examples=[[{'team_id': '8ce3b698-0fe8-52c8-bb98-92e23be9c676', 'from': '2025-07-01'}]],
    )
    request_id: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="A key chosen by the client that makes the call safe to repeat.",
    )


class FootballCreatePlayerResponse(Message):
    """The new player."""

    player: FootballPlayer | None = Field(
        default=None,
        description="The row as stored.",
    )
    warnings: list[Text] = Field(
        default_factory=list,
        description="What may be wrong with the row, although it was stored.",
    )


class FootballUpdatePlayerRequest(Message):
    """The fields to change. Omitted fields keep their values."""

    player_id: TextLine = Field(
        description="The player.",
        min_length=1,
        max_length=64,
        examples=['e11d8827-2e0f-561a-ac89-59c3ccf3d8d9'],
    )
    first_name: Annotated[str, Field(min_length=1, max_length=100), OneLine] | None = Field(
        default=None,
        description="The first name.",
        examples=['Aoife'],
    )
    last_name: Annotated[str, Field(min_length=1, max_length=100), OneLine] | None = Field(
        default=None,
        description="The last name.",
        examples=['Byrne'],
    )
    known_as: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="The name on the team sheet, if it differs.",
        examples=['Effie'],
    )
    jersey_number: Annotated[int, Field(ge=1, le=99), Range32] | None = Field(
        default=None,
        description="The usual number.",
        examples=[10],
    )
    position: Literal["goalkeeper", "defender", "midfielder", "forward"] | None = Field(
        default=None,
        description="The usual position.",
        examples=['midfielder'],
    )
    preferred_foot: Literal["left", "right", "both"] | None = Field(
        default=None,
        description="The foot that the player prefers.",
        examples=['left'],
    )
    birth_date: Day | None = Field(
        default=None,
        description="The day of birth.",
        examples=['2001-05-17'],
    )
    nationality: Annotated[str, Field(pattern='^[A-Z]{2,3}$'), OneLine] | None = Field(
        default=None,
        description="The country that the player may play for, as in ISO 3166: two or three letters.",
        examples=['IE'],
    )
    height_cm: Annotated[int, Field(ge=80, le=250), Range32] | None = Field(
        default=None,
        description="The height in centimetres.",
        examples=[172],
    )
    weight_kg: Annotated[float, Field(ge=15.0, le=200.0)] | None = Field(
        default=None,
        description="The weight in kilograms.",
        examples=[64.5],
    )
    status: Literal["active", "injured", "suspended", "inactive"] | None = Field(
        default=None,
        description="Whether the player can play: active, injured, suspended, or inactive for players who left or retired.",
        examples=['active'],
    )
    user_id: Annotated[str, Field(max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The account of the player, who then sees all facts about themselves.",
    )
    registrations: list[FootballRegistration] = Field(
        default_factory=list,
        description="The teams of the player, each with the interval.",
        max_length=100,
        examples=[[{'team_id': '8ce3b698-0fe8-52c8-bb98-92e23be9c676', 'from': '2025-07-01'}]],
    )
    version: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=None,
        description="The version of the row on which the change is based, like `expected_version`.",
    )
    id: Annotated[str, Field(max_length=500), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The player. A change accepts only the value that is stored.",
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
    expected_version: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=None,
        description="The version on which the change is based. If the row has another one, the answer is 412. The header If-Match states the same.",
    )
    archived: bool | None = Field(
        default=None,
        description="Whether the row is archived: left out of lists, and closed to new references.",
    )
    clear: list[Literal["known_as", "jersey_number", "position", "preferred_foot", "birth_date", "nationality", "height_cm", "weight_kg", "status", "user_id", "registrations", "archived_at"]] = Field(
        default_factory=list,
        description="The fields to clear. In JSON, a field that is null is cleared as well.",
    )


class FootballUpdatePlayerResponse(Message):
    """The changed player."""

    player: FootballPlayer | None = Field(
        default=None,
        description="The row as stored.",
    )
    warnings: list[Text] = Field(
        default_factory=list,
        description="What may be wrong with the row, although it was stored.",
    )


class FootballReplacePlayerRequest(Message):
    """All facts of the player. Optional fields that are omitted are cleared."""

    player_id: TextLine = Field(
        description="The player.",
        min_length=1,
        max_length=64,
        examples=['e11d8827-2e0f-561a-ac89-59c3ccf3d8d9'],
    )
    first_name: TextLine = Field(
        description="The first name.",
        min_length=1,
        max_length=100,
        examples=['Aoife'],
    )
    last_name: TextLine = Field(
        description="The last name.",
        min_length=1,
        max_length=100,
        examples=['Byrne'],
    )
    known_as: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="The name on the team sheet, if it differs.",
        examples=['Effie'],
    )
    jersey_number: Annotated[int, Field(ge=1, le=99), Range32] | None = Field(
        default=None,
        description="The usual number.",
        examples=[10],
    )
    position: Literal["goalkeeper", "defender", "midfielder", "forward"] | None = Field(
        default=None,
        description="The usual position.",
        examples=['midfielder'],
    )
    preferred_foot: Literal["left", "right", "both"] | None = Field(
        default=None,
        description="The foot that the player prefers.",
        examples=['left'],
    )
    birth_date: Day | None = Field(
        default=None,
        description="The day of birth.",
        examples=['2001-05-17'],
    )
    nationality: Annotated[str, Field(pattern='^[A-Z]{2,3}$'), OneLine] | None = Field(
        default=None,
        description="The country that the player may play for, as in ISO 3166: two or three letters.",
        examples=['IE'],
    )
    height_cm: Annotated[int, Field(ge=80, le=250), Range32] | None = Field(
        default=None,
        description="The height in centimetres.",
        examples=[172],
    )
    weight_kg: Annotated[float, Field(ge=15.0, le=200.0)] | None = Field(
        default=None,
        description="The weight in kilograms.",
        examples=[64.5],
    )
    status: Literal["active", "injured", "suspended", "inactive"] | None = Field(
        default='active',
        description="Whether the player can play: active, injured, suspended, or inactive for players who left or retired.",
        examples=['active'],
    )
    user_id: Annotated[str, Field(max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The account of the player, who then sees all facts about themselves.",
    )
    registrations: list[FootballRegistration] = Field(
        default_factory=list,
        description="The teams of the player, each with the interval.",
        max_length=100,
        examples=[[{'team_id': '8ce3b698-0fe8-52c8-bb98-92e23be9c676', 'from': '2025-07-01'}]],
    )
    version: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=None,
        description="The version of the row on which the change is based, like `expected_version`.",
    )
    id: Annotated[str, Field(max_length=500), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The player. A change accepts only the value that is stored.",
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
    expected_version: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=None,
        description="The version on which the change is based. If the row has another one, the answer is 412. The header If-Match states the same.",
    )


class FootballReplacePlayerResponse(Message):
    """The replaced player."""

    player: FootballPlayer | None = Field(
        default=None,
        description="The row as stored.",
    )
    warnings: list[Text] = Field(
        default_factory=list,
        description="What may be wrong with the row, although it was stored.",
    )


class FootballDeletePlayerRequest(Message):
    """Which player to delete."""

    player_id: TextLine = Field(
        description="The player.",
        min_length=1,
        max_length=64,
        examples=['e11d8827-2e0f-561a-ac89-59c3ccf3d8d9'],
    )
    expected_version: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=None,
        description="The version on which the change is based. If the row has another one, the answer is 412. The header If-Match states the same.",
    )
