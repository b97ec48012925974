"""Names for texts that repeat: method paths and signed callers are sent once, and then named by number."""

from collections import OrderedDict
from typing import Final

from service_kit.rpc.frames.layout import (
    LONGEST_NAME,
    MOST_NAMES,
    NAME,
    NO_NAME,
    MalformedFrame,
    frame,
    read_text,
)


class GivenNames:
    """The client's end: numbers the texts, and reuses the number that was unused for longest.

    Frames stay in order, so a number can be given to another text while calls with the old one are queued.
    """

    def __init__(self, capacity: int = MOST_NAMES) -> None:
        self._capacity: Final = capacity
        self._numbers: OrderedDict[str, int] = OrderedDict()

    def __len__(self) -> int:
        return len(self._numbers)

    def number(self, text: str) -> tuple[int, bytes | None]:
        """The number of a text, and the frame that has to be sent first if the number is new."""
        number = self._numbers.get(text)
        if number is not None:
            self._numbers.move_to_end(text)
            return number, None
        if len(self._numbers) < self._capacity:
            number = len(self._numbers) + 1
        else:
            number = self._numbers.popitem(last=False)[1]
        self._numbers[text] = number
        return number, frame(NAME, number, text.encode())


class KnownNames:
    """The service's end: the texts that a client has named."""

    def __init__(self) -> None:
        self._texts: dict[int, str] = {NO_NAME: ""}

    def __len__(self) -> int:
        return len(self._texts)

    def learn(self, number: int, content: bytes) -> None:
        """Stores a name. Raises MalformedFrame for more or longer names than a link may have."""
        if not NO_NAME < number <= MOST_NAMES or len(content) > LONGEST_NAME:
            raise MalformedFrame("A name of the link is too long, or has an impossible number")
        self._texts[number] = read_text(content)

    def text(self, number: int) -> str:
        """The text of a number. Raises MalformedFrame if it was never sent."""
        try:
            return self._texts[number]
        except KeyError:
            raise MalformedFrame("A call of the link uses a name that was not sent") from None
