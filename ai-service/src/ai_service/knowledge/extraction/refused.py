"""The error of the reading process. This module imports nothing, so that the process starts fast."""


class Refused(Exception):
    """The reason, which refusals.py lists, and a sentence for the user."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message
