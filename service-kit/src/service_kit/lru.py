"""A cache of fixed size that evicts the least recently used value."""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Lru(Generic[K, V]):
    """For values whose keys come from strangers: values in use stay, regardless of the number of keys.

    For the results of a pure function of hashable arguments, use functools.lru_cache instead.
    """

    __slots__ = ("_capacity", "_entries", "_find", "_touch")

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
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
        """Stores a value, and evicts the least recently used one if the cache is full."""
        self._entries[key] = value
        self._entries.move_to_end(key)
        if len(self._entries) > self._capacity:
            self._entries.popitem(last=False)

    def drop(self, key: K) -> None:
        """Deletes a value, if it exists."""
        self._entries.pop(key, None)

    def clear(self) -> None:
        """Deletes all values."""
        self._entries.clear()
