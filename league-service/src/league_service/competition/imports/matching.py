"""Finds the stored event that a row of a source states: by its id, or by an id that stays when it moves."""

from collections.abc import Iterable, Iterator, Sequence

from league_service.competition.imports.domain import SourceEvent
from league_service.competition.imports.known import KnownEvent


class StoredEvents:
    """The stored events of a season; `stable_ids` names the ids of a source that an event keeps for ever."""

    def __init__(self, events: Iterable[KnownEvent], stable_ids: Sequence[str]) -> None:
        self._stable_ids = stable_ids
        self._by_key: dict[str, KnownEvent] = {}
        self._by_stable_id: dict[tuple[str, str], KnownEvent] = {}
        for event in events:
            for key in event.other_keys:
                self._by_key.setdefault(key, event)
            for name in stable_ids:
                if name in event.source_ids:
                    self._by_stable_id.setdefault((name, event.source_ids[name]), event)
            self._by_key[event.key] = event

    def find(self, event: SourceEvent) -> KnownEvent | None:
        """The stored event; None for a new one.

        An id that stays is worth more than the id in the competition, unless another such id contradicts it.
        """
        named = self._by_key.get(event.key)
        if named is not None and not self._differs(event, named, at_all=False):
            return named
        for _, found in self._sharing(event):
            if not self._differs(event, found, at_all=True):
                return found
        return named

    def conflicts(
        self, event: SourceEvent, found: KnownEvent | None
    ) -> Iterator[tuple[str, str, KnownEvent]]:
        """The ids of a row that another stored event than its own has: name, value and that event."""
        for name, other in self._sharing(event):
            if found is None or other.id != found.id:
                yield name, event.source_ids[name], other

    def _sharing(self, event: SourceEvent) -> Iterator[tuple[str, KnownEvent]]:
        for name in self._stable_ids:
            found = self._by_stable_id.get((name, event.source_ids.get(name, "")))
            if found is not None:
                yield name, found

    def _differs(self, event: SourceEvent, stored: KnownEvent, *, at_all: bool) -> bool:
        """Whether both have stable ids of which any (`at_all`) or every one differs."""
        different = [
            event.source_ids[name] != stored.source_ids[name]
            for name in self._stable_ids
            if name in event.source_ids and name in stored.source_ids
        ]
        return any(different) if at_all else bool(different) and all(different)
