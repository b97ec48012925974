"""Accepted work: the answer has the status 202, and names in Location where to follow the work."""

from typing import Any, get_args

import orjson
from pydantic import BaseModel

from altsports.contract.catalog import Method
from gateway_service.cache.payload import Payload
from service_kit.edge.asgi import Header

_URL = "status_url"


def is_followed(method: Method) -> bool:
    """Whether a method accepts work, and the data of its answer have a status URL."""
    policy = method.policy
    if policy.success_status != 202 or not policy.data_field:
        return False
    data: Any = method.response_model.model_fields[policy.data_field].annotation
    kinds = [data, *get_args(data)]
    return any(
        isinstance(kind, type) and issubclass(kind, BaseModel) and _URL in kind.model_fields for kind in kinds
    )


def location_of(payload: Payload) -> Header:
    """The header of an answer that `is_followed`."""
    return b"location", orjson.loads(payload.data)[_URL].encode()
