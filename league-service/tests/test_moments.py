"""Times in messages."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from google.protobuf.timestamp_pb2 import Timestamp

from league_service.core import moments


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 3, 1, 12, 3, 4, 567890, tzinfo=UTC),
        datetime(2024, 2, 29, 1, tzinfo=timezone(timedelta(hours=-5, minutes=-30))),
        datetime(1969, 12, 31, 23, 59, 59, 500000, tzinfo=UTC),
        datetime(1, 1, 1, tzinfo=UTC),
        datetime.max.replace(tzinfo=UTC),
    ],
    ids=str,
)
def test_a_moment_is_in_a_message_what_protobuf_makes_of_it(moment: datetime) -> None:
    expected = Timestamp()
    expected.FromDatetime(moment)
    assert Timestamp(**moments.to_pb(moment)) == expected
