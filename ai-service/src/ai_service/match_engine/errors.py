"""Why an engine does not analyse a match. The contract names the reasons."""

from typing import Final

from service_kit.errors import (
    DomainError,
    FailedPrecondition,
    InvalidArgument,
    ResourceExhausted,
    Unavailable,
)


class UnreadableInput(InvalidArgument):
    """A file breaks the rules of its format."""

    reason = "UNREADABLE_INPUT"


class UnsupportedInput(InvalidArgument):
    """A file is in no format that the engine reads."""

    reason = "UNSUPPORTED_INPUT"


class ContradictoryInputs(InvalidArgument):
    """The files do not belong together."""

    reason = "CONTRADICTORY_INPUTS"


class InputMismatch(InvalidArgument):
    """The bytes are not those that the start announced."""

    reason = "INPUT_MISMATCH"


class InvalidStart(InvalidArgument):
    """The first message is missing or says what cannot be."""

    reason = "INVALID_START"


class InputNotReachable(FailedPrecondition):
    """The engine does not share a file store with the caller."""

    reason = "INPUT_NOT_REACHABLE"


class InputTooLarge(ResourceExhausted):
    """The inputs have too many bytes, frames or players."""

    retry = "never"
    reason = "INPUT_TOO_LARGE"


class AnalysisTooLarge(ResourceExhausted):
    """The analysis needs too much memory or time."""

    retry = "never"
    reason = "ANALYSIS_TOO_LARGE"


class EngineBusy(Unavailable):
    """Other analyses are running."""

    reason = "ENGINE_BUSY"


class EngineFailed(Unavailable):
    """The engine stopped or cannot be reached."""

    reason = "ENGINE_FAILED"


class EngineProtocolError(FailedPrecondition):
    """The engine broke the contract: what it said before stands, what follows is not read."""

    reason = "ENGINE_PROTOCOL_ERROR"


REFUSALS: Final[dict[str, type[DomainError]]] = {
    each.reason: each
    for each in (
        UnreadableInput,
        UnsupportedInput,
        ContradictoryInputs,
        InputMismatch,
        InvalidStart,
        InputTooLarge,
    )
}
"""What the child process may refuse, by reason."""
