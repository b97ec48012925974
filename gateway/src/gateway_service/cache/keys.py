"""The keys of cached answers, and the tags that invalidate them."""

import re
from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

import orjson

from altsports.contract.catalog import Catalog, Method
from service_kit.events.tags import EVERYTHING

_FIELD = re.compile(r"{(\w+)(\??)}")


class CacheKeys:
    """Keys and tags of one method's answers."""

    def __init__(self, method: Method) -> None:
        self._name = method.rpc
        self._tags = method.policy.cache.tags if method.policy.cache else ()

    def key(self, values: Mapping[str, Any]) -> str:
        """The key of an answer, independent of the order and spelling of the values."""
        canonical = orjson.dumps(values, option=orjson.OPT_SORT_KEYS, default=str)
        return f"{self._name}:{blake2b(canonical, digest_size=16).hexdigest()}"

    def tags(self, values: Mapping[str, Any]) -> tuple[str, ...]:
        """The tags with the values of the request, and the tag of all answers."""
        return (EVERYTHING, *filled(self._tags, values))


def filled(templates: tuple[str, ...], values: Mapping[str, Any]) -> tuple[str, ...]:
    """Fills tags such as "league:{league_id}" with values; skips tags whose values are unknown.

    "{season?}" becomes empty if the request does not name a season: the tag of the default answer.
    """
    return tuple(tag for template in templates if (tag := _filled(template, values)) is not None)


def _filled(template: str, values: Mapping[str, Any]) -> str | None:
    known = {name: values[name] for name, _ in _FIELD.findall(template) if values.get(name) is not None}
    if any(not may_miss and name not in known for name, may_miss in _FIELD.findall(template)):
        return None
    return _FIELD.sub(lambda match: str(known.get(match[1], "")), template)


def tags_changed_by(method: Method, catalog: Catalog) -> tuple[str, ...]:
    """The tags of everything cached from the same proto service, which a change invalidates at once.

    Events also invalidate it for changes of any origin; this makes callers see their own changes.
    """
    cached = [m.policy.cache for m in catalog.methods if m.service == method.service]
    return tuple(dict.fromkeys(tag for policy in cached if policy for tag in policy.tags))
