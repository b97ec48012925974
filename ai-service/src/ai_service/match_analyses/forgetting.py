"""Removes a player whom a club has erased from its analyses of matches; the figures of the sides stay.

The file with all segments names players, so it goes. An alert about the player goes with its decisions.
"""

from typing import Final, LiteralString
from uuid import uuid4

from altsports.task.v1 import files_pb2 as pb
from service_kit.db.connection import Connection
from service_kit.deliveries.posting import post

_REMOVE_FILES: Final = "/altsports.task.v1.FileService/RemoveFiles"
_NAMES_THE_PLAYER: Final = "@> jsonb_build_array(jsonb_build_object('player_id', %(player)s::text))"
_THE_OTHERS: Final = """
    (SELECT coalesce(jsonb_agg(each ORDER BY place), '[]')
     FROM jsonb_array_elements({players}) WITH ORDINALITY AS listed (each, place)
     WHERE each->>'player_id' IS DISTINCT FROM %(player)s)"""
_SEGMENTS: Final = f"""
    UPDATE ai.analysis_segments
    SET figures = jsonb_set(figures, '{{players}}', {_THE_OTHERS.format(players="figures->'players'")})
    WHERE organisation_id = %(club)s AND figures->'players' {_NAMES_THE_PLAYER}"""
_FILES: Final = f"""
    DELETE FROM ai.analysis_files AS file
    WHERE file.organisation_id = %(club)s AND EXISTS (
      SELECT FROM ai.analysis_runs AS run
      WHERE run.organisation_id = file.organisation_id AND run.id = file.analysis_id
        AND (run.facts->'home'->'players' {_NAMES_THE_PLAYER}
          OR run.facts->'away'->'players' {_NAMES_THE_PLAYER}))
    RETURNING file.file_id"""
_DECISIONS: Final = """
    DELETE FROM ai.decision_feedback AS decision USING ai.tactical_alerts AS alert
    WHERE alert.organisation_id = %(club)s AND alert.player_id = %(player)s
      AND decision.organisation_id = alert.organisation_id AND decision.alert_id = alert.id"""
_ALERTS: Final = "DELETE FROM ai.tactical_alerts WHERE organisation_id = %(club)s AND player_id = %(player)s"


async def forget_player(connection: Connection, organisation_id: str, player_id: str) -> None:
    """Does nothing for a player whom no analysis knows."""
    who = {"club": organisation_id, "player": player_id}
    files = [row[0] for row in await connection.fetch_rows(_FILES, who)]
    if files:
        request = pb.RemoveFilesRequest(file_ids=files)
        await post(connection, "ai", _REMOVE_FILES, request, id=uuid4())
    for statement in (_SEGMENTS, _facts("home"), _facts("away"), _DECISIONS, _ALERTS):
        await connection.execute(statement, who)


def _facts(side: LiteralString) -> LiteralString:
    players = f"facts->'{side}'->'players'"
    return f"""
        UPDATE ai.analysis_runs
        SET facts = jsonb_set(facts, '{{{side},players}}', {_THE_OTHERS.format(players=players)})
        WHERE organisation_id = %(club)s AND {players} {_NAMES_THE_PLAYER}"""
