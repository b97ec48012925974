"""Generated from altsports/league/v1/leagues.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.league.v1 import leagues_pb2 as pb


def league_to_json(message: pb.League) -> dict[str, Any]:
    has = message.HasField
    return {
        "id": message.id,
        "name": message.name,
        "sport": message.sport,
        "level": message.level,
        "location": message.location if has("location") else None,
        "founded_year": message.founded_year if has("founded_year") else None,
        "member_count": message.member_count,
        "website": message.website if has("website") else None,
        "abbreviation": message.abbreviation if has("abbreviation") else None,
        "country": message.country if has("country") else None,
        "headquarters": message.headquarters if has("headquarters") else None,
        "first_season": message.first_season if has("first_season") else None,
        "member_count_as_of": message.member_count_as_of if has("member_count_as_of") else None,
        "status": message.status,
        "aliases": [league_alias_to_json(item) for item in message.aliases] if message.aliases else [],
        "level_inferred": message.level_inferred,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "updated_at": timestamp_to_json(message.updated_at) if has("updated_at") else None,
    }


def league_alias_to_json(message: pb.LeagueAlias) -> dict[str, Any]:
    has = message.HasField
    return {
        "name": message.name,
        "kind": message.kind,
        "period": message.period if has("period") else None,
        "language": message.language if has("language") else None,
    }


def list_leagues_request_to_json(message: pb.ListLeaguesRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "sport": message.sport,
        "level": message.level if has("level") else None,
        "location": message.location if has("location") else None,
        "page_size": message.page_size if has("page_size") else None,
        "page_token": message.page_token if has("page_token") else None,
    }


def list_leagues_response_to_json(message: pb.ListLeaguesResponse) -> dict[str, Any]:
    return {
        "leagues": [league_to_json(item) for item in message.leagues] if message.leagues else [],
        "next_page_token": message.next_page_token,
        "total_size": message.total_size,
        "level": message.level,
        "other_levels": [facet_count_to_json(item) for item in message.other_levels] if message.other_levels else [],
    }


def search_leagues_request_to_json(message: pb.SearchLeaguesRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "query": message.query if has("query") else None,
        "sport": message.sport if has("sport") else None,
        "level": message.level if has("level") else None,
        "location": message.location if has("location") else None,
        "sort": message.sort if has("sort") else None,
        "page_size": message.page_size if has("page_size") else None,
        "page_token": message.page_token if has("page_token") else None,
    }


def search_leagues_response_to_json(message: pb.SearchLeaguesResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "leagues": [league_to_json(item) for item in message.leagues] if message.leagues else [],
        "matches": [league_match_to_json(item) for item in message.matches] if message.matches else [],
        "facets": league_facets_to_json(message.facets) if has("facets") else None,
        "next_page_token": message.next_page_token,
        "total_size": message.total_size,
    }


def league_match_to_json(message: pb.LeagueMatch) -> dict[str, Any]:
    return {
        "league_id": message.league_id,
        "score": message.score,
        "field": message.field,
        "text": message.text,
        "kind": message.kind,
    }


def suggest_leagues_request_to_json(message: pb.SuggestLeaguesRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "query": message.query,
        "limit": message.limit if has("limit") else None,
    }


def suggest_leagues_response_to_json(message: pb.SuggestLeaguesResponse) -> dict[str, Any]:
    return {
        "suggestions": [league_suggestion_to_json(item) for item in message.suggestions] if message.suggestions else [],
    }


def league_suggestion_to_json(message: pb.LeagueSuggestion) -> dict[str, Any]:
    has = message.HasField
    return {
        "league_id": message.league_id,
        "name": message.name,
        "sport": message.sport,
        "level": message.level,
        "location": message.location if has("location") else None,
        "text": message.text,
    }


def league_facets_to_json(message: pb.LeagueFacets) -> dict[str, Any]:
    return {
        "sport": [facet_count_to_json(item) for item in message.sport] if message.sport else [],
        "level": [facet_count_to_json(item) for item in message.level] if message.level else [],
        "country": [facet_count_to_json(item) for item in message.country] if message.country else [],
    }


def facet_count_to_json(message: pb.FacetCount) -> dict[str, Any]:
    return {
        "value": message.value,
        "count": message.count,
    }


def get_league_request_to_json(message: pb.GetLeagueRequest) -> dict[str, Any]:
    return {
        "league_id": message.league_id,
    }


def get_league_response_to_json(message: pb.GetLeagueResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "league": league_to_json(message.league) if has("league") else None,
    }


def create_league_request_to_json(message: pb.CreateLeagueRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "name": message.name,
        "sport": message.sport,
        "level": message.level,
        "location": message.location if has("location") else None,
        "founded_year": message.founded_year if has("founded_year") else None,
        "member_count": message.member_count if has("member_count") else None,
        "website": message.website if has("website") else None,
        "abbreviation": message.abbreviation if has("abbreviation") else None,
        "country": message.country if has("country") else None,
        "request_id": message.request_id if has("request_id") else None,
    }


def create_league_response_to_json(message: pb.CreateLeagueResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "league": league_to_json(message.league) if has("league") else None,
    }


def update_league_request_to_json(message: pb.UpdateLeagueRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "league_id": message.league_id,
        "name": message.name if has("name") else None,
        "sport": message.sport if has("sport") else None,
        "level": message.level if has("level") else None,
        "location": message.location if has("location") else None,
        "founded_year": message.founded_year if has("founded_year") else None,
        "member_count": message.member_count if has("member_count") else None,
        "website": message.website if has("website") else None,
        "abbreviation": message.abbreviation if has("abbreviation") else None,
        "country": message.country if has("country") else None,
        "status": message.status if has("status") else None,
    }


def update_league_response_to_json(message: pb.UpdateLeagueResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "league": league_to_json(message.league) if has("league") else None,
    }


def delete_league_request_to_json(message: pb.DeleteLeagueRequest) -> dict[str, Any]:
    return {
        "league_id": message.league_id,
    }


def list_sports_request_to_json(_message: pb.ListSportsRequest) -> dict[str, Any]:
    return {}


def list_sports_response_to_json(message: pb.ListSportsResponse) -> dict[str, Any]:
    return {
        "sports": [sport_to_json(item) for item in message.sports] if message.sports else [],
        "levels": list(message.levels),
    }


def sport_to_json(message: pb.Sport) -> dict[str, Any]:
    return {
        "key": message.key,
        "name": message.name,
        "category": message.category,
        "aliases": list(message.aliases),
        "league_count": message.league_count,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "League": league_to_json,
    "LeagueAlias": league_alias_to_json,
    "ListLeaguesRequest": list_leagues_request_to_json,
    "ListLeaguesResponse": list_leagues_response_to_json,
    "SearchLeaguesRequest": search_leagues_request_to_json,
    "SearchLeaguesResponse": search_leagues_response_to_json,
    "LeagueMatch": league_match_to_json,
    "SuggestLeaguesRequest": suggest_leagues_request_to_json,
    "SuggestLeaguesResponse": suggest_leagues_response_to_json,
    "LeagueSuggestion": league_suggestion_to_json,
    "LeagueFacets": league_facets_to_json,
    "FacetCount": facet_count_to_json,
    "GetLeagueRequest": get_league_request_to_json,
    "GetLeagueResponse": get_league_response_to_json,
    "CreateLeagueRequest": create_league_request_to_json,
    "CreateLeagueResponse": create_league_response_to_json,
    "UpdateLeagueRequest": update_league_request_to_json,
    "UpdateLeagueResponse": update_league_response_to_json,
    "DeleteLeagueRequest": delete_league_request_to_json,
    "ListSportsRequest": list_sports_request_to_json,
    "ListSportsResponse": list_sports_response_to_json,
    "Sport": sport_to_json,
}
