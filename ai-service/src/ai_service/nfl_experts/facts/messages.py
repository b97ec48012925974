"""Converts the messages of the league service's facts."""

from ai_service.nfl_experts.facts.season import (
    GameFacts,
    Period,
    Quote,
    Result,
    SeasonFacts,
    SeasonInfo,
    arranged,
)
from altsports.league.v1 import facts_pb2 as pb
from service_kit.timestamps import time_from_pb


def facts_from_pb(message: pb.GetSeasonFactsResponse) -> SeasonFacts:
    """The facts of one season."""
    games = tuple(map(_game_from_pb, message.events))
    return arranged(
        SeasonFacts(message.competition, message.season, message.simulated, message.version, games)
    )


def season_info_from_pb(message: pb.SeasonVersion) -> SeasonInfo:
    return SeasonInfo(
        competition=message.competition,
        season=message.season,
        simulated=message.simulated,
        version=message.version,
        first_kickoff=time_from_pb(message.first_kickoff_at),
        last_kickoff=time_from_pb(message.last_kickoff_at),
    )


def _game_from_pb(event: pb.EventFacts) -> GameFacts:
    return GameFacts(
        game_id=event.game_id,
        week=event.week,
        game_type=event.game_type,
        kickoff=time_from_pb(event.kickoff_at),
        home=event.home,
        away=event.away,
        home_name=event.home_name,
        away_name=event.away_name,
        neutral=event.neutral,
        venue=event.venue,
        roof=event.roof,
        surface=event.surface,
        temperature_f=event.temperature_f if event.HasField("temperature_f") else None,
        wind_mph=event.wind_mph if event.HasField("wind_mph") else None,
        conditions=event.conditions,
        home_rest=event.home_rest,
        away_rest=event.away_rest,
        divisional=event.divisional,
        home_qb=event.home_qb if event.HasField("home_qb") else None,
        away_qb=event.away_qb if event.HasField("away_qb") else None,
        home_elo=event.home_elo,
        away_elo=event.away_elo,
        statuses=tuple(map(_period_from_pb, event.statuses)) or (Period("scheduled"),),
        other_ids=tuple(event.other_ids),
        quotes=tuple(map(_quote_from_pb, event.quotes)),
        results=tuple(map(_result_from_pb, event.results)),
    )


def _period_from_pb(period: pb.StatusPeriod) -> Period:
    since = time_from_pb(period.since_time) if period.HasField("since_time") else None
    return Period(period.status, since, period.reason)


def _quote_from_pb(quote: pb.Quote) -> Quote:
    return Quote(
        market=quote.market,
        taken_at=time_from_pb(quote.taken_at),
        source=quote.source,
        book=quote.book,
        point=quote.point if quote.HasField("point") else None,
        home_price=quote.home_price if quote.HasField("home_price") else None,
        away_price=quote.away_price if quote.HasField("away_price") else None,
    )


def _result_from_pb(result: pb.ResultRevision) -> Result:
    return Result(
        revision=result.revision,
        home_score=result.home_score,
        away_score=result.away_score,
        status=result.status,
        source=result.source,
        observed_at=time_from_pb(result.observed_at),
        effective_at=time_from_pb(result.effective_at),
    )
