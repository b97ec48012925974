"""The ids of the accounts that own the rows of the contract's examples, outside production."""

from typing import Final

DEMO_USER: Final = "196c254c-a014-5f36-bb7b-496e4f7195f5"
"""Owns what administrators see as well, such as tasks and files."""

FIRST_ADMIN: Final = "eaa602ee-55eb-5cf2-9c20-7a84566bc9c0"
"""Whoever logs in with what `make up` prints. Owns what nobody else sees, such as notifications."""
