"""Why inputs cannot be analysed, as the child process reports it."""


class Refused(Exception):
    """The inputs are refused. `reason` is one of the contract."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        # A file may have anything in it: what cannot be encoded is replaced, and not all of it is repeated.
        self.message = message.encode("utf-8", "replace").decode()[:500]


def unreadable(name: str, message: str) -> Refused:
    """A file of a known format that breaks its rules."""
    return Refused("UNREADABLE_INPUT", f"{name} cannot be read: {message}")


def contradictory(message: str) -> Refused:
    """Files that do not belong together, or do not say enough together."""
    return Refused("CONTRADICTORY_INPUTS", message)
