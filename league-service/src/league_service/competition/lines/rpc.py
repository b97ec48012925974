"""LineService: opens the connection, calls the operation, answers."""

# ruff: noqa: ARG002 - the contract defines the signatures

from altsports.league.v1 import lines_pb2 as pb
from altsports.league.v1 import lines_pb2_grpc
from league_service.competition.competitions.domain import ADMIN
from league_service.competition.competitions.operations import locate_event
from league_service.competition.lines import repository
from league_service.competition.lines.domain import Quote, favourite, in_words, phases
from league_service.competition.lines.operations import record_quote, sides_of
from league_service.core.moments import read_moment
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.rpc.incoming import Context
from service_kit.timestamps import time_to_pb


class LineRpc(lines_pb2_grpc.LineServiceServicer):
    """Reads and records betting lines."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def ListLines(self, request: pb.ListLinesRequest, context: Context) -> pb.ListLinesResponse:
        at = read_moment(request.as_of, self._clock.now())
        reader = self._database.pipelined
        place = await locate_event(reader, request.event_id)
        home, away = await sides_of(reader, place.id)
        quotes = await repository.quotes_until(reader, place.id, at)
        words = phases(quotes, place.scheduled_at, at)
        return pb.ListLinesResponse(
            lines=[
                _line_to_pb(quote, phase, home, away)
                for quote, phase in zip(quotes, words, strict=True)
                if request.market in ("", quote.market)
            ]
        )

    async def RecordLine(self, request: pb.RecordLineRequest, context: Context) -> pb.RecordLineResponse:
        now = self._clock.now()
        quote = Quote(
            market=request.market,
            taken_at=now,
            source=request.source or ADMIN,
            book=request.book,
            point=request.point if request.HasField("point") else None,
            home_price=request.home_price if request.HasField("home_price") else None,
            away_price=request.away_price if request.HasField("away_price") else None,
            recorded_at=now,
        )
        async with self._database.transaction() as connection:
            place, standing, recorded = await record_quote(connection, request.event_id, quote)
            home, away = await sides_of(connection, place.id)
            quotes = await repository.quotes_until(connection, place.id, quote.taken_at)
        words = phases(quotes, place.scheduled_at, quote.taken_at)
        phase = dict(zip(quotes, words, strict=True)).get(standing, "")
        return pb.RecordLineResponse(line=_line_to_pb(standing, phase, home, away), recorded=recorded)


def _line_to_pb(quote: Quote, phase: str, home: str, away: str) -> pb.Line:
    is_total = quote.market == "total"
    line = pb.Line(
        market=quote.market,
        taken_at=time_to_pb(quote.taken_at),
        source=quote.source,
        book=quote.book,
        phase=phase,
        text=in_words(quote, home, away),
        favourite=favourite(quote, home, away),
        recorded_at=time_to_pb(quote.recorded_at),
        superseded_at=time_to_pb(quote.superseded_at),
        home_handicap=quote.point if quote.market == "spread" else None,
        total=quote.point if is_total else None,
    )
    for price, side in ((quote.home_price, "home"), (quote.away_price, "away")):
        if price is not None:
            name = {"home": "over", "away": "under"}[side] if is_total else side
            setattr(line, f"{name}_price", price)
    if quote.probabilities is not None:
        line.home_probability, line.away_probability = quote.probabilities
    return line
