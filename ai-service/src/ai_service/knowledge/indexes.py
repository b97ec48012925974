"""The index for the vectors of a model. Each model has its own, because dimensions differ."""

from psycopg.sql import SQL, Identifier

from ai_service.knowledge.chunk_repository import index_of
from service_kit.db.database import Database
from service_kit.logging import logs

log = logs.get_logger(__name__)


class Indexes:
    """Creates what is missing, without blocking writers."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: set[tuple[str, int]] = set()

    async def ensure(self, model: str, dimension: int) -> None:
        """Creates the index of a model; does nothing if it exists."""
        index = index_of(model, dimension)
        if (model, dimension) in self._known or index is None:
            return
        name, statement = index
        connection = await self._database.connect()
        try:
            await connection.set_autocommit(True)
            await connection.execute("SET statement_timeout = 0")
            query = "SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass('ai.' || quote_ident(%s))"
            if await connection.fetch_value(query, [name]) is False:  # an earlier attempt was cut off
                await connection.execute(SQL("DROP INDEX ai.{}").format(Identifier(name)))
            await connection.execute(statement)
        finally:
            await connection.close()
        self._known.add((model, dimension))
        log.info("The index of an embedding model is there", model=model, dimension=dimension)
