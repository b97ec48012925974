"""What a fake provider answers: an honest text, or one of the ways in which real providers fail."""

from dataclasses import dataclass, field
from typing import Any

TEXT = "The league has eight teams, and its scores are stable."


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer. With nothing set it is an honest one."""

    text: str = TEXT
    status: int = 200
    """Another status answers with the vendor's error document."""
    error: str = ""
    """The vendor's word for the error, such as "overloaded_error"."""
    message: str = "fake failure"
    param: str = ""
    """The parameter that the error is about (OpenAI)."""
    retry_after: str = ""
    dies_after: int | None = None
    """Closes the connection after this many parts of the text; a whole answer is cut in the middle."""
    fails_after: int | None = None
    """Sends an event with the error after this many parts, as a stream does."""
    stalls_after: int | None = None
    """Sends nothing more after this many parts; a whole answer never comes."""
    delay_s: float = 0.0
    """The pause before each part."""
    usage: tuple[int, int] | None = None
    """The tokens to report in place of honest ones."""
    no_usage: bool = False
    raw: bytes | None = None
    """Sends these bytes as the body, whatever they are."""
    content_type: str = ""
    refusal: bool = False
    finish: str = ""
    """The vendor's word for why the text ends."""
    tool: tuple[str, dict[str, Any]] | None = None
    """Asks for a tool: its name and arguments."""

    @property
    def parts(self) -> list[str]:
        """The text in the parts in which a stream sends it: words with their spaces."""
        words = self.text.split(" ")
        return [word if n == 0 else f" {word}" for n, word in enumerate(words)] if self.text else []


@dataclass(slots=True)
class Asked:
    """A request that a fake provider received."""

    vendor: str
    path: str
    headers: dict[str, str]
    body: dict[str, Any]
    at: float
    """Seconds of the loop's clock."""
    closed_at: float | None = None
    """When its answer ended, or the client left."""
    client_left: bool = False


@dataclass(slots=True)
class Plan:
    """The answers of one vendor: `then` in turn, afterwards `always`."""

    always: Reply = field(default_factory=Reply)
    then: list[Reply] = field(default_factory=list[Reply])

    def next(self) -> Reply:
        return self.then.pop(0) if self.then else self.always
