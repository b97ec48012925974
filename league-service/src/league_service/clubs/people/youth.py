"""SQL on players of whom nothing physical may be stored.

A player without a birth date counts as young in a team whose age group says so, such as U16 or U-15.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

from league_service.clubs.people.domain import born_before
from service_kit.db.reader import Reader

_IS_FOR_THE_YOUNG: Final = r"substring(t.age_group FROM '(?i)^\s*u-?(\d{1,2})\M')::int <= %(age)s"


async def is_for_the_young(reader: Reader, organisation_id: UUID, team_ids: Sequence[str], age: int) -> bool:
    """Whether one of some teams is for players below an age."""
    return await reader.fetch_value(
        "SELECT EXISTS (SELECT FROM clubs.teams AS t WHERE t.organisation_id = %(organisation)s"
        f" AND t.id::text = ANY(%(teams)s) AND {_IS_FOR_THE_YOUNG})",
        {"organisation": organisation_id, "teams": list(team_ids), "age": age},
    )


async def closed_to_measurements(
    reader: Reader, organisation_id: UUID, player_ids: Sequence[str], *, today: date, age: int
) -> frozenset[str]:
    """Those of some players of whom nothing physical may be stored: erased, or young and without consent.

    Importers that store many rows ask it.
    """
    found = await reader.fetch_value(
        "SELECT coalesce(array_agg(p.id::text), '{}') FROM clubs.players AS p"
        " WHERE p.organisation_id = %(organisation)s AND p.id::text = ANY(%(players)s)"
        " AND (EXISTS (SELECT FROM clubs.player_erasures AS e"
        " WHERE e.organisation_id = p.organisation_id AND e.player_id = p.id)"
        " OR (p.birth_date > %(born_before)s OR p.birth_date IS NULL AND EXISTS ("
        "SELECT FROM clubs.player_registrations AS r JOIN clubs.teams AS t"
        " ON t.organisation_id = r.organisation_id AND t.id = r.team_id"
        " WHERE r.organisation_id = p.organisation_id AND r.player_id = p.id"
        f' AND (r."to" IS NULL OR r."to" >= %(today)s) AND {_IS_FOR_THE_YOUNG}))'
        " AND NOT EXISTS (SELECT FROM clubs.player_consents AS c"
        " WHERE c.organisation_id = p.organisation_id AND c.player_id = p.id"
        " AND c.kind = 'physical' AND c.withdrawn_at IS NULL))",
        {
            "organisation": organisation_id,
            "players": list(player_ids),
            "today": today,
            "born_before": born_before(today, age),
            "age": age,
        },
    )
    return frozenset(found)
