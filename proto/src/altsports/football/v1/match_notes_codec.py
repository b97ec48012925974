"""Generated from altsports/football/v1/match_notes.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.football.v1 import match_notes_pb2 as pb


def football_match_note_to_json(message: pb.MatchNote) -> dict[str, Any]:
    has = message.HasField
    return {
        "id": message.id,
        "version": message.version,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "updated_at": timestamp_to_json(message.updated_at) if has("updated_at") else None,
        "match_id": message.match_id,
        "author_id": message.author_id,
        "body": message.body,
        "visibility": message.visibility,
        "player_id": message.player_id if has("player_id") else None,
        "period": message.period if has("period") else None,
        "match_s": message.match_s if has("match_s") else None,
        "tags": list(message.tags),
    }


def football_list_match_notes_request_to_json(message: pb.ListMatchNotesRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "match_id": message.match_id,
        "visibility": message.visibility if has("visibility") else None,
        "player_id": message.player_id if has("player_id") else None,
        "tag": message.tag if has("tag") else None,
        "page_size": message.page_size if has("page_size") else None,
        "page_token": message.page_token if has("page_token") else None,
    }


def football_list_match_notes_response_to_json(message: pb.ListMatchNotesResponse) -> dict[str, Any]:
    return {
        "notes": [football_match_note_to_json(item) for item in message.notes] if message.notes else [],
        "next_page_token": message.next_page_token,
        "total_size": message.total_size,
    }


def football_get_match_note_request_to_json(message: pb.GetMatchNoteRequest) -> dict[str, Any]:
    return {
        "match_id": message.match_id,
        "note_id": message.note_id,
    }


def football_get_match_note_response_to_json(message: pb.GetMatchNoteResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "note": football_match_note_to_json(message.note) if has("note") else None,
    }


def football_create_match_note_request_to_json(message: pb.CreateMatchNoteRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "match_id": message.match_id,
        "body": message.body,
        "visibility": message.visibility if has("visibility") else None,
        "player_id": message.player_id if has("player_id") else None,
        "period": message.period if has("period") else None,
        "match_s": message.match_s if has("match_s") else None,
        "tags": list(message.tags),
        "request_id": message.request_id if has("request_id") else None,
    }


def football_create_match_note_response_to_json(message: pb.CreateMatchNoteResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "note": football_match_note_to_json(message.note) if has("note") else None,
    }


def football_update_match_note_request_to_json(message: pb.UpdateMatchNoteRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "match_id": message.match_id,
        "note_id": message.note_id,
        "body": message.body if has("body") else None,
        "visibility": message.visibility if has("visibility") else None,
        "player_id": message.player_id if has("player_id") else None,
        "period": message.period if has("period") else None,
        "match_s": message.match_s if has("match_s") else None,
        "tags": list(message.tags),
        "expected_version": message.expected_version if has("expected_version") else None,
        "clear": list(message.clear),
    }


def football_update_match_note_response_to_json(message: pb.UpdateMatchNoteResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "note": football_match_note_to_json(message.note) if has("note") else None,
    }


def football_delete_match_note_request_to_json(message: pb.DeleteMatchNoteRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "match_id": message.match_id,
        "note_id": message.note_id,
        "expected_version": message.expected_version if has("expected_version") else None,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "MatchNote": football_match_note_to_json,
    "ListMatchNotesRequest": football_list_match_notes_request_to_json,
    "ListMatchNotesResponse": football_list_match_notes_response_to_json,
    "GetMatchNoteRequest": football_get_match_note_request_to_json,
    "GetMatchNoteResponse": football_get_match_note_response_to_json,
    "CreateMatchNoteRequest": football_create_match_note_request_to_json,
    "CreateMatchNoteResponse": football_create_match_note_response_to_json,
    "UpdateMatchNoteRequest": football_update_match_note_request_to_json,
    "UpdateMatchNoteResponse": football_update_match_note_response_to_json,
    "DeleteMatchNoteRequest": football_delete_match_note_request_to_json,
}
