"""The columns of clubs that hold words of the contract: "forward" is never the name of a person there."""

from collections.abc import Iterable
from typing import Final

from altsports.contract.resources import Noun
from altsports.options.v1 import options_pb2

_OTHERS: Final = frozenset(
    {"kind", "visibility", "source", "answer", "person", "user_id", "author_id", "recorded_by"}
)


def vocabulary_of(nouns: Iterable[Noun]) -> frozenset[str]:
    """The names of these columns: fields with values or a format, and those of tables without a noun."""
    found = set(_OTHERS)
    for noun in nouns:
        for name, field in noun.fields.items():
            rules = field.GetOptions().Extensions[options_pb2.rules]
            if rules.values or rules.format or rules.pattern or name.endswith(("_id", "time_zone")):
                found.add(name)
    return frozenset(found)
