"""The schema that people read is the one that the migrations make."""

from collections.abc import Callable

from partnerhub.db import schema
from partnerhub.db.embedded import Dsns


def test_schema_sql_equals_what_the_migrations_make(new_database: Callable[[str], Dsns]) -> None:
    made = schema.dump(new_database("for_the_dump").owner)
    assert schema.FILE.read_text() == made, "run `make schema` and read what changed"
