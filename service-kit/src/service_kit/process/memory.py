"""Keeps the garbage collector from scanning objects that live as long as the process."""

import gc
from typing import Final

_YOUNG: Final = 20_000
_MIDDLE: Final = 50
_OLD: Final = 100


def settle_memory() -> None:
    """Call this when everything is set up: excludes existing objects, and collects less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, _MIDDLE, _OLD)
