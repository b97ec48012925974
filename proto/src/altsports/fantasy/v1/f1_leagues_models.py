"""Generated from altsports/fantasy/v1/f1_leagues.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import Int32, Message, OneLine, Range32, Text, TextLine
from pydantic import Field


class FantasyF1League(Message):
    """A league of players."""

    id: Text = Field(
        default="",
        description="The id.",
    )
    name: Text = Field(
        default="",
        description="The name.",
    )
    visibility: Literal["public", "private"] = Field(
        description="public or private.",
    )
    season: Int32 = Field(
        default=0,
        description="The season.",
    )
    simulated: bool = Field(
        default=False,
        description="True for the simulated season of the demo.",
    )
    owner: Text = Field(
        default="",
        description="The login name of the owner.",
    )
    member_count: Int32 = Field(
        default=0,
        description="The number of members.",
    )
    max_members: Int32 = Field(
        default=0,
        description="The most members that the league takes.",
    )
    first_race: Text | None = Field(
        default=None,
        description="The key of the race from which scores count. Absent if they count from the first race of the season.",
        examples=['2026_monaco'],
    )
    join_until: Text | None = Field(
        default=None,
        description="Until when players can join (ISO 8601). Absent without an end.",
    )
    role: Literal["owner", "member"] | None = Field(
        default=None,
        description="What the caller is in the league: owner or member. Absent for others.",
    )
    code: Text | None = Field(
        default=None,
        description="The code with which players join. Absent for a public league.",
    )
    created_at: datetime | None = Field(
        default=None,
        description="When the league was created.",
    )


class FantasyF1LeagueMember(Message):
    """A member of a league."""

    team_id: Text = Field(
        default="",
        description="The team.",
    )
    team: Text = Field(
        default="",
        description="The name of the team.",
    )
    username: Text = Field(
        default="",
        description="The login name of the player.",
    )
    role: Literal["owner", "member"] = Field(
        description="owner or member.",
    )
    joined_at: datetime | None = Field(
        default=None,
        description="When the player joined.",
    )


class FantasyListF1LeaguesRequest(Message):
    """Which leagues to list."""

    scope: Literal["own", "public"] | None = Field(
        default='own',
        description="own: those of the caller. public: all public ones.",
    )
    query: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="Only leagues whose name contains this text.",
    )
    season: Int32 | None = Field(
        default=None,
        description="The season. Defaults to the current one.",
    )
    page_size: Annotated[int, Field(ge=1, le=100), Range32] | None = Field(
        default=20,
        description="The number of leagues per page.",
    )
    page_token: Annotated[str, Field(max_length=500), OneLine] | None = Field(
        default=None,
        description="The `next_page_token` of the previous page. Omit it for the first page.",
    )
    as_of: Annotated[str, Field(max_length=40), OneLine] | None = Field(
        default=None,
        description="The leagues at this time (ISO 8601). Defaults to now.",
    )
    replay: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="A replay, which has no leagues.",
    )


class FantasyListF1LeaguesResponse(Message):
    """A page of leagues, by name."""

    leagues: list[FantasyF1League] = Field(
        default_factory=list,
        description="The leagues.",
    )
    next_page_token: Text = Field(
        default="",
        description="The token of the next page. Empty on the last page.",
    )
    total_size: Int32 = Field(
        default=0,
        description="The number of leagues on all pages.",
    )


class FantasyGetF1LeagueRequest(Message):
    """Which league to get."""

    league_id: TextLine = Field(
        description="The league.",
        min_length=1,
        max_length=64,
    )
    as_of: Annotated[str, Field(max_length=40), OneLine] | None = Field(
        default=None,
        description="The members at this time (ISO 8601). Defaults to now.",
    )
    replay: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="A replay, which has no leagues.",
    )


class FantasyGetF1LeagueResponse(Message):
    """One league."""

    league: FantasyF1League | None = Field(
        default=None,
        description="The league.",
    )


class FantasyCreateF1LeagueRequest(Message):
    """A new league."""

    name: TextLine = Field(
        description="The name.",
        min_length=1,
        max_length=60,
        examples=['Late Brakers'],
    )
    visibility: Literal["public", "private"] | None = Field(
        default='private',
        description="public: anybody finds and joins it. private: only with its code.",
    )
    max_members: Annotated[int, Field(ge=2, le=10000), Range32] | None = Field(
        default=100,
        description="The most members.",
    )
    first_race: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="The race from which scores count, by id or key, such as 2026_monaco. Defaults to the first race of the season.",
    )
    join_until: Annotated[str, Field(max_length=40), OneLine] | None = Field(
        default=None,
        description="Until when players can join (ISO 8601). Defaults to no end.",
    )
    season: Int32 | None = Field(
        default=None,
        description="The season. Defaults to the current one.",
    )


class FantasyCreateF1LeagueResponse(Message):
    """The new league."""

    league: FantasyF1League | None = Field(
        default=None,
        description="The league as stored.",
    )


class FantasyUpdateF1LeagueRequest(Message):
    """The facts to change."""

    league_id: TextLine = Field(
        description="The league.",
        min_length=1,
        max_length=64,
    )
    name: Annotated[str, Field(min_length=1, max_length=60), OneLine] | None = Field(
        default=None,
        description="The name.",
    )
    max_members: Annotated[int, Field(ge=2, le=10000), Range32] | None = Field(
        default=None,
        description="The most members, at least as many as there are.",
    )
    join_until: Annotated[str, Field(max_length=40), OneLine] | None = Field(
        default=None,
        description="Until when players can join (ISO 8601). An empty text removes the end.",
    )


class FantasyUpdateF1LeagueResponse(Message):
    """The changed league."""

    league: FantasyF1League | None = Field(
        default=None,
        description="The league as stored.",
    )


class FantasyDeleteF1LeagueRequest(Message):
    """Which league to delete."""

    league_id: TextLine = Field(
        description="The league.",
        min_length=1,
        max_length=64,
    )


class FantasyJoinF1LeagueRequest(Message):
    """Which league to join."""

    league_id: TextLine = Field(
        description="The league.",
        min_length=1,
        max_length=64,
    )
    code: Annotated[str, Field(max_length=40), OneLine] | None = Field(
        default=None,
        description="The code of a private league.",
    )


class FantasyJoinF1LeagueResponse(Message):
    """The league that was joined."""

    league: FantasyF1League | None = Field(
        default=None,
        description="The league.",
    )


class FantasyJoinF1LeagueByCodeRequest(Message):
    """With which code to join a league."""

    code: TextLine = Field(
        description="The code.",
        min_length=1,
        max_length=40,
        examples=['ACDEFGHJKM'],
    )


class FantasyJoinF1LeagueByCodeResponse(Message):
    """The league that was joined."""

    league: FantasyF1League | None = Field(
        default=None,
        description="The league.",
    )


class FantasyLeaveF1LeagueRequest(Message):
    """Which league to leave."""

    league_id: TextLine = Field(
        description="The league.",
        min_length=1,
        max_length=64,
    )


class FantasyListF1LeagueMembersRequest(Message):
    """Whose members to list."""

    league_id: TextLine = Field(
        description="The league.",
        min_length=1,
        max_length=64,
    )
    page_size: Annotated[int, Field(ge=1, le=100), Range32] | None = Field(
        default=20,
        description="The number of members per page.",
    )
    page_token: Annotated[str, Field(max_length=500), OneLine] | None = Field(
        default=None,
        description="The `next_page_token` of the previous page. Omit it for the first page.",
    )
    as_of: Annotated[str, Field(max_length=40), OneLine] | None = Field(
        default=None,
        description="The members at this time (ISO 8601). Defaults to now.",
    )
    replay: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="A replay, which has no leagues.",
    )


class FantasyListF1LeagueMembersResponse(Message):
    """A page of members."""

    members: list[FantasyF1LeagueMember] = Field(
        default_factory=list,
        description="The members.",
    )
    next_page_token: Text = Field(
        default="",
        description="The token of the next page. Empty on the last page.",
    )
    total_size: Int32 = Field(
        default=0,
        description="The number of members on all pages.",
    )


class FantasyRemoveF1LeagueMemberRequest(Message):
    """Whom to remove."""

    league_id: TextLine = Field(
        description="The league.",
        min_length=1,
        max_length=64,
    )
    team_id: TextLine = Field(
        description="The team of the member.",
        min_length=1,
        max_length=64,
    )


class FantasyRenewF1LeagueCodeRequest(Message):
    """Whose code to renew."""

    league_id: TextLine = Field(
        description="The league.",
        min_length=1,
        max_length=64,
    )


class FantasyRenewF1LeagueCodeResponse(Message):
    """The league with its new code."""

    league: FantasyF1League | None = Field(
        default=None,
        description="The league.",
    )


class FantasyTransferF1LeagueRequest(Message):
    """Who becomes the owner."""

    league_id: TextLine = Field(
        description="The league.",
        min_length=1,
        max_length=64,
    )
    team_id: TextLine = Field(
        description="The team of the member who becomes the owner.",
        min_length=1,
        max_length=64,
    )


class FantasyTransferF1LeagueResponse(Message):
    """The league with its new owner."""

    league: FantasyF1League | None = Field(
        default=None,
        description="The league.",
    )
