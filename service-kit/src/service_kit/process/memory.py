"""Keeps the garbage collector from looking again and again at what a process holds for its whole life."""

import gc
from typing import Final

_YOUNG: Final = 20_000
_MIDDLE: Final = 50
_OLD: Final = 100


def settle_memory() -> None:
    """For when everything is in place: what exists now stays, and one request is not worth a look."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, _MIDDLE, _OLD)
