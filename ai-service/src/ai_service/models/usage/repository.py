"""The SQL of the usage ledger."""

from collections.abc import Collection, Sequence
from typing import Final

from ai_service.models.usage.domain import DIMENSIONS, Filter, Group, Row
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader

_WHERE: Final = """
FROM ai.model_usage WHERE at >= %(start)s AND at < %(end)s
  AND (%(user_id)s = '' OR user_id = %(user_id)s) AND (%(endpoint)s = '' OR endpoint = %(endpoint)s)
  AND (%(provider)s = '' OR provider = %(provider)s) AND (%(request_id)s = '' OR request_id = %(request_id)s)
"""
_GROUPS: Final = f"""
SELECT CASE WHEN %(by_day)s THEN to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD') ELSE '' END AS day,
  CASE WHEN %(by_user)s THEN user_id ELSE '' END AS "user",
  CASE WHEN %(by_endpoint)s THEN endpoint ELSE '' END AS endpoint,
  CASE WHEN %(by_provider)s THEN provider ELSE '' END AS provider,
  CASE WHEN %(by_model)s THEN model ELSE '' END AS model,
  count(DISTINCT (call_id, fence)) AS calls, count(*) AS attempts,
  count(*) FILTER (WHERE error <> '') AS failed_attempts,
  sum(input_tokens)::bigint AS input_tokens, sum(output_tokens)::bigint AS output_tokens,
  sum(user_cost_usd) AS cost_usd, sum(cost_usd - user_cost_usd) AS platform_cost_usd,
  count(*) FILTER (WHERE estimated) AS estimated_attempts
{_WHERE}
GROUP BY 1, 2, 3, 4, 5
"""
_FIRST_PAGE: Final = f"""
WITH report AS ({_GROUPS})
SELECT day, "user", endpoint, provider, model, calls, attempts, failed_attempts, input_tokens, output_tokens,
  cost_usd, platform_cost_usd, estimated_attempts
FROM report ORDER BY 1, 2, 3, 4, 5 LIMIT %(limit)s
"""
_NEXT_PAGE: Final = f"""
WITH report AS ({_GROUPS})
SELECT day, "user", endpoint, provider, model, calls, attempts, failed_attempts, input_tokens, output_tokens,
  cost_usd, platform_cost_usd, estimated_attempts
FROM report
WHERE (day, "user", endpoint, provider, model)
  > (%(day)s, %(after_user)s, %(after_endpoint)s, %(after_provider)s, %(after_model)s)
ORDER BY 1, 2, 3, 4, 5 LIMIT %(limit)s
"""
_COUNT: Final = f"WITH report AS ({_GROUPS}) SELECT count(*) FROM report"
_ROWS: Final = f"""
SELECT id, call_id, attempt, at, user_id, api_key_id, request_id, endpoint, task, provider, model, payer,
  input_tokens, output_tokens, estimated, input_usd_per_million, output_usd_per_million, price_source,
  cost_usd, user_cost_usd, duration_ms, error
{_WHERE} AND id < %(before)s ORDER BY id DESC LIMIT %(limit)s
"""
_COUNT_ROWS: Final = f"SELECT count(*) FROM (SELECT {_WHERE} LIMIT 10000) AS found"
_NEWEST: Final = 2**63 - 1


async def page(
    reader: Reader,
    wanted: Filter,
    by: Collection[str],
    *,
    after: Sequence[str] | None,
    limit: int,
) -> list[Group]:
    """Groups, ordered by all dimensions."""
    params = _params(wanted) | _by(by) | {"limit": limit}
    if after is None:
        return await reader.fetch_all(Group, _FIRST_PAGE, params)
    names = ("day", "after_user", "after_endpoint", "after_provider", "after_model")
    return await reader.fetch_all(Group, _NEXT_PAGE, params | dict(zip(names, after, strict=True)))


async def count(reader: Reader, wanted: Filter, by: Collection[str]) -> int:
    """Counts groups."""
    return await reader.fetch_value(_COUNT, _params(wanted) | _by(by))


async def rows(reader: Reader, wanted: Filter, *, before: int | None, limit: int) -> list[Row]:
    """Requests to providers, newest first."""
    params = _params(wanted) | {"before": _NEWEST if before is None else before, "limit": limit}
    return await reader.fetch_all(Row, _ROWS, params)


async def count_rows(reader: Reader, wanted: Filter) -> int:
    """Counts requests to providers, up to 10000."""
    return await reader.fetch_value(_COUNT_ROWS, _params(wanted))


async def users(reader: Reader, after: str, limit: int) -> list[str]:
    """The users who have a budget or have used models: those after an id, in order."""
    rows = await reader.fetch_rows(
        "SELECT subject FROM ai.model_spending WHERE scope = 'user' AND subject > %s"
        " UNION SELECT subject FROM ai.model_budgets WHERE scope = 'user' AND subject > %s"
        " ORDER BY subject LIMIT %s",
        [after, after, limit],
    )
    return [subject for (subject,) in rows]


async def forget_users(connection: Connection, user_ids: Sequence[str]) -> None:
    """Removes users from the ledger; the rows stay."""
    ids = [list(user_ids)]
    await connection.execute(
        "UPDATE ai.model_usage SET user_id = '', api_key_id = '', organisation_id = '', request_id = ''"
        " WHERE user_id = ANY(%s)",
        ids,
    )
    for table in ("model_budgets", "model_spending"):
        await connection.execute(f"DELETE FROM ai.{table} WHERE scope = 'user' AND subject = ANY(%s)", ids)
    await connection.execute(
        "DELETE FROM ai.model_reservations WHERE user_id = ANY(%s) AND state <> 'held'", ids
    )


def _params(wanted: Filter) -> dict[str, object]:
    return {
        "user_id": wanted.user_id,
        "endpoint": wanted.endpoint,
        "provider": wanted.provider,
        "request_id": wanted.request_id,
        "start": wanted.start,
        "end": wanted.end,
    }


def _by(dimensions: Collection[str]) -> dict[str, bool]:
    return {f"by_{name}": name in dimensions for name in DIMENSIONS}
