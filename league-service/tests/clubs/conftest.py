"""Clubs with members of every role, who call the service."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio

from altsports.contract.catalog import Method, load_catalog
from altsports.contract.resources import Noun, load_nouns
from service_kit.caller import Caller
from service_kit.testing.callers import club_member


@dataclass(frozen=True)
class Club:
    """One organisation, and callers who act for it."""

    id: str

    @property
    def manager(self) -> Caller:
        return club_member("account_manager", self.id)

    def coach(self, *teams: str) -> Caller:
        return club_member("coach", self.id, *teams)

    def player(self, *teams: str, user_id: str = "") -> Caller:
        return replace(club_member("player", self.id, *teams), user_id=user_id or str(uuid4()))


class Rows:
    """Calls the methods of all nouns for one caller, and makes the rows that a row names."""

    def __init__(self, service: Any, caller: Caller) -> None:
        self._service = service
        self.caller = caller

    async def call(self, noun: Noun, verb: str, record_id: str = "", **fields: Any) -> Any:
        own = {f"{noun.singular}_id": record_id} if record_id else {}
        answer = await self._service.call(self.method(noun, verb).full_path, self.caller, **own, **fields)
        return getattr(answer, noun.singular) if verb in {"Get", "Create", "Update", "Replace"} else answer

    @staticmethod
    def method(noun: Noun, verb: str) -> Method:
        """A method of a noun."""
        plural = "".join(word.capitalize() for word in noun.plural.split("_"))
        name = plural if verb == "List" else noun.descriptor.name
        return load_catalog().by_path[f"/{noun.package}.{noun.descriptor.name}Service/{verb}{name}"]

    async def facts(self, noun: Noun) -> dict[str, Any]:
        """Facts for a new row: the examples, with rows of this club in place of those they name."""
        facts = {name: noun.example(name) for name in noun.writable if noun.example(name) is not None}
        for text in set(noun.varied) - noun.references.keys():
            facts[text] = f"{facts[text]} {uuid4()}"[:60]
        for path, plural in noun.references.items():
            field, _, inner = path.partition(".")
            if field in facts:
                named = (await self.create(load_nouns()[plural])).id
                facts[field] = [{**item, inner: named} for item in facts[field]] if inner else named
        await self._arrange(noun, facts)
        return facts

    async def _arrange(self, noun: Noun, facts: dict[str, Any]) -> None:
        """Rows of a match are about one of its sides, and about players who belong to it."""
        if "match_id" not in noun.references:
            return
        nouns = load_nouns()
        past = {"kick_off_at": "2026-02-07T15:00:00Z", "responses_close_at": "2026-02-06T18:00:00Z"}
        match = await self.call(nouns["matches"], "Update", facts["match_id"], **past)
        if "team_id" in facts:
            facts["team_id"] = match.home_team_id
        if "player_id" in facts:
            registered = [{"team_id": match.home_team_id, "from": "2020-01-01"}]
            await self.call(nouns["players"], "Update", facts["player_id"], registrations=registered)

    async def create(self, noun: Noun, **fields: Any) -> Any:
        return await self.call(noun, "Create", **{**await self.facts(noun), **fields})


@pytest.fixture
def club() -> Club:
    return Club(str(uuid4()))


@pytest.fixture
def next_door() -> Club:
    """Another club."""
    return Club(str(uuid4()))


@pytest_asyncio.fixture
async def clubs(serve_leagues: Callable[..., Any], database: Any) -> Any:
    """The service over an empty schema."""
    return await serve_leagues(database)


@pytest.fixture
def soon(clock: Any) -> datetime:
    """Two days from now."""
    return clock.now() + timedelta(days=2)


class Planned:
    """A team with players, and what is planned for it."""

    def __init__(self, clubs: Any, club: Any, members: Any) -> None:
        self._clubs = clubs
        self._members = members
        self.club = club
        self.team = ""

    @staticmethod
    def shown(time: datetime) -> str:
        return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    async def call(self, method: str, caller: Any = None, /, **fields: Any) -> Any:
        return await self._clubs.call(method, caller or self.club.manager, **fields)

    async def begin(self) -> "Planned":
        created = await self.call("football.v1.TeamService/CreateTeam", name=f"Rovers {uuid4()}")
        self.team = created.team.id
        return self

    async def player(self, user_id: str | None = None) -> str:
        fields = {"user_id": user_id} if user_id else {}
        self._members.everywhere |= {user_id} if user_id else set()
        registrations = [{"team_id": self.team, "from": "2020-07-01"}]
        made = await self.call(
            "CreatePlayer", first_name="Aoife", last_name="Byrne", registrations=registrations, **fields
        )
        return made.player.id

    async def training(self, starts_at: datetime, **fields: Any) -> Any:
        ends_at = self.shown(starts_at + timedelta(minutes=90))
        times = {"starts_at": self.shown(starts_at), "ends_at": ends_at, "title": "Pressing"}
        made = await self.call("CreateTrainingSession", team_id=self.team, **{**times, **fields})
        return made.training_session

    async def match(self, kick_off_at: datetime, **fields: Any) -> Any:
        """A match at home against an opponent."""
        named = {"name": f"City {uuid4()}", "kind": "opponent"}
        away = (await self.call("football.v1.TeamService/CreateTeam", **named)).team.id
        sides = {"home_team_id": self.team, "away_team_id": away}
        made = await self.call(
            "football.v1.MatchService/CreateMatch", kick_off_at=self.shown(kick_off_at), **sides, **fields
        )
        return made.match

    async def answer(self, session: Any, caller: Any = None, /, **fields: Any) -> Any:
        where = {"occasion": "training_sessions", "occasion_id": session.id}
        return await self.call("SetResponse", caller, **where, **{"answer": "attending", **fields})

    async def answers(self, session: Any, caller: Any = None) -> Any:
        where = {"occasion": "training_sessions", "occasion_id": session.id}
        return await self.call("ListResponses", caller, **where)


@pytest.fixture
async def planned(clubs: Any, club: Any, members: Any) -> Planned:
    return await Planned(clubs, club, members).begin()


@pytest.fixture
def rows(clubs: Any, club: Club) -> Rows:
    """The rows of a club, for its manager."""
    return Rows(clubs, club.manager)


@pytest.fixture
def of(clubs: Any) -> Callable[[Caller], Rows]:
    """The rows as another caller reaches them."""
    return lambda caller: Rows(clubs, caller)
