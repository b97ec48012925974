"""FactService: whole seasons for other services."""

# ruff: noqa: ARG002 - the contract defines the signatures

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from altsports.league.v1 import facts_pb2 as pb
from altsports.league.v1 import facts_pb2_grpc
from league_service.competition.competitions.domain import Competition
from league_service.competition.competitions.operations import get_competition
from league_service.competition.errors import SeasonNotFound
from league_service.competition.facts import repository
from league_service.competition.facts.domain import opening_estimate
from league_service.competition.facts.repository import StoredEvent, StoredQuote, StoredResult
from league_service.competition.ledger.changes import changes_of_season
from league_service.competition.ledger.domain import FINAL
from league_service.competition.ledger.schedule import Change, Period, periods
from league_service.competition.ratings.operations import RatingBook
from league_service.competition.rules.book import FactRule, RuleBook
from league_service.competition.rules.ratings import Rated
from service_kit.db.database import Database
from service_kit.rpc.incoming import Context
from service_kit.timestamps import time_to_pb


class FactRpc(facts_pb2_grpc.FactServiceServicer):
    """Returns the facts of whole seasons."""

    def __init__(self, database: Database, rules: RuleBook) -> None:
        self._database = database
        self._rules = rules
        self._ratings = RatingBook(rules)

    async def ListSeasonFacts(
        self, request: pb.ListSeasonFactsRequest, context: Context
    ) -> pb.ListSeasonFactsResponse:
        async with self._database.read() as connection:
            seasons = await repository.list_seasons(connection, request.competition)
        return pb.ListSeasonFactsResponse(
            seasons=[
                pb.SeasonVersion(
                    competition=season.competition,
                    season=season.season,
                    simulated=season.simulated,
                    version=str(season.version),
                    first_kickoff_at=time_to_pb(season.first_at),
                    last_kickoff_at=time_to_pb(season.last_at),
                    game_count=season.game_count,
                )
                for season in seasons
                if self._rules.of(season.sport).facts is not None
            ]
        )

    async def GetSeasonFacts(
        self, request: pb.GetSeasonFactsRequest, context: Context
    ) -> pb.GetSeasonFactsResponse:
        async with self._database.transaction("repeatable read") as connection:
            competition = await get_competition(connection, request.competition)
            rule = self._rules.of(competition.sport).must_have_facts()
            version = await repository.version_of(connection, competition, request.season)
            if version is None:
                raise SeasonNotFound(request.competition, request.season)
            events = await repository.events_of(connection, competition, request.season)
            quotes = await repository.quotes_of(connection, competition, request.season)
            results = await repository.results_of(connection, competition, request.season)
            changes = await changes_of_season(connection, competition.id, request.season)
            rated = await self._ratings.before_games(connection, competition, request.season)
        openings = _openings(rule, events)
        live_for = self._rules.of(competition.sport).live_for
        answer = _answer(competition, request.season, version)
        answer.events.extend(
            _event(
                event,
                quotes.get(event.id, ()),
                results.get(event.id, ()),
                rated=rated[event.key],
                opening=openings[event.week],
                statuses=_statuses(event, changes.get(event.id, ()), results.get(event.id, ()), live_for),
                rule=rule,
            )
            for event in events
        )
        return answer


def _answer(competition: Competition, season: int, version: int) -> pb.GetSeasonFactsResponse:
    return pb.GetSeasonFactsResponse(
        competition=competition.key,
        season=season,
        simulated=competition.simulated,
        version=str(version),
    )


def _openings(rule: FactRule, events: Sequence[StoredEvent]) -> dict[int, datetime]:
    """The opening time of each week."""
    return {event.week: rule.opening(event.scheduled_at) for event in reversed(events)}


def _event(
    event: StoredEvent,
    quotes: Sequence[StoredQuote],
    results: Sequence[StoredResult],
    *,
    rated: Rated,
    opening: datetime,
    statuses: Sequence[Period],
    rule: FactRule,
) -> pb.EventFacts:
    facts = pb.EventFacts(
        event_id=event.id,
        game_id=event.key,
        week=event.week,
        game_type=event.stage,
        kickoff_at=time_to_pb(event.scheduled_at),
        status=event.status,
        neutral=event.neutral,
        venue=event.venue_name,
        divisional=event.divisional,
        home_elo=rated.home_before,
        away_elo=rated.away_before,
        results=map(_result_to_pb, results),
        statuses=map(_period_to_pb, statuses),
        other_ids=event.other_keys,
    )
    facts.MergeFrom(_sides(event, rule.first_rest_days))
    facts.MergeFrom(_conditions(event.conditions))
    estimate = opening_estimate([(quote.market, quote.taken_at) for quote in quotes], rated, opening)
    if estimate is not None:
        facts.quotes.append(
            pb.Quote(market="spread", taken_at=time_to_pb(opening), source="estimate", point=estimate)
        )
    facts.quotes.extend(map(_quote_to_pb, quotes))
    return facts


def _statuses(
    event: StoredEvent, changes: Sequence[Change], results: Sequence[StoredResult], live_for: timedelta
) -> list[Period]:
    schedule = event.status, event.status_reason, event.scheduled_at
    finals = [result.effective_at for result in results if result.status in FINAL]
    return periods(schedule, changes, final_at=min(finals, default=None), live_for=live_for)


def _period_to_pb(period: Period) -> pb.StatusPeriod:
    return pb.StatusPeriod(status=period.status, reason=period.reason, since_time=time_to_pb(period.since))


def _sides(event: StoredEvent, first_rest: int) -> pb.EventFacts:
    return pb.EventFacts(
        home=event.home,
        away=event.away,
        home_name=event.home_name,
        away_name=event.away_name,
        home_team_key=event.home_key,
        away_team_key=event.away_key,
        home_rest=first_rest if event.home_rest is None else event.home_rest,
        away_rest=first_rest if event.away_rest is None else event.away_rest,
        home_qb=event.home_starter,
        away_qb=event.away_starter,
    )


def _conditions(conditions: Mapping[str, Any]) -> pb.EventFacts:
    return pb.EventFacts(
        roof=conditions.get("roof", ""),
        surface=conditions.get("surface", ""),
        temperature_f=conditions.get("temperature_f"),
        wind_mph=conditions.get("wind_mph"),
        conditions=conditions.get("words", ""),
    )


def _quote_to_pb(quote: StoredQuote) -> pb.Quote:
    return pb.Quote(
        market=quote.market,
        taken_at=time_to_pb(quote.taken_at),
        source=quote.source,
        book=quote.book,
        point=quote.point,
        home_price=quote.home_price,
        away_price=quote.away_price,
    )


def _result_to_pb(result: StoredResult) -> pb.ResultRevision:
    return pb.ResultRevision(
        revision=result.revision,
        home_score=result.home_score,
        away_score=result.away_score,
        status=result.status,
        source=result.source,
        observed_at=time_to_pb(result.observed_at),
        effective_at=time_to_pb(result.effective_at),
    )
