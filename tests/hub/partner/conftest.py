"""Counting what a page asks of the database."""

import asyncpg
import pytest


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Fills with the statements that are sent from now on."""
    sent: list[str] = []
    execute = vars(asyncpg.Connection)["_execute"]

    async def noting(self: asyncpg.Connection, query: str, *rest: object, **more: object) -> object:
        sent.append(query)
        return await execute(self, query, *rest, **more)

    monkeypatch.setattr(asyncpg.Connection, "_execute", noting)
    return sent
