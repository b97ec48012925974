"""Generated from altsports/football/v1/teams.proto: edit the proto and run `make proto`."""

from typing import Annotated, Literal

from altsports.contract.model import HttpAddress, Int32, Message, OneLine, Range32, Text, TextLine, Time, UuidFormat
from altsports.football.v1.team_models import FootballTeam
from pydantic import Field


class FootballListTeamsRequest(Message):
    """Which teams to list. Every field is optional and narrows the list."""

    kind: Literal["own", "opponent"] | None = Field(
        default=None,
        description="Only rows with this kind.",
        examples=['own'],
    )
    age_group: Annotated[str, Field(max_length=20), OneLine] | None = Field(
        default=None,
        description="Only rows with this age group.",
        examples=['senior'],
    )
    gender: Literal["women", "men", "mixed"] | None = Field(
        default=None,
        description="Only rows with this gender.",
        examples=['women'],
    )
    season: Annotated[str, Field(max_length=20), OneLine] | None = Field(
        default=None,
        description="Only rows with this season.",
        examples=['2026/27'],
    )
    query: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="Words from: name.",
    )
    order: Literal["name", "-name", "created_at", "-created_at", "updated_at", "-updated_at"] | None = Field(
        default='name',
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


class FootballListTeamsResponse(Message):
    """A page of teams."""

    teams: list[FootballTeam] = Field(
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


class FootballGetTeamRequest(Message):
    """Which team to get."""

    team_id: TextLine = Field(
        description="The team.",
        min_length=1,
        max_length=64,
        examples=['8ce3b698-0fe8-52c8-bb98-92e23be9c676'],
    )


class FootballGetTeamResponse(Message):
    """One team."""

    team: FootballTeam | None = Field(
        default=None,
        description="The row.",
    )


class FootballCreateTeamRequest(Message):
    """The facts of a new team."""

    name: TextLine = Field(
        description="The name.",
        min_length=1,
        max_length=100,
        examples=['Harbour Rovers Women II'],
    )
    kind: Literal["own", "opponent"] = Field(
        default='own',
        description="Whether it belongs to the club: own or opponent.",
        examples=['own'],
    )
    age_group: Annotated[str, Field(max_length=20), OneLine] | None = Field(
        default=None,
        description="The age group, such as U16 or senior.",
        examples=['senior'],
    )
    gender: Literal["women", "men", "mixed"] | None = Field(
        default=None,
        description="Who plays: women, men or mixed.",
        examples=['women'],
    )
    format: Annotated[int, Field(ge=5, le=11), Range32] | None = Field(
        default=None,
        description="The number of players on the pitch: 5, 7, 8, 9 or 11.",
        examples=[11],
    )
    season: Annotated[str, Field(max_length=20), OneLine] | None = Field(
        default=None,
        description="The season, as the club writes it.",
        examples=['2026/27'],
    )
    home_ground: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="Where the team plays at home.",
        examples=['Harbour Park'],
    )
    time_zone: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="The time zone of its home ground, as in the IANA database.",
        examples=['Europe/Dublin'],
    )
    crest_url: Annotated[str, Field(max_length=500), OneLine, HttpAddress] | None = Field(
        default=None,
        description="The address of its crest.",
        examples=['https://harbour-rovers.example/crest.png'],
    )
    request_id: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="A key chosen by the client that makes the call safe to repeat.",
    )


class FootballCreateTeamResponse(Message):
    """The new team."""

    team: FootballTeam | None = Field(
        default=None,
        description="The row as stored.",
    )
    warnings: list[Text] = Field(
        default_factory=list,
        description="What may be wrong with the row, although it was stored.",
    )


