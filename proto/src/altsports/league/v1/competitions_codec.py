"""Generated from altsports/league/v1/competitions.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.league.v1 import competitions_pb2 as pb
from altsports.league.v1.results_codec import result_line_to_json


def competition_to_json(message: pb.Competition) -> dict[str, Any]:
    return {
        "key": message.key,
        "name": message.name,
        "sport": message.sport,
        "simulated": message.simulated,
        "seasons": [season_to_json(item) for item in message.seasons] if message.seasons else [],
    }


def season_to_json(message: pb.Season) -> dict[str, Any]:
    has = message.HasField
    return {
        "season": message.season,
        "event_count": message.event_count,
        "final_count": message.final_count,
        "first_event_time": timestamp_to_json(message.first_event_time) if has("first_event_time") else None,
        "last_event_time": timestamp_to_json(message.last_event_time) if has("last_event_time") else None,
        "version": message.version,
    }


def event_to_json(message: pb.Event) -> dict[str, Any]:
    has = message.HasField
    return {
        "id": message.id,
        "game_id": message.game_id,
        "competition": message.competition,
        "simulated": message.simulated,
        "season": message.season,
        "week": message.week,
        "game_type": message.game_type,
        "status": message.status,
        "status_reason": message.status_reason,
        "scheduled_at": timestamp_to_json(message.scheduled_at) if has("scheduled_at") else None,
        "hour_known": message.hour_known,
        "local_start": message.local_start,
        "venue": venue_to_json(message.venue) if has("venue") else None,
        "neutral": message.neutral,
        "competitors": [competitor_to_json(item) for item in message.competitors] if message.competitors else [],
        "conditions": conditions_to_json(message.conditions) if has("conditions") else None,
        "result_revision": message.result_revision if has("result_revision") else None,
        "divisional": message.divisional,
        "round_name": message.round_name,
        "other_ids": list(message.other_ids),
    }


def venue_to_json(message: pb.Venue) -> dict[str, Any]:
    return {
        "id": message.id,
        "name": message.name,
        "city": message.city,
        "country": message.country,
        "zone": message.zone,
    }


def competitor_to_json(message: pb.Competitor) -> dict[str, Any]:
    has = message.HasField
    return {
        "position": message.position,
        "side": message.side,
        "team_id": message.team_id,
        "person_id": message.person_id,
        "code": message.code,
        "name": message.name,
        "score": message.score if has("score") else None,
        "rest_days": message.rest_days if has("rest_days") else None,
        "starter": message.starter,
        "result": result_line_to_json(message.result) if has("result") else None,
    }


def conditions_to_json(message: pb.Conditions) -> dict[str, Any]:
    has = message.HasField
    return {
        "roof": message.roof,
        "surface": message.surface,
        "temperature_f": message.temperature_f if has("temperature_f") else None,
        "wind_mph": message.wind_mph if has("wind_mph") else None,
        "words": message.words,
    }


def list_competitions_request_to_json(_message: pb.ListCompetitionsRequest) -> dict[str, Any]:
    return {}


def list_competitions_response_to_json(message: pb.ListCompetitionsResponse) -> dict[str, Any]:
    return {
        "competitions": [competition_to_json(item) for item in message.competitions] if message.competitions else [],
    }


def list_events_request_to_json(message: pb.ListEventsRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "competition": message.competition,
        "season": message.season,
        "week": message.week if has("week") else None,
        "team": message.team if has("team") else None,
        "as_of": message.as_of if has("as_of") else None,
        "page_size": message.page_size if has("page_size") else None,
        "page_token": message.page_token if has("page_token") else None,
    }


def list_events_response_to_json(message: pb.ListEventsResponse) -> dict[str, Any]:
    return {
        "events": [event_to_json(item) for item in message.events] if message.events else [],
        "next_page_token": message.next_page_token,
        "total_size": message.total_size,
    }


def get_event_request_to_json(message: pb.GetEventRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "event_id": message.event_id,
        "as_of": message.as_of if has("as_of") else None,
    }


def get_event_response_to_json(message: pb.GetEventResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "event": event_to_json(message.event) if has("event") else None,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "Competition": competition_to_json,
    "Season": season_to_json,
    "Event": event_to_json,
    "Venue": venue_to_json,
    "Competitor": competitor_to_json,
    "Conditions": conditions_to_json,
    "ListCompetitionsRequest": list_competitions_request_to_json,
    "ListCompetitionsResponse": list_competitions_response_to_json,
    "ListEventsRequest": list_events_request_to_json,
    "ListEventsResponse": list_events_response_to_json,
    "GetEventRequest": get_event_request_to_json,
    "GetEventResponse": get_event_response_to_json,
}
