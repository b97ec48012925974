"""Generated from altsports/league/v1/leagues.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import HttpAddress, HttpUri, Message, NoNul, Text
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
        description="When it was used, as the source writes it, such as 1992/93-2003/04.",
    )
    language: Text | None = Field(
        default=None,
        description="Language of the name where the source tags it, such as de.",
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
        description="Sport, a key of the sport vocabulary.",
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
        description="Where it is played or based: a country, a region, or several.",
        examples=['United States'],
    )
    founded_year: Annotated[int, Field(ge=1800, le=2100)] | None = Field(
        default=None,
        description="Year it was founded.",
        examples=[2018],
    )
    member_count: int = Field(
        default=0,
        description="Number of member teams; 0 where unknown or where athletes enter on their own.",
        ge=0,
        examples=[8],
    )
    website: HttpUri | None = Field(
        default=None,
        description="Official website.",
        examples=['https://premierlacrosseleague.com'],
    )
    abbreviation: Text | None = Field(
        default=None,
        description="Common abbreviation.",
        examples=['PLL'],
    )
    country: Text | None = Field(
        default=None,
        description="Country of a national league; empty for an international one.",
        examples=['United States'],
    )
    headquarters: Text | None = Field(
        default=None,
        description="City of the head office.",
        examples=['El Segundo, California'],
    )
    first_season: Text | None = Field(
        default=None,
        description="First season, as the league writes it.",
        examples=['2019'],
    )
    member_count_as_of: Text | None = Field(
        default=None,
        description="When member_count was true: a year or season.",
        examples=['2025'],
    )
    status: Literal["active", "defunct", "unknown"] = Field(
        description="active, defunct or unknown.",
        examples=['active'],
    )
    aliases: list[LeagueAlias] = Field(
        default_factory=list,
        description="Other names it is or was known by.",
    )
    level_inferred: bool = Field(
        default=False,
        description="True where the level was inferred from the tier and not stated by a source.",
    )
    created_at: datetime | None = Field(
        default=None,
        description="When the league was first stored.",
    )
    updated_at: datetime | None = Field(
        default=None,
        description="When a fact of it last changed.",
    )


class ListLeaguesRequest(Message):
    """Which leagues to list."""

    sport: Text = Field(
        description="Sport name (e.g., 'soccer', 'basketball')",
        min_length=1,
        max_length=100,
        examples=['soccer'],
    )
    level: Literal["professional", "amateur", "youth"] | None = Field(
        default='professional',
        description="Competition level.",
    )
    location: Annotated[str, Field(max_length=200), NoNul] | None = Field(
        default=None,
        description="Geographic location filter",
        examples=['United States'],
    )
    page_size: Annotated[int, Field(ge=1, le=100)] | None = Field(
        default=20,
        description="Leagues a page.",
    )
    page_token: Annotated[str, Field(max_length=500), NoNul] | None = Field(
        default=None,
        description="Where to go on: next_page_token of the page before.",
    )


class ListLeaguesResponse(Message):
    """A page of leagues."""

    leagues: list[League] = Field(
        default_factory=list,
        description="The leagues.",
    )
    next_page_token: Text = Field(
        default="",
        description="The token of the next page; empty on the last.",
    )
    total_size: int = Field(
        default=0,
        description="How many leagues there are on all pages.",
    )


class SearchLeaguesRequest(Message):
    """What to look for. Every part is optional and narrows the result."""

    query: Annotated[str, Field(max_length=200), NoNul] | None = Field(
        default=None,
        description="Words of a name, former name, abbreviation, sport or place.",
        examples=['pickelball'],
    )
    sport: Annotated[str, Field(max_length=100), NoNul] | None = Field(
        default=None,
        description="Sport, a key or a common name of the vocabulary.",
        examples=['pickleball'],
    )
    level: Annotated[str, Field(max_length=50), NoNul] | None = Field(
        default=None,
        description="Competition level: professional, semi_professional, amateur, collegiate, youth, international or unknown.",
        examples=['professional'],
    )
    location: Annotated[str, Field(max_length=200), NoNul] | None = Field(
        default=None,
        description="Country, region or city.",
    )
    sort: Literal["relevance", "name", "-name", "founded_year", "-founded_year", "member_count", "-member_count"] | None = Field(
        default='relevance',
        description="Order of the hits.",
    )
    page_size: Annotated[int, Field(ge=1, le=100)] | None = Field(
        default=20,
        description="Hits a page.",
    )
    page_token: Annotated[str, Field(max_length=500), NoNul] | None = Field(
        default=None,
        description="Where to go on: next_page_token of the page before.",
    )


class LeagueMatch(Message):
    """Why a league was found."""

    league_id: Text = Field(
        default="",
        description="The league.",
    )
    score: float = Field(
        default=0.0,
        description="How well it fits, 0 to 1; 1 where no words were given.",
    )
    field: Text = Field(
        default="",
        description="The field that fits best: name, alias, abbreviation, sport, location; empty where no words were given.",
    )
    text: Text = Field(
        default="",
        description="The text of that field.",
    )
    kind: Text = Field(
        default="",
        description="exact, prefix, words, typo or filter.",
    )


class FacetCount(Message):
    """How many hits have one value."""

    value: Text = Field(
        default="",
        description="The value.",
    )
    count: int = Field(
        default=0,
        description="The number of hits.",
    )


class LeagueFacets(Message):
    """How many hits have each sport, level and country, most first."""

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
    """A page of hits with what was counted over all of them."""

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
        description="The token of the next page; empty on the last.",
    )
    total_size: int = Field(
        default=0,
        description="How many hits there are on all pages.",
    )


class GetLeagueRequest(Message):
    """Which league to get."""

    league_id: Text = Field(
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

    name: Text = Field(
        description="League name.",
        min_length=1,
        max_length=200,
        examples=['Example Korfball League'],
    )
    sport: Text = Field(
        description="Sport, a key or a common name of the vocabulary.",
        min_length=1,
        max_length=100,
        examples=['korfball'],
    )
    level: Text = Field(
        description="Competition level: professional, semi_professional, amateur, collegiate, youth, international or unknown.",
        min_length=1,
        max_length=50,
        examples=['amateur'],
    )
    location: Annotated[str, Field(max_length=200), NoNul] | None = Field(
        default=None,
        description="Where it is played or based.",
        examples=['Netherlands'],
    )
    founded_year: Annotated[int, Field(ge=1800, le=2100)] | None = Field(
        default=None,
        description="Year it was founded.",
        examples=[1903],
    )
    member_count: Annotated[int, Field(ge=0, le=1000000)] | None = Field(
        default=0,
        description="Number of member teams.",
    )
    website: Annotated[str, Field(max_length=500), NoNul, HttpAddress] | None = Field(
        default=None,
        description="Official website.",
        examples=['https://example.org'],
    )
    abbreviation: Annotated[str, Field(max_length=20), NoNul] | None = Field(
        default=None,
        description="Common abbreviation.",
    )
    country: Annotated[str, Field(max_length=100), NoNul] | None = Field(
        default=None,
        description="Country of a national league.",
    )
    request_id: Annotated[str, Field(max_length=100), NoNul] | None = Field(
        default=None,
        description="A key of the client that makes the call safe to repeat.",
    )


class CreateLeagueResponse(Message):
    """The new league."""

    league: League | None = Field(
        default=None,
        description="The league as stored.",
    )


class UpdateLeagueRequest(Message):
    """The facts to change. An empty text clears a fact."""

    league_id: Text = Field(
        description="The league.",
        min_length=1,
        max_length=64,
    )
    name: Annotated[str, Field(min_length=1, max_length=200), NoNul] | None = Field(
        default=None,
        description="League name.",
    )
    sport: Annotated[str, Field(max_length=100), NoNul] | None = Field(
        default=None,
        description="Sport.",
    )
    level: Annotated[str, Field(max_length=50), NoNul] | None = Field(
        default=None,
        description="Competition level.",
    )
    location: Annotated[str, Field(max_length=200), NoNul] | None = Field(
        default=None,
        description="Where it is played or based.",
    )
    founded_year: Annotated[int, Field(ge=1800, le=2100)] | None = Field(
        default=None,
        description="Year it was founded.",
    )
    member_count: Annotated[int, Field(ge=0, le=1000000)] | None = Field(
        default=None,
        description="Number of member teams.",
    )
    website: Annotated[str, Field(max_length=500), NoNul, HttpAddress] | None = Field(
        default=None,
        description="Official website.",
    )
    abbreviation: Annotated[str, Field(max_length=20), NoNul] | None = Field(
        default=None,
        description="Common abbreviation.",
    )
    country: Annotated[str, Field(max_length=100), NoNul] | None = Field(
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

    league_id: Text = Field(
        description="The league.",
        min_length=1,
        max_length=64,
    )


class ListSportsRequest(Message):
    """Asks for the vocabulary."""


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
        description="The family it belongs to, such as motorsport.",
    )
    aliases: list[Text] = Field(
        default_factory=list,
        description="Other names it is known by.",
    )
    league_count: int = Field(
        default=0,
        description="How many leagues are stored.",
    )


class ListSportsResponse(Message):
    """The vocabulary."""

    sports: list[Sport] = Field(
        default_factory=list,
        description="The sports, by name.",
    )
    levels: list[Text] = Field(
        default_factory=list,
        description="The levels a league may have.",
    )
