"""Generated from altsports/fantasy/v1/drivers.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.fantasy.v1 import drivers_pb2 as pb


def fantasy_driver_to_json(message: pb.Driver) -> dict[str, Any]:
    has = message.HasField
    return {
        "id": message.id,
        "key": message.key,
        "code": message.code,
        "name": message.name,
        "number": message.number if has("number") else None,
        "nationality": message.nationality,
        "born": message.born if has("born") else None,
        "racing_team": fantasy_constructor_to_json(message.racing_team) if has("racing_team") else None,
        "entered": message.entered,
        "statistics": fantasy_driver_statistics_to_json(message.statistics) if has("statistics") else None,
        "price": message.price,
    }


def fantasy_constructor_to_json(message: pb.Constructor) -> dict[str, Any]:
    return {
        "id": message.id,
        "key": message.key,
        "code": message.code,
        "name": message.name,
    }


def fantasy_driver_statistics_to_json(message: pb.DriverStatistics) -> dict[str, Any]:
    has = message.HasField
    return {
        "rank": message.rank if has("rank") else None,
        "points": message.points,
        "starts": message.starts,
        "wins": message.wins,
        "podiums": message.podiums,
        "poles": message.poles,
        "fastest_laps": message.fastest_laps,
        "retirements": message.retirements,
        "best_rank": message.best_rank if has("best_rank") else None,
        "sprint_wins": message.sprint_wins,
    }


def fantasy_list_drivers_request_to_json(message: pb.ListDriversRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "season": message.season if has("season") else None,
        "race": message.race if has("race") else None,
        "query": message.query if has("query") else None,
        "sort": message.sort if has("sort") else None,
        "as_of": message.as_of if has("as_of") else None,
        "replay": message.replay if has("replay") else None,
        "page_size": message.page_size if has("page_size") else None,
        "page_token": message.page_token if has("page_token") else None,
    }


def fantasy_list_drivers_response_to_json(message: pb.ListDriversResponse) -> dict[str, Any]:
    return {
        "drivers": [fantasy_driver_to_json(item) for item in message.drivers] if message.drivers else [],
        "season": message.season,
        "simulated": message.simulated,
        "next_page_token": message.next_page_token,
        "total_size": message.total_size,
    }


def fantasy_get_driver_request_to_json(message: pb.GetDriverRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "driver_id": message.driver_id,
        "season": message.season if has("season") else None,
        "as_of": message.as_of if has("as_of") else None,
        "replay": message.replay if has("replay") else None,
    }


def fantasy_get_driver_response_to_json(message: pb.GetDriverResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "driver": fantasy_driver_to_json(message.driver) if has("driver") else None,
        "season": message.season,
        "simulated": message.simulated,
    }


def fantasy_create_driver_request_to_json(message: pb.CreateDriverRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "name": message.name,
        "code": message.code,
        "number": message.number if has("number") else None,
        "nationality": message.nationality,
        "born": message.born if has("born") else None,
        "racing_team": message.racing_team if has("racing_team") else None,
        "season": message.season if has("season") else None,
        "first_race": message.first_race if has("first_race") else None,
    }


def fantasy_create_driver_response_to_json(message: pb.CreateDriverResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "driver": fantasy_driver_to_json(message.driver) if has("driver") else None,
    }


def fantasy_update_driver_request_to_json(message: pb.UpdateDriverRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "driver_id": message.driver_id,
        "name": message.name if has("name") else None,
        "code": message.code if has("code") else None,
        "nationality": message.nationality if has("nationality") else None,
        "born": message.born if has("born") else None,
        "number": message.number if has("number") else None,
        "racing_team": message.racing_team if has("racing_team") else None,
        "entered": message.entered if has("entered") else None,
        "season": message.season if has("season") else None,
        "first_race": message.first_race if has("first_race") else None,
        "last_race": message.last_race if has("last_race") else None,
    }


def fantasy_update_driver_response_to_json(message: pb.UpdateDriverResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "driver": fantasy_driver_to_json(message.driver) if has("driver") else None,
    }


def fantasy_delete_driver_request_to_json(message: pb.DeleteDriverRequest) -> dict[str, Any]:
    return {
        "driver_id": message.driver_id,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "Driver": fantasy_driver_to_json,
    "Constructor": fantasy_constructor_to_json,
    "DriverStatistics": fantasy_driver_statistics_to_json,
    "ListDriversRequest": fantasy_list_drivers_request_to_json,
    "ListDriversResponse": fantasy_list_drivers_response_to_json,
    "GetDriverRequest": fantasy_get_driver_request_to_json,
    "GetDriverResponse": fantasy_get_driver_response_to_json,
    "CreateDriverRequest": fantasy_create_driver_request_to_json,
    "CreateDriverResponse": fantasy_create_driver_response_to_json,
    "UpdateDriverRequest": fantasy_update_driver_request_to_json,
    "UpdateDriverResponse": fantasy_update_driver_response_to_json,
    "DeleteDriverRequest": fantasy_delete_driver_request_to_json,
}
