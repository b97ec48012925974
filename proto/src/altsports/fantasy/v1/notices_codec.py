"""Generated from altsports/fantasy/v1/notices.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.fantasy.v1 import notices_pb2 as pb


def fantasy_f1_result_missed_to_json(message: pb.F1ResultMissed) -> dict[str, Any]:
    return {
        "session_id": message.session_id,
        "race_key": message.race_key,
        "session": message.session,
        "reason": message.reason,
    }


def fantasy_f1_result_quarantined_to_json(message: pb.F1ResultQuarantined) -> dict[str, Any]:
    return {
        "session_id": message.session_id,
        "revision": message.revision,
        "race_key": message.race_key,
        "session": message.session,
        "reason": message.reason,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "F1ResultMissed": fantasy_f1_result_missed_to_json,
    "F1ResultQuarantined": fantasy_f1_result_quarantined_to_json,
}
