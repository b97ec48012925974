"""Generated from altsports/league/v1/sources.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.league.v1 import sources_pb2 as pb


def list_sources_request_to_json(_message: pb.ListSourcesRequest) -> dict[str, Any]:
    return {}


def list_sources_response_to_json(message: pb.ListSourcesResponse) -> dict[str, Any]:
    return {
        "sources": [source_to_json(item) for item in message.sources] if message.sources else [],
    }


def source_to_json(message: pb.Source) -> dict[str, Any]:
    has = message.HasField
    return {
        "key": message.key,
        "name": message.name,
        "url": message.url if has("url") else None,
        "licence": message.licence,
        "row_count": message.row_count,
        "league_count": message.league_count,
        "imported_at": timestamp_to_json(message.imported_at) if has("imported_at") else None,
    }


def list_league_sources_request_to_json(message: pb.ListLeagueSourcesRequest) -> dict[str, Any]:
    return {
        "league_id": message.league_id,
    }


def list_league_sources_response_to_json(message: pb.ListLeagueSourcesResponse) -> dict[str, Any]:
    return {
        "rows": [source_row_to_json(item) for item in message.rows] if message.rows else [],
        "figures": [league_figure_to_json(item) for item in message.figures] if message.figures else [],
    }


def source_row_to_json(message: pb.SourceRow) -> dict[str, Any]:
    has = message.HasField
    return {
        "source": message.source,
        "key": message.key,
        "url": message.url if has("url") else None,
        "licence": message.licence,
        "imported_at": timestamp_to_json(message.imported_at) if has("imported_at") else None,
        "facts": [source_fact_to_json(item) for item in message.facts] if message.facts else [],
    }


def source_fact_to_json(message: pb.SourceFact) -> dict[str, Any]:
    return {
        "name": message.name,
        "value": message.value,
        "as_of": message.as_of,
        "used": message.used,
    }


def league_figure_to_json(message: pb.LeagueFigure) -> dict[str, Any]:
    has = message.HasField
    return {
        "name": message.name,
        "value": message.value,
        "as_of": message.as_of,
        "published_in": message.published_in,
        "url": message.url if has("url") else None,
        "source": message.source,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "ListSourcesRequest": list_sources_request_to_json,
    "ListSourcesResponse": list_sources_response_to_json,
    "Source": source_to_json,
    "ListLeagueSourcesRequest": list_league_sources_request_to_json,
    "ListLeagueSourcesResponse": list_league_sources_response_to_json,
    "SourceRow": source_row_to_json,
    "SourceFact": source_fact_to_json,
    "LeagueFigure": league_figure_to_json,
}
