"""SourceService: opens the transaction, calls the repository, answers."""

# ruff: noqa: ARG002 - the contract defines the signatures

from collections.abc import Mapping
from typing import Any

from altsports.contract.json_values import is_array
from altsports.league.v1 import sources_pb2 as pb
from altsports.league.v1 import sources_pb2_grpc
from league_service.catalogue.errors import LeagueNotFound
from league_service.catalogue.figures.messages import figure_to_pb
from league_service.catalogue.figures.repository import figures_of
from league_service.catalogue.leagues.domain import League
from league_service.catalogue.leagues.repository import find_league
from league_service.catalogue.sources import repository
from league_service.catalogue.sources.repository import StoredRow, StoredSource
from service_kit.db.database import Database
from service_kit.rpc.incoming import Context
from service_kit.timestamps import time_to_pb


class SourceRpc(sources_pb2_grpc.SourceServiceServicer):
    """Reads the sources of facts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def ListSources(self, request: pb.ListSourcesRequest, context: Context) -> pb.ListSourcesResponse:
        async with self._database.read() as connection:
            sources = await repository.list_sources(connection)
        return pb.ListSourcesResponse(sources=map(_source_to_pb, sources))

    async def ListLeagueSources(
        self, request: pb.ListLeagueSourcesRequest, context: Context
    ) -> pb.ListLeagueSourcesResponse:
        reader = self._database.pipelined
        league = await find_league(reader, request.league_id)
        if league is None:
            raise LeagueNotFound(request.league_id)
        rows = await repository.list_rows_of_league(reader, league.id)
        figures = await figures_of(reader, league.id)
        return pb.ListLeagueSourcesResponse(
            rows=[_row_to_pb(row, league) for row in rows],
            figures=[figure_to_pb(figure) for figure in figures],
        )


def _source_to_pb(source: StoredSource) -> pb.Source:
    return pb.Source(
        key=source.key,
        name=source.name,
        url=source.url,
        licence=source.licence,
        row_count=source.row_count,
        league_count=source.league_count,
        imported_at=time_to_pb(source.imported_at),
    )


def _row_to_pb(row: StoredRow, league: League) -> pb.SourceRow:
    return pb.SourceRow(
        source=row.source,
        key=row.key,
        url=row.url,
        licence=row.licence,
        imported_at=time_to_pb(row.imported_at),
        facts=[_fact_to_pb(name, fact, row.source, league) for name, fact in (row.facts or {}).items()],
    )


def _fact_to_pb(name: str, fact: Mapping[str, Any], source: str, league: League) -> pb.SourceFact:
    stored = list(league.places) if name == "places" else getattr(league, name)
    value = _text(fact["value"])
    used = league.fact_sources.get(name) == source and value == _text(stored)
    return pb.SourceFact(name=name, value=value, as_of=fact["as_of"], used=used)


def _text(value: object) -> str:
    return ", ".join(map(str, value)) if is_array(value) else str(value)
