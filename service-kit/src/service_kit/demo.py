"""The ids of the accounts and organisations that own the rows of examples, outside production."""

from typing import Final

DEMO_USER: Final = "196c254c-a014-5f36-bb7b-496e4f7195f5"
"""Owns what administrators see as well, such as tasks and files."""

FIRST_ADMIN: Final = "eaa602ee-55eb-5cf2-9c20-7a84566bc9c0"
"""Whoever logs in with what `make up` prints. Owns what nobody else sees, such as notifications."""

FIRST_ORGANISATION: Final = "5b0d7c1a-3a53-5d0e-8f6e-0a7c3f1d9e42"
"""The organisation of the first administrator. Owns the rows of clubs that the examples name."""

DEMO_ORGANISATION: Final = "08dad9dd-2b09-5a86-9e2a-4815cb85b58d"
"""Harbour Rovers, the club of the demo."""

DEMO_TEAMS: Final = {
    "women": "7d0a4f0e-5c1b-5b7e-9f43-2a6c1d8e9b01",
    "men": "7d0a4f0e-5c1b-5b7e-9f43-2a6c1d8e9b02",
    "u15": "7d0a4f0e-5c1b-5b7e-9f43-2a6c1d8e9b03",
}
"""The teams of Harbour Rovers, to which the logins of the club have access."""

DEMO_LOGINS: Final = {
    "coach": "b4c6a1d2-8e3f-5a70-9b1c-6d7e8f9a0b01",
    "assistant_coach": "b4c6a1d2-8e3f-5a70-9b1c-6d7e8f9a0b02",
    "analyst": "b4c6a1d2-8e3f-5a70-9b1c-6d7e8f9a0b03",
    "player": "b4c6a1d2-8e3f-5a70-9b1c-6d7e8f9a0b04",
    "scout": "b4c6a1d2-8e3f-5a70-9b1c-6d7e8f9a0b05",
    "staff": "b4c6a1d2-8e3f-5a70-9b1c-6d7e8f9a0b06",
}
"""The accounts of Harbour Rovers by their role in the club. DEMO_USER is its account manager."""
