"""Opens the store of analyses that the settings choose."""

import os
import warnings
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

from ai_service.analyses.store.port import AnalysisStore
from ai_service.analyses.store.postgres import PostgresAnalyses
from ai_service.settings import AiSettings
from service_kit.db.database import Database

# Firestore is imported where it is used: it takes a second of CPU and 40 MB, which few installations need.
# ruff: noqa: PLC0415


@asynccontextmanager
async def opened_store(settings: AiSettings, database: Database) -> AsyncGenerator[AnalysisStore]:
    """Firestore if ANALYSES_STORE says so, otherwise PostgreSQL. Neither has to answer yet."""
    if settings.analyses_store == "postgres":
        yield PostgresAnalyses(database)
        return
    with warnings.catch_warnings():  # Google's libraries announce that they will require a newer grpcio
        warnings.simplefilter("ignore", FutureWarning)
        from ai_service.analyses.store.firestore import FirestoreAnalyses

        client = _client(settings)
        store = FirestoreAnalyses(client)
    try:
        yield store
    finally:
        await client._firestore_api.transport.close()  # `close` of the client leaves the channel open


def _client(settings: AiSettings) -> Any:
    from google.auth.credentials import AnonymousCredentials
    from google.cloud.firestore_v1.async_client import AsyncClient
    from google.oauth2.service_account import Credentials

    project, file = settings.gcp_project_id, settings.gcp_service_account_file
    if settings.firestore_emulator_host:
        # The library reads the address only from the environment.
        os.environ["FIRESTORE_EMULATOR_HOST"] = settings.firestore_emulator_host
        return AsyncClient(project=project or "altsports", credentials=AnonymousCredentials())
    credentials: Any = Credentials
    given = credentials.from_service_account_file(str(file)) if file else None
    return AsyncClient(project=project, credentials=given)
