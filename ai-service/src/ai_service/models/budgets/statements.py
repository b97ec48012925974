"""The statements that move money between counters. Each is one round trip, because every model call waits."""

from typing import Final

BUDGETS: Final = "SELECT scope, subject, monthly_usd, note, updated_by, updated_at FROM ai.model_budgets"

_BUDGETS_OF: Final = """
  own AS (
    SELECT scope, subject, monthly_usd FROM ai.model_budgets
    WHERE (scope, subject) IN (SELECT * FROM unnest(%(scopes)s::text[], %(subjects)s::text[]))
  ), plan AS (
    SELECT monthly_usd FROM ai.model_budgets WHERE scope = 'plan' AND subject = %(tier)s
  )"""

RESERVE: Final = f"""
WITH {_BUDGETS_OF}, counted AS (
    INSERT INTO ai.model_spending AS s (scope, subject, month, reserved_usd, reserved_tokens)
    SELECT wanted.scope, wanted.subject, %(month)s, wanted.usd, wanted.tokens
    FROM unnest(%(scopes)s::text[], %(subjects)s::text[], %(usd)s::numeric[], %(token_counts)s::bigint[])
      WITH ORDINALITY AS wanted (scope, subject, usd, tokens, place)
    ORDER BY wanted.place
    ON CONFLICT (scope, subject, month) DO UPDATE SET
      reserved_usd = s.reserved_usd + excluded.reserved_usd,
      reserved_tokens = s.reserved_tokens + excluded.reserved_tokens
    RETURNING scope, subject, spent_usd, reserved_usd, spent_tokens, reserved_tokens
  ), stored AS (
    INSERT INTO ai.model_reservations (call_id, fence, state, holder, month, user_id, api_key_id,
      organisation_id, tier, user_usd, platform_usd, tokens, created_at, expires_at)
    SELECT %(call_id)s, 1 + coalesce(max(earlier.fence), 0), 'held', %(holder)s, %(month)s, %(user_id)s,
      %(api_key_id)s, %(organisation_id)s, %(tier)s, %(user_usd)s, %(platform_usd)s, %(tokens)s,
      %(created_at)s, now() + make_interval(secs => %(lease_s)s)
    FROM ai.model_reservations AS earlier WHERE earlier.call_id = %(call_id)s
    RETURNING fence
  )
SELECT counted.scope, counted.subject, own.monthly_usd, plan.monthly_usd, counted.spent_usd,
  counted.reserved_usd, counted.spent_tokens, counted.reserved_tokens, stored.fence
FROM counted CROSS JOIN stored LEFT JOIN own USING (scope, subject) LEFT JOIN plan ON true
"""

STANDING: Final = f"""
WITH {_BUDGETS_OF}
SELECT asked.scope, asked.subject, own.monthly_usd, plan.monthly_usd, coalesce(s.spent_usd, 0),
  coalesce(s.reserved_usd, 0), coalesce(s.spent_tokens, 0), coalesce(s.reserved_tokens, 0)
FROM unnest(%(scopes)s::text[], %(subjects)s::text[]) WITH ORDINALITY AS asked (scope, subject, place)
LEFT JOIN own USING (scope, subject) LEFT JOIN plan ON true
LEFT JOIN ai.model_spending AS s
  ON (s.scope, s.subject, s.month) = (asked.scope, asked.subject, %(month)s::date)
ORDER BY asked.place
"""

_ACCOUNTS_OF_ENDED: Final = """
    (1, 'api_key', ended.api_key_id), (2, 'organisation', ended.organisation_id),
    (3, 'user', ended.user_id), (4, 'platform', 'platform')"""

END: Final = f"""
WITH ended AS (
    UPDATE ai.model_reservations SET state = %(state)s, ended_at = now()
    WHERE call_id = %(call_id)s AND fence = %(fence)s AND state = 'held'
      AND (%(state)s <> 'expired' OR expires_at < now())
    RETURNING month, user_id, api_key_id, organisation_id, user_usd, platform_usd, tokens
  ), counted AS (
    INSERT INTO ai.model_spending AS s (scope, subject, month, reserved_usd, reserved_tokens)
    SELECT account.scope, account.subject, ended.month,
      - CASE account.scope WHEN 'platform' THEN ended.platform_usd ELSE ended.user_usd END,
      - CASE account.scope WHEN 'user' THEN ended.tokens ELSE 0 END
    FROM ended CROSS JOIN LATERAL (VALUES {_ACCOUNTS_OF_ENDED}) AS account (place, scope, subject)
    WHERE account.subject <> ''
    ORDER BY account.place
    ON CONFLICT (scope, subject, month) DO UPDATE SET
      reserved_usd = s.reserved_usd + excluded.reserved_usd,
      reserved_tokens = s.reserved_tokens + excluded.reserved_tokens
  )
SELECT 1 FROM ended
"""
"""Returns what a reservation holds. A lease that was renewed in the meantime does not expire."""

