"""Who pays for the calls of a run, as JSON in its parameters: a worker carries it out, not the user."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Final

from service_kit.caller import Caller

_FIELDS: Final = (
    "kind",
    "user_id",
    "username",
    "role",
    "tier",
    "organisation_id",
    "api_key_id",
    "request_id",
)
assert set(_FIELDS) <= {field.name for field in fields(Caller)}


def payer_to_json(caller: Caller) -> dict[str, Any]:
    return {name: getattr(caller, name) for name in _FIELDS}


def payer_from_json(data: Mapping[str, Any]) -> Caller:
    return Caller(**data)
