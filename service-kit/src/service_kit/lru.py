"""A cache of fixed size that evicts the least recently used value."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Lru(Generic[K, V]):
    """For values whose keys come from strangers: values in use stay, regardless of the number of keys.

    The capacity is a number of values or, if `weigh` is given, the sum of their weights, such as bytes.

    For the results of a pure function of hashable arguments, use functools.lru_cache instead.
    """

    __slots__ = ("_capacity", "_entries", "_find", "_touch", "_weigh", "_weight")

    def __init__(self, capacity: int, weigh: Callable[[V], int] = lambda _: 1) -> None:
        self._capacity = capacity
        self._weigh = weigh
        self._weight = 0
        self._entries: OrderedDict[K, V] = OrderedDict()
        self._find, self._touch = self._entries.get, self._entries.move_to_end

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: K) -> V | None:
        """Returns the value and marks it as used; None if it is missing."""
        value = self._find(key)
        if value is not None:
            self._touch(key)
        return value

    def put(self, key: K, value: V) -> None:
        """Stores a value, and evicts the least recently used ones if the cache is full."""
        self.drop(key)
        self._entries[key] = value
        self._weight += self._weigh(value)
        while self._weight > self._capacity:
            self.drop(next(iter(self._entries)))

    def drop(self, key: K) -> None:
        """Deletes a value, if it exists."""
        value = self._entries.pop(key, None)
        if value is not None:
            self._weight -= self._weigh(value)

    def clear(self) -> None:
        """Deletes all values."""
        self._entries.clear()
        self._weight = 0
