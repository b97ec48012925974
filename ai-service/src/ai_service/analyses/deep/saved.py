"""What a run of a deep analysis is given, and what it saves between its steps, as JSON."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from ai_service.analyses.deep.domain import Order
from ai_service.analyses.facts.domain import Facts
from ai_service.analyses.reports.domain import Aspect
from ai_service.models.calls.payer import payer_from_json, payer_to_json
from service_kit.caller import Caller


def params_of(order: Order, caller: Caller) -> dict[str, Any]:
    """The parameters of a run. The caller's identity goes along, because model calls are booked on it."""
    return {
        "league_id": order.league_id,
        "subjects": list(order.subjects),
        "question": order.question,
        "provider": order.provider,
        "caller": payer_to_json(caller),
    }


def order_of(params: Mapping[str, Any]) -> tuple[Order, Caller]:
    """What was asked for, and by whom."""
    caller = payer_from_json(params["caller"])
    return Order(
        league_id=params["league_id"],
        user_id=caller.principal,
        subjects=tuple(params["subjects"]),
        question=params["question"],
        provider=params["provider"],
        organisation_id=caller.organisation_id,
    ), caller


def facts_to_json(facts: Facts) -> dict[str, Any]:
    return _facts().dump_python(facts, mode="json")


def facts_from_json(data: Mapping[str, Any]) -> Facts:
    return _facts().validate_python(data)


def aspect_to_json(aspect: Aspect) -> dict[str, Any]:
    return _aspects().dump_python(aspect, mode="json")


def aspect_from_json(data: Mapping[str, Any]) -> Aspect:
    return _aspects().validate_python(data)


@cache
def _facts() -> TypeAdapter[Facts]:
    return TypeAdapter(Facts)


@cache
def _aspects() -> TypeAdapter[Aspect]:
    return TypeAdapter(Aspect)
