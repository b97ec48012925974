"""Moments on their way into messages."""

from datetime import UTC, datetime
from typing import Any

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def to_pb(moment: datetime) -> Any:
    """The fields of a Timestamp: a third of the cost of a message that the other one copies."""
    since = moment - _EPOCH
    return {"seconds": since.days * 86_400 + since.seconds, "nanos": since.microseconds * 1000}
