"""SourceService: opens the transaction, calls the repository, answers."""

# ruff: noqa: ARG002 - the contract defines the signatures

from altsports.league.v1 import sources_pb2 as pb
from altsports.league.v1 import sources_pb2_grpc
from league_service.catalogue.errors import LeagueNotFound
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
        async with self._database.read() as connection:
            rows = await repository.list_rows_of_league(connection, request.league_id)
        if rows is None:
            raise LeagueNotFound(request.league_id)
        return pb.ListLeagueSourcesResponse(rows=map(_row_to_pb, rows))


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


def _row_to_pb(row: StoredRow) -> pb.SourceRow:
    return pb.SourceRow(
        source=row.source,
        key=row.key,
        url=row.url,
        licence=row.licence,
        imported_at=time_to_pb(row.imported_at),
    )
