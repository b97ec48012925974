"""SQL on personal data: consents, and everything that any table of a club stores about a player."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from psycopg import sql
from psycopg.types.json import Jsonb

from league_service.clubs.people.catalog import (
    Reference,
    Texts,
    columns_of_clubs,
    references_to_users,
    tables_of_clubs,
    texts_of_clubs,
)
from league_service.clubs.people.domain import INJURED, KEPT_COLUMNS, Names, Renaming
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader

_CONSENT: Final = (
    "c.player_id::text, c.kind, c.given_by, c.relation, c.given_on::text, c.recorded_at, c.recorded_by,"
    " c.withdrawn_at"
)


async def consents(reader: Reader, organisation_id: UUID, player_id: UUID) -> list[dict[str, Any]]:
    """The consents of a player, in order of kind."""
    return await reader.fetch_all(
        _consent,
        f"SELECT {_CONSENT} FROM clubs.player_consents AS c"
        " WHERE c.organisation_id = %s AND c.player_id = %s ORDER BY c.kind",
        [organisation_id, player_id],
    )


async def has_consent(reader: Reader, organisation_id: UUID, player_id: UUID, kind: str) -> bool:
    return await reader.fetch_value(
        "SELECT EXISTS (SELECT FROM clubs.player_consents AS c WHERE c.organisation_id = %s"
        " AND c.player_id = %s AND c.kind = %s AND c.withdrawn_at IS NULL)",
        [organisation_id, player_id, kind],
    )


async def record(connection: Connection, organisation_id: UUID, consent: dict[str, Any]) -> dict[str, Any]:
    """Records a consent in place of an earlier one of its kind."""
    recorded = await connection.fetch_one(
        _consent,
        "INSERT INTO clubs.player_consents AS c (organisation_id, player_id, kind, given_by, relation,"
        " given_on, recorded_at, recorded_by)"
        " VALUES (%(organisation)s, %(player_id)s, %(kind)s, %(given_by)s, %(relation)s,"
        " %(given_on)s, %(recorded_at)s, %(recorded_by)s)"
        " ON CONFLICT (organisation_id, player_id, kind) DO UPDATE SET given_by = excluded.given_by,"
        " relation = excluded.relation, given_on = excluded.given_on, recorded_at = excluded.recorded_at,"
        " recorded_by = excluded.recorded_by, withdrawn_at = NULL"
        f" RETURNING {_CONSENT}",
        {"organisation": organisation_id, **consent},
    )
    if recorded is None:
        raise LookupError("an insert without a row")
    return recorded


def _consent(**columns: Any) -> dict[str, Any]:
    return columns


async def withdraw(
    connection: Connection, organisation_id: UUID, player_id: UUID, kind: str, now: datetime
) -> None:
    """Withdraws a consent, if one was ever recorded."""
    await connection.execute(
        "UPDATE clubs.player_consents SET withdrawn_at = coalesce(withdrawn_at, %s)"
        " WHERE organisation_id = %s AND player_id = %s AND kind = %s",
        [now, organisation_id, player_id, kind],
    )


async def clear(
    connection: Connection,
    facts: Mapping[str, Sequence[str]],
    organisation_id: UUID,
    player_id: UUID,
    now: datetime,
) -> int:
    """Clears columns of rows about a player, by table; returns the number of rows that changed."""
    changed = 0
    columns = await columns_of_clubs(connection)
    for table, names in facts.items():
        stored = [name for name in names if name in columns.get(table, {})]
        key = "id" if table == "players" else "player_id"
        if table == "training_session_attendance":
            await _touch_sessions(connection, organisation_id, player_id, now)
        if stored:
            stamp = now if "version" in columns[table] else None
            changed += await _set_null(connection, table, key, stored, organisation_id, player_id, stamp)
    return changed


async def heal(connection: Connection, organisation_id: UUID, player_id: UUID, now: datetime) -> None:
    """Forgets that a player is injured."""
    await connection.execute(
        "UPDATE clubs.players SET status = NULL, version = version + 1, updated_at = %s"
        " WHERE organisation_id = %s AND id = %s AND status = %s",
        [now, organisation_id, player_id, INJURED],
    )


async def _touch_sessions(
    connection: Connection, organisation_id: UUID, player_id: UUID, now: datetime
) -> None:
    """Counts the change of the sessions whose attendance loses a load: it is part of their rows."""
    await connection.execute(
        "UPDATE clubs.training_sessions AS s SET version = s.version + 1, updated_at = %s"
        " FROM clubs.training_session_attendance AS a WHERE s.organisation_id = %s"
        " AND a.organisation_id = s.organisation_id AND a.training_session_id = s.id AND a.player_id = %s"
        " AND a.perceived_load IS NOT NULL",
        [now, organisation_id, player_id],
    )


async def is_measured(reader: Reader, organisation_id: UUID, player_id: UUID) -> bool:
    """Whether figures of matches or trainings describe the body of a player."""
    return await reader.fetch_value(
        "SELECT EXISTS (SELECT FROM clubs.player_match_statistics AS s"
        " WHERE s.organisation_id = %(organisation)s AND s.player_id = %(player)s"
        " AND num_nonnulls(s.distance_m, s.high_speed_m, s.sprint_m, s.sprint_count, s.max_speed_kmh) > 0)"
        " OR EXISTS (SELECT FROM clubs.training_session_attendance AS a"
        " WHERE a.organisation_id = %(organisation)s AND a.player_id = %(player)s"
        " AND a.perceived_load IS NOT NULL)",
        {"organisation": organisation_id, "player": player_id},
    )


async def forget_imports(connection: Connection, organisation_id: UUID, player_id: UUID) -> None:
    """Forgets what files call a player: the keys of squads are names and birth dates."""
    await connection.execute(
        "DELETE FROM clubs.imported_rows AS i WHERE i.organisation_id = %s AND i.noun = 'player'"
        " AND i.source = 'squad' AND i.row_id = %s",
        [organisation_id, player_id],
    )


async def lacks_consent(reader: Reader, organisation: str, player_id: str) -> bool:
    """Whether something physical is stored of a player without a consent."""
    ids = UUID(organisation), UUID(player_id)
    described = await reader.fetch_value(
        "SELECT num_nonnulls(p.height_cm, p.weight_kg) > 0 OR p.status = %s FROM clubs.players AS p"
        " WHERE p.organisation_id = %s AND p.id = %s",
        [INJURED, *ids],
    )
    return (described or await is_measured(reader, *ids)) and not await has_consent(reader, *ids, "physical")


async def _set_null(
    connection: Connection,
    table: str,
    key: str,
    names: list[str],
    organisation_id: UUID,
    player_id: UUID,
    now: datetime | None,
) -> int:
    """Clears columns; a row that has a version gets the next one at `now`."""
    stamp = "" if now is None else ", version = version + 1, updated_at = %s"
    cursor = await connection.execute(
        sql.SQL(
            "UPDATE clubs.{table} SET {cleared}{stamp}"
            " WHERE organisation_id = %s AND {key} = %s AND num_nonnulls({names}) > 0"
        ).format(
            table=sql.Identifier(table),
            stamp=sql.SQL(stamp),
            cleared=sql.SQL(", ").join(sql.SQL("{} = NULL").format(sql.Identifier(name)) for name in names),
            key=sql.Identifier(key),
            names=sql.SQL(", ").join(map(sql.Identifier, names)),
        ),
        [*([] if now is None else [now]), organisation_id, player_id],
    )
    return cursor.rowcount


async def rows_about(
    reader: Reader, reference: Reference, organisation_id: UUID, named: str
) -> list[dict[str, Any]]:
    """The rows of a table that name a player or an account, by column."""
    found = await reader.fetch_rows(
        sql.SQL(
            "SELECT to_jsonb(t) FROM clubs.{} AS t WHERE t.organisation_id = %s AND t.{}::text = %s"
        ).format(sql.Identifier(reference.table), sql.Identifier(reference.column)),
        [organisation_id, named],
    )
    return [row[0] for row in found]


async def delete_about(
    connection: Connection, reference: Reference, organisation_id: UUID, named: str
) -> int:
    """Deletes the rows of a table that name a player or an account."""
    cursor = await connection.execute(
        sql.SQL("DELETE FROM clubs.{} WHERE organisation_id = %s AND {}::text = %s").format(
            sql.Identifier(reference.table), sql.Identifier(reference.column)
        ),
        [organisation_id, named],
    )
    return cursor.rowcount


async def player_row(
    reader: Reader, organisation_id: UUID, player_id: UUID, *, lock: bool = False
) -> dict[str, Any] | None:
    """The row of a player by column; with `lock`, it is locked until the transaction ends."""
    found = await reader.fetch_rows(
        "SELECT to_jsonb(p) FROM clubs.players AS p WHERE p.organisation_id = %s AND p.id = %s"
        + (" FOR UPDATE" if lock else ""),
        [organisation_id, player_id],
    )
    return found[0][0] if found else None


async def note_erasure(
    connection: Connection, organisation_id: UUID, player_id: UUID, user_id: str, now: datetime
) -> bool:
    """Notes that a player is erased; returns False if the player was erased before."""
    cursor = await connection.execute(
        "INSERT INTO clubs.player_erasures (organisation_id, player_id, erased_at, erased_by)"
        " VALUES (%s, %s, %s, %s) ON CONFLICT (organisation_id, player_id) DO NOTHING",
        [organisation_id, player_id, now, user_id],
    )
    return cursor.rowcount == 1


async def is_erased(reader: Reader, organisation_id: UUID, player_id: UUID) -> bool:
    return await reader.fetch_value(
        "SELECT EXISTS (SELECT FROM clubs.player_erasures AS e"
        " WHERE e.organisation_id = %s AND e.player_id = %s)",
        [organisation_id, player_id],
    )


async def birth_date(reader: Reader, organisation_id: UUID, player_id: UUID) -> str | None:
    """The birth date of a player, if it is known."""
    return await reader.fetch_value(
        "SELECT p.birth_date::text FROM clubs.players AS p WHERE p.organisation_id = %s AND p.id = %s",
        [organisation_id, player_id],
    )


async def other_names(connection: Connection, organisation_id: UUID, player_id: UUID) -> list[Names]:
    """The names of all other players of a club."""
    rows = await connection.fetch_rows(
        "SELECT p.first_name, p.last_name, p.known_as FROM clubs.players AS p"
        " WHERE p.organisation_id = %s AND p.id <> %s",
        [organisation_id, player_id],
    )
    return [Names(*row) for row in rows]


async def anonymise(
    connection: Connection, organisation_id: UUID, player_id: UUID, label: str, now: datetime
) -> None:
    """Clears every column of a player but those that matches need, and archives the row."""
    columns = (await columns_of_clubs(connection))["players"]
    first, _, last = label.partition(" ")
    given = {"first_name": first, "last_name": last, "status": "inactive"}
    cleared = [name for name in columns if name not in KEPT_COLUMNS and name not in given]
    await connection.execute(
        sql.SQL(
            "UPDATE clubs.players SET first_name = %(first_name)s, last_name = %(last_name)s,"
            " status = %(status)s, {cleared}, archived_at = coalesce(archived_at, %(now)s),"
            " updated_at = %(now)s, version = version + 1"
            " WHERE organisation_id = %(organisation)s AND id = %(player)s"
        ).format(
            cleared=sql.SQL(", ").join(sql.SQL("{} = NULL").format(sql.Identifier(name)) for name in cleared)
        ),
        {**given, "now": now, "organisation": organisation_id, "player": player_id},
    )


async def rename_everywhere(
    connection: Connection,
    organisation_id: UUID,
    renaming: Renaming,
    vocabulary: frozenset[str],
    now: datetime,
) -> int:
    """Replaces a name in all texts of a club; returns the number of rows that changed.

    `vocabulary` names the columns that hold words of the contract, which are no names.
    """
    changed = 0
    for texts in await texts_of_clubs(connection, vocabulary):
        changed += await _rename(connection, texts, organisation_id, renaming, now)
    return changed


async def _rename(
    connection: Connection, texts: Texts, organisation_id: UUID, renaming: Renaming, now: datetime
) -> int:
    table, names = sql.Identifier(texts.table), [sql.Identifier(name) for name, _ in texts.columns]
    rows = await connection.fetch_rows(
        sql.SQL("SELECT ctid::text, {} FROM clubs.{} WHERE organisation_id = %s FOR UPDATE").format(
            sql.SQL(", ").join(names), table
        ),
        [organisation_id],
    )
    changed = 0
    kinds = [kind for _, kind in texts.columns]
    stamp = sql.SQL(", version = version + 1, updated_at = %s" if texts.is_versioned else "")
    assign = sql.SQL(", ").join(sql.SQL("{} = %s").format(name) for name in names)
    for place, *values in rows:
        renamed = [renaming(value) for value in values]
        if renamed != values:
            await connection.execute(
                sql.SQL("UPDATE clubs.{} SET {}{} WHERE ctid = %s::tid").format(table, assign, stamp),
                [
                    *(
                        Jsonb(value) if kind == "jsonb" else value
                        for value, kind in zip(renamed, kinds, strict=True)
                    ),
                    *([now] if texts.is_versioned else []),
                    place,
                ],
            )
            changed += 1
    return changed


async def clubs(reader: Reader) -> list[str]:
    """The organisations that have rows of the two nouns without which a club has nothing."""
    return await reader.fetch_value(
        "SELECT coalesce(array_agg(DISTINCT found.organisation_id::text), '{}') FROM ("
        " SELECT t.organisation_id FROM clubs.teams AS t"
        " UNION SELECT p.organisation_id FROM clubs.players AS p) AS found"
    )


async def accounts(reader: Reader) -> list[str]:
    """The accounts of players, and those that left answers, notes or a calendar."""
    return await reader.fetch_value(
        "SELECT coalesce(array_agg(DISTINCT found.user_id), '{}') FROM ("
        " SELECT p.user_id::text FROM clubs.players AS p UNION SELECT r.user_id FROM clubs.responses AS r"
        " UNION SELECT f.user_id FROM clubs.calendar_feeds AS f"
        " UNION SELECT n.author_id FROM clubs.match_notes AS n) AS found WHERE found.user_id <> ''"
    )


async def delete_club(connection: Connection, organisation_id: UUID) -> None:
    """Deletes every row of a club."""
    for table in await tables_of_clubs(connection):
        await connection.execute(
            sql.SQL("DELETE FROM clubs.{} WHERE organisation_id = %s").format(sql.Identifier(table)),
            [organisation_id],
        )


async def forget_account(connection: Connection, user_id: str) -> None:
    """Deletes what an account left in clubs. Players stay, without the account."""
    for reference in await references_to_users(connection):
        await connection.execute(
            sql.SQL("DELETE FROM clubs.{} WHERE {}::text = %s").format(
                sql.Identifier(reference.table), sql.Identifier(reference.column)
            ),
            [user_id],
        )
    await connection.execute(
        "UPDATE clubs.players SET user_id = NULL, version = version + 1 WHERE user_id::text = %s", [user_id]
    )
