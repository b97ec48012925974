"""How many uploads a process and a caller may have at a time: each holds parts of its file in memory."""

from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

from gateway_service.edge.errors import Overloaded

_PER_CALLER: Final = 4
_WAIT_S: Final = 2.0


class Transfers:
    """Counts uploads in progress."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._callers: Counter[str] = Counter()

    @contextmanager
    def one(self, caller: str) -> Generator[None]:
        """Counts an upload while the block runs. Raises Overloaded."""
        if self._callers[caller] >= _PER_CALLER:
            words = f"You have {_PER_CALLER} uploads in progress; wait until one of them has ended"
            raise Overloaded(words, retry_after_s=_WAIT_S)
        if self._callers.total() >= self._most:
            raise Overloaded("The gateway receives too many files at the moment", retry_after_s=_WAIT_S)
        self._callers[caller] += 1
        try:
            yield
        finally:
            self._callers[caller] -= 1
            if not self._callers[caller]:
                del self._callers[caller]
