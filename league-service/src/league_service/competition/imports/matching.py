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
        """The stored event; None for a new one."""
        return self._by_key.get(event.key) or next((found for _, found in self._sharing(event)), None)

    def conflicts(self, event: SourceEvent, found: KnownEvent) -> Iterator[tuple[str, str, KnownEvent]]:
        """The ids of a row that another stored event than its own has: name, value and that event."""
        for name, other in self._sharing(event):
            if other.id != found.id:
                yield name, event.source_ids[name], other

    def _sharing(self, event: SourceEvent) -> Iterator[tuple[str, KnownEvent]]:
        for name in self._stable_ids:
            found = self._by_stable_id.get((name, event.source_ids.get(name, "")))
            if found is not None:
                yield name, found
