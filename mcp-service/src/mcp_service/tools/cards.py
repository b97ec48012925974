"""One exposed RPC as agents see it: name, texts, schemas and requirements, all taken from the contract."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from altsports.contract.catalog import Method
from altsports.contract.comments import without_errors
from altsports.contract.policy import ToolSpec
from mcp_service.tools.schemas import Schema, input_schema, listed, outline, output_schema
from service_kit.caller import ANONYMOUS
from service_kit.edge.terms import terms_of
from service_kit.limits.questions import RouteTerms
from service_kit.rpc.access import has_access

OPERATORS: Final = "operators"
"""The tag of the tools that only administrators can call."""
_ACCEPTED = 202


@dataclass(frozen=True, slots=True)
class ToolCard:
    """A tool. `related`, `alternatives` and `word_searches` name tools that exist.

    The values of `alternatives` are the processes that serve them.
    `word_searches` are alternatives that take words (`query`) where this tool takes an id; `suggestions` are
    the usual next calls.
    """

    name: str
    title: str
    description: str
    tags: frozenset[str]
    parameters: Schema
    output_schema: Schema
    meta: Mapping[str, Any]
    method: Method
    spec: ToolSpec
    terms: RouteTerms
    related: tuple[str, ...]
    alternatives: Mapping[str, str]
    word_searches: tuple[str, ...]
    suggestions: tuple[str, ...]

    @property
    def listed(self) -> bool:
        """False for a tool that can be called but is not shown."""
        return not self.spec.hidden

    @property
    def starts_task(self) -> bool:
        """Whether the answer is a task that goes on after the call."""
        policy = self.method.policy
        return policy.success_status == _ACCEPTED and policy.data_field == "task"

    @property
    def is_for_operators(self) -> bool:
        """Whether only administrators can call the tool."""
        return OPERATORS in self.tags

    @property
    def is_for_all(self) -> bool:
        """Whether the tool is in the list of all, and not only in that of its product or of operators."""
        return not (self.is_for_operators or self.spec.only_in_toolset)


def make_card(method: Method, spec: ToolSpec, exposed: Mapping[str, Method]) -> ToolCard:
    """Creates the tool of a method; `exposed` contains the methods of all tools by name."""
    related = tuple(name for name in spec.related if name in exposed)
    alternatives = {name: exposed[name].area for name in spec.alternatives if name in exposed}
    return ToolCard(
        name=spec.name,
        title=spec.title,
        description=without_errors(spec.description),
        tags=_tags(method),
        parameters=input_schema(method.request_model),
        output_schema=_output(method, spec),
        meta=_needs(method),
        method=method,
        spec=spec,
        terms=terms_of(method),
        related=related,
        alternatives=alternatives,
        word_searches=tuple(n for n in alternatives if "query" in exposed[n].request_model.model_fields),
        suggestions=tuple(f"Next: {name} ({_title(exposed[name])})" for name in related),
    )


def describe(card: ToolCard) -> dict[str, Any]:
    """Everything that an agent needs to call a tool."""
    return {
        "name": card.name,
        "title": card.title,
        "description": card.description,
        "input_schema": card.parameters,
        "read_only": card.spec.read_only,
        "destructive": card.spec.destructive,
        **card.meta,
        "rpc": card.method.rpc,
        "rate_limit": str(card.terms.rate) if card.terms.rate else None,
        "quota_cost": card.terms.quota_cost,
        "errors": [error.reason for error in card.method.errors],
        "related_tools": list(card.related),
        "alternative_tools": list(card.alternatives),
    }


def _title(method: Method) -> str:
    return method.tool.title if method.tool else ""


def _tags(method: Method) -> frozenset[str]:
    """The product, the namespace and the noun, and whether the tool is for operators."""
    operators = OPERATORS if method.policy.role == "admin" else ""
    return frozenset(filter(None, (method.toolset, method.namespace, method.group, operators)))


def _output(method: Method, spec: ToolSpec) -> Schema:
    schema = output_schema(method.response_model)
    if method.server_streaming:
        return listed(schema, ())
    if spec.result_field:
        field = schema["properties"][spec.result_field]
        return listed(field["items"], spec.result_keep)
    return outline(schema)


def _needs(method: Method) -> dict[str, Any]:
    """The requirements of a call, and example arguments; every listed tool carries them."""
    policy = method.policy
    first = (method.tool.example,) if method.tool else ()
    examples = {str(example): example for example in (*first, *policy.examples)}
    return {
        "auth": {
            "required": not has_access(policy, ANONYMOUS),
            "scopes": list(policy.permissions),
            "role": policy.role or None,
        },
        "examples": [{"arguments": dict(example)} for example in examples.values()],
    }
