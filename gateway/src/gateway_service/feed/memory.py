"""The newest messages of the feed, so that most clients can resume without Redis."""

from bisect import bisect_right
from collections.abc import Callable, Iterable

from gateway_service.feed.filters import FeedFilter
from gateway_service.feed.message import FeedMessage


class Memory:
    """All messages after `floor` that the feed has read."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._messages: list[FeedMessage] = []
        self._seqs: list[int] = []
        self.floor = 0

    def begin(self, floor: int) -> None:
        """Deletes all messages, and starts after `floor`."""
        self._messages, self._seqs, self.floor = [], [], floor

    def add(self, messages: Iterable[FeedMessage]) -> None:
        """Adds messages that are newer than all others."""
        for message in messages:
            self._messages.append(message)
            self._seqs.append(message.seq)
        if len(self._messages) > 2 * self._capacity:
            surplus = len(self._messages) - self._capacity
            self.floor = self._seqs[surplus - 1]
            del self._messages[:surplus], self._seqs[:surplus]

    def covers(self, seq: int) -> bool:
        """Whether all messages after `seq` are available."""
        return seq >= self.floor

    def after(self, seq: int, count: int) -> list[FeedMessage]:
        """The next messages after `seq`, at most `count`."""
        start = bisect_right(self._seqs, seq)
        return self._messages[start : start + count]

    def last_of_each_channel(
        self, wanted: FeedFilter, channels: Iterable[str], may_have: Callable[[FeedMessage], bool], count: int
    ) -> dict[str, list[FeedMessage]]:
        """The newest matching messages of each channel, oldest first."""
        found: dict[str, list[FeedMessage]] = {name: [] for name in channels}
        missing = len(found)
        for message in reversed(self._messages):
            if missing == 0:
                break
            if wanted.matches(message) and len(found[message.channel]) < count and may_have(message):
                found[message.channel].append(message)
                missing -= len(found[message.channel]) == count
        return {name: messages[::-1] for name, messages in found.items()}
