"""Merges the metrics of several processes into one valid Prometheus text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_NAMES_ITS_SERVICE = re.compile(r'\w+{(?:.*,)?service="')


@dataclass(slots=True)
class _Family:
    comments: list[str] = field(default_factory=list[str])
    samples: list[str] = field(default_factory=list[str])


def merged(texts: Mapping[str, str]) -> str:
    """Merges texts of processes in format 0.0.4: each family once, its samples labelled `service`.

    Samples that already have the label keep it; the process with the empty name is this one.
    """
    families: dict[str, _Family] = {}
    for service, text in texts.items():
        name = ""
        for line in text.splitlines():
            if line.startswith(("# HELP ", "# TYPE ")):
                name = line.split(" ", 3)[2]
                family = families.setdefault(name, _Family())
                if len(family.comments) < 2 and line not in family.comments:
                    family.comments.append(line)
            elif line and not line.startswith("#"):
                family = families.setdefault(name or line.partition("{")[0], _Family())
                family.samples.append(_labelled(line, service))
    lines = [line for family in families.values() for line in (*family.comments, *family.samples)]
    return "\n".join(lines) + "\n"


def with_label(text: str, label: str, value: str) -> str:
    """Adds a label to every sample of a text."""
    lines = (line if line.startswith("#") else _with(line, label, value) for line in text.splitlines())
    return "".join(f"{line}\n" for line in lines)


def _labelled(line: str, service: str) -> str:
    if not service or _NAMES_ITS_SERVICE.match(line):
        return line
    return _with(line, "service", service)


def _with(line: str, label: str, value: str) -> str:
    name, brace, rest = line.partition("{")
    if brace and " " not in name:
        comma = "" if rest.startswith("}") else ","
        return f'{name}{{{label}="{value}"{comma}{rest}'
    name, _, number = line.partition(" ")
    return f'{name}{{{label}="{value}"}} {number}'
