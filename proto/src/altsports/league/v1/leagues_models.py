"""Generated from altsports/league/v1/leagues.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import HttpAddress, HttpUri, Int32, Message, NoNul, OneLine, Range32, Text, TextLine
from pydantic import Field


class LeagueAlias(Message):
    """Another name of a league."""

    name: Text = Field(
        description="The name.",
        min_length=1,
    )
    kind: Literal["alternative", "former", "abbreviation", "code"] = Field(
        description="alternative, former, abbreviation or code.",
    )
    period: Text | None = Field(
        default=None,
        description="The period in which the name was used, as the source writes it, such as 1992/93-2003/04.",
    )
    language: Text | None = Field(
        default=None,
        description="The language of the name, such as de, if the source states it.",
    )


class League(Message):
    """A league: a competition that teams or athletes enter, season after season."""

    id: Text = Field(
        description="Unique league identifier, a UUID that stays the same in every installation.",
        min_length=1,
        examples=['05428cae-aeaa-57dd-926a-cb7710ce1a48'],
    )
    name: Text = Field(
        description="League name.",
        min_length=3,
        max_length=200,
        examples=['Premier Lacrosse League'],
    )
    sport: Text = Field(
        description="The sport: a key from the sport vocabulary.",
        min_length=1,
        examples=['lacrosse'],
    )
    level: Text = Field(
        description="Competition level: professional, semi_professional, amateur, collegiate, youth, international or unknown.",
        min_length=1,
        examples=['professional'],
    )
    location: Text | None = Field(
        default=None,
        description="Where the league is played or based: a country, a region, or several.",
        examples=['United States'],
    )
    founded_year: Annotated[int, Field(ge=1800, le=2100), Range32] | None = Field(
        default=None,
        description="The year in which the league was founded.",
        examples=[2018],
    )
    member_count: Int32 = Field(
        default=0,
        description="The number of member teams. 0 if it is unknown or if athletes enter individually.",
        ge=0,
        examples=[8],
    )
    website: HttpUri | None = Field(
        default=None,
        description="The official website.",
        examples=['https://premierlacrosseleague.com'],
    )
    abbreviation: Text | None = Field(
        default=None,
        description="Common abbreviation.",
        examples=['PLL'],
    )
    country: Text | None = Field(
        default=None,
        description="The country of a national league. Empty for an international league.",
        examples=['United States'],
    )
    headquarters: Text | None = Field(
        default=None,
        description="The city of the head office.",
        examples=['El Segundo, California'],
    )
    first_season: Text | None = Field(
        default=None,
        description="The first season, as the league writes it.",
        examples=['2019'],
    )
    member_count_as_of: Text | None = Field(
        default=None,
        description="The year or season of member_count.",
        examples=['2025'],
    )
    status: Literal["active", "defunct", "unknown"] = Field(
        description="active, defunct or unknown.",
        examples=['active'],
    )
    aliases: list[LeagueAlias] = Field(
        default_factory=list,
        description="Current and former other names.",
    )
    level_inferred: bool = Field(
        default=False,
        description="True if the level was inferred from the tier, not stated by a source.",
    )
    created_at: datetime | None = Field(
        default=None,
        description="When the league was first stored.",
    )
    updated_at: datetime | None = Field(
        default=None,
        description="When it last changed.",
    )


class ListLeaguesRequest(Message):
    """Which leagues to list."""

    sport: TextLine = Field(
        description="Sport name (e.g., 'soccer', 'basketball')",
        min_length=1,
        max_length=100,
        examples=['soccer'],
    )
    level: Literal["professional", "amateur", "youth"] | None = Field(
        default='professional',
        description="Competition level.",
    )
    location: Annotated[str, Field(max_length=200), OneLine] | None = Field(
        default=None,
        description="Geographic location filter",
        examples=['United States'],
    )
    page_size: Annotated[int, Field(ge=1, le=100), Range32] | None = Field(
        default=20,
        description="The number of leagues per page.",
    )
    page_token: Annotated[str, Field(max_length=500), OneLine] | None = Field(
        default=None,
        description="The `next_page_token` of the previous page. Omit it for the first page.",
    )


class FacetCount(Message):
    """The number of hits that have one value."""

    value: Text = Field(
        default="",
        description="The value.",
    )
    count: Int32 = Field(
        default=0,
        description="The number of hits.",
    )


class ListLeaguesResponse(Message):
    """A page of leagues."""

    leagues: list[League] = Field(
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
    level: Text = Field(
        default="",
        description="The level that was listed: the requested one, or professional if none was requested.",
        examples=['professional'],
    )
    other_levels: list[FacetCount] = Field(
        default_factory=list,
        description="The leagues of the sport and location that have other levels and are not listed, by level.",
    )


class SearchLeaguesRequest(Message):
    """What to search for. Every field is optional and narrows the result."""

    query: Annotated[str, Field(max_length=200), NoNul] | None = Field(
        default=None,
        description="Words from a name, former name, abbreviation, sport or place.",
        examples=['pickelball'],
    )
    sport: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="The sport: a key or a common name from the sport vocabulary.",
        examples=['pickleball'],
    )
    level: Annotated[str, Field(max_length=50), OneLine] | None = Field(
        default=None,
        description="Competition level: professional, semi_professional, amateur, collegiate, youth, international or unknown.",
        examples=['professional'],
    )
    location: Annotated[str, Field(max_length=200), OneLine] | None = Field(
        default=None,
        description="A country, region or city.",
    )
    sort: Literal["relevance", "name", "-name", "founded_year", "-founded_year", "member_count", "-member_count"] | None = Field(
        default='relevance',
        description="The order of the hits.",
    )
    page_size: Annotated[int, Field(ge=1, le=100), Range32] | None = Field(
        default=20,
        description="The number of hits per page.",
    )
    page_token: Annotated[str, Field(max_length=500), OneLine] | None = Field(
        default=None,
        description="The `next_page_token` of the previous page. Omit it for the first page.",
    )


class LeagueMatch(Message):
    """Why a league was found."""

    league_id: Text = Field(
        default="",
        description="The league.",
    )
    score: float = Field(
        default=0.0,
        description="How well the league matches, from 0 to 1: above 0.5 if every word matches. 1 if no words were given.",
    )
    field: Text = Field(
        default="",
        description="The field that matches best: name, alias, abbreviation, sport or location. Empty if no words were given.",
    )
    text: Text = Field(
        default="",
        description="The text of that field.",
    )
    kind: Text = Field(
        default="",
        description="The kind of match: exact, prefix, words, typo, partial if some words do not match, or filter.",
    )


class LeagueFacets(Message):
    """The number of hits by sport, level and country, highest first."""

    sport: list[FacetCount] = Field(
        default_factory=list,
        description="By sport.",
    )
    level: list[FacetCount] = Field(
        default_factory=list,
        description="By level.",
    )
    country: list[FacetCount] = Field(
        default_factory=list,
        description="By country.",
    )


class SearchLeaguesResponse(Message):
    """A page of hits, with counts over all hits."""

    leagues: list[League] = Field(
        default_factory=list,
        description="The leagues found.",
    )
    matches: list[LeagueMatch] = Field(
        default_factory=list,
        description="Why each league was found, in the order of leagues.",
    )
    facets: LeagueFacets | None = Field(
        default=None,
        description="Counts over all hits.",
    )
    next_page_token: Text = Field(
        default="",
        description="The token of the next page. Empty on the last page.",
    )
    total_size: Int32 = Field(
        default=0,
        description="The number of hits on all pages.",
    )


class SuggestLeaguesRequest(Message):
    """The text that was typed so far."""

    query: TextLine = Field(
        description="The text: the beginning of a name, or words from it.",
        min_length=1,
        max_length=100,
        examples=['premier lacr'],
    )
    limit: Annotated[int, Field(ge=1, le=20), Range32] | None = Field(
        default=8,
        description="The maximum number of suggestions.",
    )


class LeagueSuggestion(Message):
    """A league as a suggestion."""

    league_id: Text = Field(
        description="The league.",
        min_length=1,
    )
    name: Text = Field(
        description="Its name.",
        min_length=1,
    )
    sport: Text = Field(
        description="Its sport.",
        min_length=1,
    )
    level: Text = Field(
        description="Its level.",
        min_length=1,
    )
    location: Text | None = Field(
        default=None,
        description="Where it is played or based.",
    )
    text: Text = Field(
        default="",
        description="The text that matches, such as another name of the league.",
    )


class SuggestLeaguesResponse(Message):
    """The suggestions."""

    suggestions: list[LeagueSuggestion] = Field(
        default_factory=list,
        description="The leagues, best match first.",
    )


class GetLeagueRequest(Message):
    """Which league to get."""

    league_id: TextLine = Field(
        description="The league.",
        min_length=1,
        max_length=64,
        examples=['05428cae-aeaa-57dd-926a-cb7710ce1a48'],
    )


class GetLeagueResponse(Message):
    """One league."""

    league: League | None = Field(
        default=None,
        description="The league.",
    )


class CreateLeagueRequest(Message):
    """The facts of a new league."""

    name: TextLine = Field(
        description="League name.",
        min_length=1,
        max_length=200,
        examples=['Example Korfball League'],
    )
    sport: TextLine = Field(
        description="The sport: a key or a common name from the sport vocabulary.",
        min_length=1,
        max_length=100,
        examples=['korfball'],
    )
    level: TextLine = Field(
        description="Competition level: professional, semi_professional, amateur, collegiate, youth, international or unknown.",
        min_length=1,
        max_length=50,
        examples=['amateur'],
    )
    location: Annotated[str, Field(max_length=200), OneLine] | None = Field(
        default=None,
        description="Where the league is played or based.",
        examples=['Netherlands'],
    )
    founded_year: Annotated[int, Field(ge=1800, le=2100), Range32] | None = Field(
        default=None,
        description="The year in which the league was founded.",
        examples=[1903],
    )
    member_count: Annotated[int, Field(ge=0, le=1000000), Range32] | None = Field(
        default=0,
        description="The number of member teams.",
    )
    website: Annotated[str, Field(max_length=500), OneLine, HttpAddress] | None = Field(
        default=None,
        description="The official website.",
        examples=['https://example.org'],
    )
    abbreviation: Annotated[str, Field(max_length=20), OneLine] | None = Field(
        default=None,
        description="Common abbreviation.",
    )
    country: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="Country of a national league.",
    )
    request_id: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="A key chosen by the client that makes the call safe to repeat.",
    )


class CreateLeagueResponse(Message):
    """The new league."""

    league: League | None = Field(
        default=None,
        description="The league as stored.",
    )


class UpdateLeagueRequest(Message):
    """The fields to change. An empty string clears a field."""

    league_id: TextLine = Field(
        description="The league.",
        min_length=1,
        max_length=64,
    )
    name: Annotated[str, Field(min_length=1, max_length=200), OneLine] | None = Field(
        default=None,
        description="League name.",
    )
    sport: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="The sport.",
    )
    level: Annotated[str, Field(max_length=50), OneLine] | None = Field(
        default=None,
        description="Competition level.",
    )
    location: Annotated[str, Field(max_length=200), OneLine] | None = Field(
        default=None,
        description="Where the league is played or based.",
    )
    founded_year: Annotated[int, Field(ge=1800, le=2100), Range32] | None = Field(
        default=None,
        description="The year in which the league was founded.",
    )
    member_count: Annotated[int, Field(ge=0, le=1000000), Range32] | None = Field(
        default=None,
        description="The number of member teams.",
    )
    website: Annotated[str, Field(max_length=500), OneLine, HttpAddress] | None = Field(
        default=None,
        description="The official website.",
    )
    abbreviation: Annotated[str, Field(max_length=20), OneLine] | None = Field(
        default=None,
        description="Common abbreviation.",
    )
    country: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="Country of a national league.",
    )
    status: Literal["active", "defunct", "unknown"] | None = Field(
        default=None,
        description="active, defunct or unknown.",
    )


class UpdateLeagueResponse(Message):
    """The changed league."""

    league: League | None = Field(
        default=None,
        description="The league as stored.",
    )


class DeleteLeagueRequest(Message):
    """Which league to delete."""

    league_id: TextLine = Field(
        description="The league.",
        min_length=1,
        max_length=64,
    )


class ListSportsRequest(Message):
    """The request for the vocabulary."""


class Sport(Message):
    """A sport of the vocabulary."""

    key: Text = Field(
        default="",
        description="The key, such as american_football.",
    )
    name: Text = Field(
        default="",
        description="The name, such as American football.",
    )
    category: Text = Field(
        default="",
        description="The category of the sport, such as motorsport.",
    )
    aliases: list[Text] = Field(
        default_factory=list,
        description="Other names of the sport.",
    )
    league_count: Int32 = Field(
        default=0,
        description="The number of stored leagues.",
    )


class ListSportsResponse(Message):
    """The vocabulary of sports and levels."""

    sports: list[Sport] = Field(
        default_factory=list,
        description="The sports in order of name.",
    )
    levels: list[Text] = Field(
        default_factory=list,
        description="The levels that a league can have.",
    )