SETTLE: Final = f"""
WITH holders AS (
    SELECT call_id, fence, state, user_cost, platform_cost, billed_tokens
    FROM ai.model_reservations WHERE call_id = %(call_id)s ORDER BY fence FOR UPDATE
  ), found AS (
    SELECT call_id, fence, state, user_cost, platform_cost, billed_tokens, EXISTS (
      SELECT FROM holders AS other
      WHERE other.fence <> %(fence)s AND (other.user_cost > 0 OR other.billed_tokens > 0)
    ) AS is_paid
    FROM holders WHERE fence = %(fence)s
  ), ended AS (
    UPDATE ai.model_reservations AS r SET state = 'settled', ended_at = now(), user_cost = %(user_cost)s,
      platform_cost = %(platform_cost)s, billed_tokens = %(billed_tokens)s
    FROM found WHERE (r.call_id, r.fence) = (found.call_id, found.fence) AND found.state <> 'settled'
      AND found.is_paid = %(is_paid)s
    RETURNING r.month, r.user_id, r.api_key_id, r.organisation_id, r.tier, r.call_id, r.fence,
      CASE found.state WHEN 'held' THEN r.user_usd ELSE 0 END AS user_usd,
      CASE found.state WHEN 'held' THEN r.platform_usd ELSE 0 END AS platform_usd,
      CASE found.state WHEN 'held' THEN r.tokens ELSE 0 END AS tokens
  ), booked AS (
    INSERT INTO ai.model_usage (call_id, fence, attempt, at, user_id, api_key_id, organisation_id, tier,
      request_id, endpoint, task, provider, model, payer, input_tokens, output_tokens, estimated,
      input_usd_per_million, output_usd_per_million, price_source, cost_usd, user_cost_usd, duration_ms,
      error)
    SELECT ended.call_id, ended.fence, a.attempt, %(at)s, ended.user_id, ended.api_key_id,
      ended.organisation_id, ended.tier, %(request_id)s, %(endpoint)s, %(task)s, a.provider, a.model, a.payer,
      a.input_tokens, a.output_tokens, a.estimated, a.input_usd, a.output_usd, a.price_source, a.cost_usd,
      a.user_cost_usd, a.duration_ms, a.error
    FROM ended CROSS JOIN jsonb_to_recordset(%(attempts)s::jsonb)
      AS a (attempt int, provider text, model text, payer text, input_tokens bigint, output_tokens bigint,
        estimated boolean, input_usd numeric, output_usd numeric, price_source text, cost_usd numeric,
        user_cost_usd numeric, duration_ms bigint, error text)
  ), counted AS (
    INSERT INTO ai.model_spending AS s (scope, subject, month, spent_usd, reserved_usd, spent_tokens,
      reserved_tokens)
    SELECT account.scope, account.subject, ended.month,
      %(user_cost)s::numeric + CASE account.scope WHEN 'platform' THEN %(platform_cost)s ELSE 0 END,
      - CASE account.scope WHEN 'platform' THEN ended.platform_usd ELSE ended.user_usd END,
      CASE account.scope WHEN 'user' THEN %(billed_tokens)s ELSE 0 END,
      - CASE account.scope WHEN 'user' THEN ended.tokens ELSE 0 END
    FROM ended CROSS JOIN LATERAL (VALUES {_ACCOUNTS_OF_ENDED}) AS account (place, scope, subject)
    WHERE account.subject <> ''
    ORDER BY account.place
    ON CONFLICT (scope, subject, month) DO UPDATE SET
      spent_usd = s.spent_usd + excluded.spent_usd, reserved_usd = s.reserved_usd + excluded.reserved_usd,
      spent_tokens = s.spent_tokens + excluded.spent_tokens,
      reserved_tokens = s.reserved_tokens + excluded.reserved_tokens
    RETURNING scope, spent_tokens
  )
SELECT EXISTS (SELECT FROM ended) AS booked, found.state, found.is_paid, found.user_cost, found.platform_cost,
  found.billed_tokens AS tokens,
  (SELECT spent_tokens FROM counted WHERE scope = 'user') AS month_tokens
FROM found
"""
"""Books the attempts of a call once. `is_paid` is whether the user has paid another holder of the call.

What an expired or superseded reservation held was returned before.
"""
