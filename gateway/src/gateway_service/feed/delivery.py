"""Writes events to all clients in their audience, once per client: the hot path of the feed.

Most events are public, and most clients have one subscription. All clients with the same filter then get the
same bytes, so they are chosen and the bytes are joined once per group, and `Fanout` writes them. Everybody
else is asked one by one.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet

from gateway_service.feed.index import Group, Receiver, SubscriptionIndex
from gateway_service.feed.measures import SENT
from gateway_service.feed.message import FeedMessage
from service_kit.edge.protocols.fanout import Fanout

_Chosen = dict[Receiver, dict[int, FeedMessage]]
"""The messages by number, for receivers whose bytes differ from those of their groups."""


class Delivery:
    """`admits` decides whether a receiver is in the audience of a message."""

    def __init__(self, index: SubscriptionIndex, admits: Callable[[Receiver, FeedMessage], bool]) -> None:
        self._index = index
        self._admits = admits
        self._fanout = Fanout()

    def close(self) -> None:
        """Ends the thread that helps to write."""
        self._fanout.close()

    def hand_out(self, messages: Sequence[FeedMessage]) -> None:
        """Writes messages in their order, without waiting for any client."""
        found: dict[Group, list[FeedMessage]] = defaultdict(list)
        chosen: _Chosen = defaultdict(dict)
        for message in messages:
            if message.audience.everybody:
                for group in self._index.matching(message):
                    found[group].append(message)
            else:
                self._address(message, chosen)
        addressed = frozenset(chosen)
        for group, matching in found.items():
            self._to_group(group, matching, chosen, addressed)
        for receiver, several in chosen.items():
            receiver.push(b"".join(several[seq].on(receiver.wire) for seq in sorted(several)))

    def _address(self, message: FeedMessage, chosen: _Chosen) -> None:
        """Chooses the receivers of a message that is not public."""
        for subscription, receiver in self._index.addressed(message.audience):
            if subscription.will_bring(message) and self._admits(receiver, message):
                chosen[receiver][message.seq] = message
                SENT.labels(receiver.wire.value).inc()

    def _to_group(
        self,
        group: Group,
        matching: Sequence[FeedMessage],
        chosen: _Chosen,
        addressed: AbstractSet[Receiver],
    ) -> None:
        """Writes to the receivers that need nothing else from this batch; adds the others to `chosen`."""
        joined = b"".join(message.on(group.wire) for message in matching)
        split = group.split(matching[0].seq, addressed)
        self._fanout.push(split.crowd, joined)
        for receiver in split.queues:
            receiver.push(joined)
        for subscription, receiver in split.others:
            newer = (each for each in matching if each.seq > subscription.since)
            chosen[receiver].update((each.seq, each) for each in newer)
        SENT.labels(group.wire.value).inc(len(matching) * len(group.members))
