"""Whether a client wants {data, metadata} or the bare data: ?envelope=false."""

from urllib.parse import parse_qsl

from service_kit.errors import ValidationFailed

_MEANINGS = {
    **dict.fromkeys(("true", "1", "yes", "on"), True),
    **dict.fromkeys(("false", "0", "no", "off"), False),
}


def wants_envelope(query: bytes) -> bool:
    """True unless the query disables it. Raises ValidationFailed if the value is not a boolean."""
    if b"envelope" not in query:
        return True
    pairs = parse_qsl(query.decode("latin-1"), keep_blank_values=True)
    found = [value for name, value in pairs if name == "envelope"] or ["true"]
    meaning = _MEANINGS.get(found[-1].lower())
    if meaning is None:
        words = "Input should be a valid boolean, unable to interpret input"
        raise ValidationFailed.at(["query", "envelope"], words, type="bool_parsing")
    return meaning