class FootballUpdateTeamRequest(Message):
    """The fields to change. Omitted fields keep their values."""

    team_id: TextLine = Field(
        description="The team.",
        min_length=1,
        max_length=64,
        examples=['8ce3b698-0fe8-52c8-bb98-92e23be9c676'],
    )
    name: Annotated[str, Field(min_length=1, max_length=100), OneLine] | None = Field(
        default=None,
        description="The name.",
        examples=['Harbour Rovers Women'],
    )
    kind: Literal["own", "opponent"] | None = Field(
        default=None,
        description="Whether it belongs to the club: own or opponent.",
        examples=['own'],
    )
    age_group: Annotated[str, Field(max_length=20), OneLine] | None = Field(
        default=None,
        description="The age group, such as U16 or senior.",
        examples=['senior'],
    )
    gender: Literal["women", "men", "mixed"] | None = Field(
        default=None,
        description="Who plays: women, men or mixed.",
        examples=['women'],
    )
    format: Annotated[int, Field(ge=5, le=11), Range32] | None = Field(
        default=None,
        description="The number of players on the pitch: 5, 7, 8, 9 or 11.",
        examples=[11],
    )
    season: Annotated[str, Field(max_length=20), OneLine] | None = Field(
        default=None,
        description="The season, as the club writes it.",
        examples=['2026/27'],
    )
    home_ground: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="Where the team plays at home.",
        examples=['Harbour Park'],
    )
    time_zone: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="The time zone of its home ground, as in the IANA database.",
        examples=['Europe/Dublin'],
    )
    crest_url: Annotated[str, Field(max_length=500), OneLine, HttpAddress] | None = Field(
        default=None,
        description="The address of its crest.",
        examples=['https://harbour-rovers.example/crest.png'],
    )
    version: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=None,
        description="The version of the row on which the change is based, like `expected_version`.",
    )
    id: Annotated[str, Field(max_length=500), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The team. A change accepts only the value that is stored.",
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
    clear: list[Literal["kind", "age_group", "gender", "format", "season", "home_ground", "time_zone", "crest_url", "archived_at"]] = Field(
        default_factory=list,
        description="The fields to clear. In JSON, a field that is null is cleared as well.",
    )


class FootballUpdateTeamResponse(Message):
    """The changed team."""

    team: FootballTeam | None = Field(
        default=None,
        description="The row as stored.",
    )
    warnings: list[Text] = Field(
        default_factory=list,
        description="What may be wrong with the row, although it was stored.",
    )


class FootballReplaceTeamRequest(Message):
    """All facts of the team. Optional fields that are omitted are cleared."""

    team_id: TextLine = Field(
        description="The team.",
        min_length=1,
        max_length=64,
        examples=['8ce3b698-0fe8-52c8-bb98-92e23be9c676'],
    )
    name: TextLine = Field(
        description="The name.",
        min_length=1,
        max_length=100,
        examples=['Harbour Rovers Women'],
    )
    kind: Literal["own", "opponent"] = Field(
        default='own',
        description="Whether it belongs to the club: own or opponent.",
        examples=['own'],
    )
    age_group: Annotated[str, Field(max_length=20), OneLine] | None = Field(
        default=None,
        description="The age group, such as U16 or senior.",
        examples=['senior'],
    )
    gender: Literal["women", "men", "mixed"] | None = Field(
        default=None,
        description="Who plays: women, men or mixed.",
        examples=['women'],
    )
    format: Annotated[int, Field(ge=5, le=11), Range32] | None = Field(
        default=None,
        description="The number of players on the pitch: 5, 7, 8, 9 or 11.",
        examples=[11],
    )
    season: Annotated[str, Field(max_length=20), OneLine] | None = Field(
        default=None,
        description="The season, as the club writes it.",
        examples=['2026/27'],
    )
    home_ground: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="Where the team plays at home.",
        examples=['Harbour Park'],
    )
    time_zone: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="The time zone of its home ground, as in the IANA database.",
        examples=['Europe/Dublin'],
    )
    crest_url: Annotated[str, Field(max_length=500), OneLine, HttpAddress] | None = Field(
        default=None,
        description="The address of its crest.",
        examples=['https://harbour-rovers.example/crest.png'],
    )
    version: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=None,
        description="The version of the row on which the change is based, like `expected_version`.",
    )
    id: Annotated[str, Field(max_length=500), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The team. A change accepts only the value that is stored.",
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


class FootballReplaceTeamResponse(Message):
    """The replaced team."""

    team: FootballTeam | None = Field(
        default=None,
        description="The row as stored.",
    )
    warnings: list[Text] = Field(
        default_factory=list,
        description="What may be wrong with the row, although it was stored.",
    )


class FootballDeleteTeamRequest(Message):
    """Which team to delete."""

    team_id: TextLine = Field(
        description="The team.",
        min_length=1,
        max_length=64,
        examples=['8ce3b698-0fe8-52c8-bb98-92e23be9c676'],
    )
    expected_version: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=None,
        description="The version on which the change is based. If the row has another one, the answer is 412. The header If-Match states the same.",
    )
