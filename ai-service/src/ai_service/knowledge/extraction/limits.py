"""What a document may have, and what reading it may cost."""

from typing import Final

LARGEST_BYTES: Final = 25 * 1024 * 1024
MOST_PAGES: Final = 2_000
MOST_CHARACTERS: Final = 5_000_000
MOST_EXPANDED_BYTES: Final = 100 * 1024 * 1024
MOST_PARTS: Final = 2_000

MEMORY_BYTES: Final = 1024 * 1024 * 1024
CPU_S: Final = 30
WALL_S: Final = 45.0
