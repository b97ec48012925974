"""The demo documents, which the contract's examples name: one to read and find, and one to delete."""

from typing import Final
from uuid import UUID

from ai_service.knowledge import repository as documents
from ai_service.knowledge.operations import Library
from altsports.ai.v1 import documents_pb2 as pb
from service_kit.db.database import Database
from service_kit.demo import DEMO_USER

_LEAGUE: Final = "05428cae-aeaa-57dd-926a-cb7710ce1a48"
_READ: Final = UUID("6f6b4f0e-2a1f-4d5e-8f0d-5b0c2c6f1a01")
_DOCUMENTS: Final = {
    _READ: (
        "demo-notes.txt",
        "These notes are part of the demo and state no facts about a real league.\n\n"
        "A club may spend three million dollars a season on its players.\n\n"
        "Tickets are sold from March on; half of them go to members.",
    ),
    UUID("6f6b4f0e-2a1f-4d5e-8f0d-5b0c2c6f1a02"): ("to-delete.txt", "A document that the example deletes."),
}


async def store_demo_documents(database: Database, library: Library) -> None:
    """Stores the documents that are missing. The caller makes sure that this is not production."""
    for document_id, (name, text) in _DOCUMENTS.items():
        async with database.read() as connection:
            is_there = await documents.find(connection, _LEAGUE, document_id) is not None
        if not is_there:
            begun = pb.BeginDocumentRequest(
                league_id=_LEAGUE, name=name, owner_kind="user", uploaded_by=DEMO_USER
            )
            await library.add_text(begun, text, document_id=document_id)


async def keep_demo_documents(database: Database, library: Library) -> None:
    """Restores what the example deletes, if the demo was stored."""
    async with database.read() as connection:
        is_there = await documents.find(connection, _LEAGUE, _READ) is not None
    if is_there:
        await store_demo_documents(database, library)
