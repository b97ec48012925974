"""SummaryService: facts about a player, a match or a team, gathered within a time budget."""

# ruff: noqa: ARG002 - the contract defines the signatures

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, Final, NamedTuple

from altsports.football.v1 import summaries_pb2 as pb
from altsports.football.v1.summaries_pb2_grpc import SummaryServiceServicer
from league_service.clubs.access import may
from league_service.clubs.analytics.days import days_of
from league_service.clubs.engine.access import Access, access_of
from league_service.clubs.engine.hooks import Row
from league_service.clubs.engine.plan import Plan
from league_service.clubs.engine.reading import get_row
from league_service.clubs.summaries import of_match, of_player, of_team
from league_service.clubs.summaries.facts import NOT_PERMITTED, Wanted
from league_service.clubs.summaries.gathering import Budget, Gathered, Sources
from service_kit.caller import Caller, current_caller
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.rpc.incoming import Context

Reads = Mapping[tuple[str, ...], Any]


class Noun(NamedTuple):
    """What a summary of a noun consists of. `closed` names the parts that a caller does not get."""

    plural: str
    reads: Reads
    closed: Callable[[Caller, Access, Row], Sequence[str]]


def _nothing_closed(_caller: Caller, _access: Access, _row: Row) -> Sequence[str]:
    return ()


def _closed_of_player(_caller: Caller, access: Access, row: Row) -> Sequence[str]:
    is_self = bool(access.user) and row["user_id"] == access.user
    return ("loads", "trainings") if access.only_plays and not is_self else ()


def _closed_of_team(caller: Caller, access: Access, _row: Row) -> Sequence[str]:
    pressing = () if may(caller, "analysis:run") else ("pressing",)
    return (*pressing, "trainings") if access.only_plays else pressing


NOUNS: Final[Mapping[str, Noun]] = {
    "player": Noun(
        "players",
        {
            ("matches",): of_player.matches,
            ("loads",): of_player.loads,
            ("trainings",): of_player.trainings,
        },
        _closed_of_player,
    ),
    "match": Noun(
        "matches",
        {
            ("result",): of_match.result,
            ("team_statistics", "inconsistencies"): of_match.report,
            ("goals",): of_match.goals,
            ("players",): of_match.players,
        },
        _nothing_closed,
    ),
    "team": Noun(
        "teams",
        {
            ("results",): of_team.results,
            ("next_match",): of_team.next_match,
            ("squad",): of_team.squad,
            ("scorers",): of_team.scorers,
            ("pressing",): of_team.pressing,
            ("trainings",): of_team.trainings,
        },
        _closed_of_team,
    ),
}


class SummaryRpc(SummaryServiceServicer):
    """Gathers what the caller may see."""

    def __init__(self, plans: Mapping[str, Plan], database: Database, clock: Clock) -> None:
        self._plans = plans
        self._sources = Sources(database)
        self._clock = clock

    async def GetPlayerSummary(
        self, request: pb.GetPlayerSummaryRequest, context: Context
    ) -> pb.GetPlayerSummaryResponse:
        days = days_of(request.since, request.until)
        summary = await self._summary("player", request.player_id, request.budget_ms, *days)
        return pb.GetPlayerSummaryResponse(summary=summary)

    async def GetMatchSummary(
        self, request: pb.GetMatchSummaryRequest, context: Context
    ) -> pb.GetMatchSummaryResponse:
        return pb.GetMatchSummaryResponse(
            summary=await self._summary("match", request.match_id, request.budget_ms)
        )

    async def GetTeamSummary(
        self, request: pb.GetTeamSummaryRequest, context: Context
    ) -> pb.GetTeamSummaryResponse:
        days = days_of(request.since, request.until)
        summary = await self._summary("team", request.team_id, request.budget_ms, *days)
        return pb.GetTeamSummaryResponse(summary=summary)

    async def _summary(
        self, name: str, row_id: str, budget_ms: int, since: date | None = None, until: date | None = None
    ) -> pb.Summary:
        caller, noun, budget = current_caller(), NOUNS[name], Budget(budget_ms / 1000)
        now = self._clock.now()
        access = access_of(caller, now)
        row, title = await budget.within(self._row(noun.plural, access, row_id), noun=name)
        wanted = Wanted(access, row, since, until, now)
        closed = noun.closed(caller, access, row)
        reads = {
            parts: partial(read, wanted=wanted)
            for parts, read in noun.reads.items()
            if not set(parts) & set(closed)
        }
        found = await budget.gather(self._sources, reads)
        missing = found.missing | dict.fromkeys(closed, NOT_PERMITTED)
        return _summary_to_pb(name, row["id"], title, noun, Gathered(found.parts, missing), budget_ms)

    async def _row(self, plural: str, access: Access, row_id: str) -> tuple[Row, str]:
        async with self._sources.database.read() as connection:
            plan = self._plans[plural]
            row = plan.row(await get_row(connection, plan, access, row_id))
            return row, await _title(connection, access, plural, row)


async def _title(connection: Any, access: Access, plural: str, row: Row) -> str:
    if plural == "teams":
        return row["name"]
    if plural == "players":
        return row["known_as"] or f"{row['first_name']} {row['last_name']}"
    match = (await of_match.matches.find_matches(connection, access.organisation, [row["id"]]))[row["id"]]
    return f"{match.home.name} - {match.away.name}"


def _summary_to_pb(
    name: str, row_id: str, title: str, noun: Noun, found: Gathered, budget_ms: int
) -> pb.Summary:
    order = [part for parts in noun.reads for part in parts]
    return pb.Summary(
        noun=name,
        id=row_id,
        name=title,
        parts=[pb.SummaryPart(name=part, facts=found.parts[part]) for part in order if part in found.parts],
        missing=[
            pb.SummaryGap(name=part, reason=found.missing[part]) for part in order if part in found.missing
        ],
        budget_ms=budget_ms,
    )
