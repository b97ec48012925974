"""Lists of a noun: filters, search, orders and pages. Each combination is one statement, written once."""

from datetime import UTC
from typing import Any, Final, LiteralString, NamedTuple

from google.protobuf.message import Message

from league_service.clubs.engine.access import Access, in_force
from league_service.clubs.engine.columns import Column
from league_service.clubs.engine.plan import OWN, Plan, sql
from league_service.core.paging import Position, make_token, read_token
from service_kit.db.folding import folded
from service_kit.lru import Lru
from service_kit.rpc.access import InsufficientPermissions

_MOST_STATEMENTS: Final = 512
_LAST: Final = {
    "text": "''",
    "uuid": "'00000000-0000-0000-0000-000000000000'::uuid",
    "date": "'infinity'::date",
    "time": "'infinity'::timestamptz",
    "integer": "2147483647",
    "bigint": "9223372036854775807",
    "double": "'infinity'::double precision",
    "boolean": "false",
}
"""What an absent value is ordered as."""


class Filter(NamedTuple):
    """A filter: the field of the request, and the condition with its parameter."""

    name: str
    column: str
    condition: str


class Listing:
    """Writes and runs the lists of one noun."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.filters = [made for path in plan.noun.option.filters for made in _filters(plan, path)]
        self.orders = {order: _order(plan, order) for order in plan.noun.orders}
        self._statements: Lru[tuple[Any, ...], LiteralString] = Lru(_MOST_STATEMENTS)

    def read(self, request: Any, access: Access) -> "Query":
        """The query of a request. Raises InvalidPageToken, InsufficientPermissions."""
        given: dict[str, Any] = {}
        for each in self.filters:
            if request.HasField(each.name):
                given[each.name] = _value(getattr(request, each.name))
        words: list[str] = request.query.split() if self.plan.noun.option.search and request.query else []
        self._check_personal(given, request.order, access)
        fixed = [self.plan.noun.plural, access.organisation, request.order, request.include_archived]
        asked: list[Any] = [*fixed, words, {name: str(value) for name, value in given.items()}]
        after = read_token(asked, request.page_token, str, str)
        return Query(given, words, request.order, request.include_archived, after, request.page_size, asked)

    def _check_personal(self, given: dict[str, Any], order: str, access: Access) -> None:
        """A filter or an order by a hidden field would show what it hides."""
        if not access.only_plays:
            return
        used = {each.column for each in self.filters if each.name in given} | {order.removeprefix("-")}
        if hidden := sorted(used & self.plan.personal):
            raise InsufficientPermissions(
                f"Insufficient permissions. You cannot list by {hidden[0]}, which is personal",
                field=hidden[0],
            )

    def statement(self, query: "Query", *, scoped: bool) -> LiteralString:
        """The statement of a query."""
        resumed = query.after is not None
        key = (frozenset(query.given), len(query.words), query.order, query.archived, resumed, scoped)
        found = self._statements.get(key)
        if found is None:
            found = self._written(query, scoped=scoped)
            self._statements.put(key, found)
        return found

    def _written(self, query: "Query", *, scoped: bool) -> LiteralString:
        plan, (expression, kind) = self.plan, self.orders[query.order]
        wanted = [OWN, *(each.condition for each in self.filters if each.name in query.given)]
        wanted += [] if query.archived else ["t.archived_at IS NULL"]
        wanted += [plan.visible["read"]] if scoped else []
        searched = sql(
            "concat_ws(' ', " + ", ".join(_searched(plan, each) for each in plan.noun.option.search) + ")"
        )
        wanted += [
            f"strpos({folded(searched)}, {folded(sql(f'%(word{at})s::text'))}) > 0"
            for at in range(len(query.words))
        ]
        condition = " AND ".join(wanted)
        sign, direction = ("<", " DESC") if query.order.startswith("-") else (">", "")
        following = (
            f" AND ({expression}, t.id) {sign} (%(after)s::{kind}, %(after_id)s::uuid)" if query.after else ""
        )
        return sql(
            f"SELECT {plan.selected}, (SELECT count(*)::int FROM {plan.noun.table} AS t WHERE {condition}),"
            f" {expression}::text FROM {plan.noun.table} AS t WHERE {condition}{following}"
            f" ORDER BY {expression}{direction}, t.id{direction} LIMIT %(limit)s"
        )


class Query(NamedTuple):
    """A list that a caller wants."""

    given: dict[str, Any]
    words: list[str]
    order: str
    archived: bool
    after: Position | None
    size: int
    asked: list[Any]

    def parameters(self, access: Access) -> dict[str, Any]:
        """The parameters of the statement."""
        words = {f"word{at}": word for at, word in enumerate(self.words)}
        after, after_id = self.after or ("", "")
        page = {"after": after, "after_id": after_id, "limit": self.size + 1}
        return {**access.parameters, **self.given, **words, **page}

    def token_after(self, row: tuple[Any, ...]) -> str:
        """The token of the page after a row."""
        return make_token(self.asked, [row[-1], row[0]])


def _order(plan: Plan, order: str) -> tuple[str, str]:
    """The expression of an order that is never NULL, and its type."""
    name = order.removeprefix("-")
    column = plan.by_name.get(name)
    if column is None:
        return f"t.{name}", "timestamptz"
    expression = f"lower(t.{column.quoted})" if column.kind == "text" else f"t.{column.quoted}"
    if column.nullable:
        expression = f"coalesce({expression}, {_LAST[column.kind]})"
    return expression, column.sql_type


def _filters(plan: Plan, path: str) -> list[Filter]:
    if "." in path:
        name, field = path.split(".")
        child = next(child for child in plan.children if child.field == name)
        column = next(column for column in child.columns if column.name == field)
        condition = (
            f"EXISTS (SELECT FROM {child.table} AS c WHERE c.organisation_id = t.organisation_id"
            f" AND c.{child.owner} = t.id AND c.{column.quoted} = {column.placeholder}"
            f"{in_force(plan.noun, path)}{_only_own(plan, path, column)})"
        )
        return [Filter(field, path, condition)]
    column = plan.by_name[path]
    if column.kind in ("date", "time"):
        return [_limit(column, word, sign) for word, sign in (("since", ">="), ("until", "<"))]
    compared = (
        f"lower(t.{column.quoted}) = lower({column.placeholder})"
        if column.kind == "text"
        else (f"t.{column.quoted} = {column.placeholder}")
    )
    return [Filter(path, path, compared)]


def _only_own(plan: Plan, path: str, column: Column) -> str:
    """The condition that keeps those who only play from finding others by a filter."""
    if path not in plan.noun.option.own_filters:
        return ""
    return (
        " AND (%(works)s OR EXISTS (SELECT FROM clubs.players AS own"
        f" WHERE own.organisation_id = t.organisation_id AND own.id = c.{column.quoted}"
        " AND own.user_id = %(person)s::uuid))"
    )


def _searched(plan: Plan, name: str) -> str:
    """A searched field, or NULL for a caller from whom it may be hidden."""
    column = f't."{name}"'
    return f"CASE WHEN %(works)s THEN {column} END" if name in plan.noun.option.hidden_search else column


def _limit(column: Column, word: str, sign: str) -> Filter:
    name = f"{word}_{column.name}"
    return Filter(name, column.name, f"t.{column.quoted} {sign} %({name})s::{column.sql_type}")


def _value(value: Any) -> Any:
    """The parameter of a filter."""
    if isinstance(value, Message):
        return getattr(value, "ToDatetime")(tzinfo=UTC)  # noqa: B009 - only a Timestamp is a message here
    return value
