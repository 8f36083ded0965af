"""What the migrations make, as one file to read: `make schema` writes schema.sql, a test keeps it true."""

import asyncio
import re
import subprocess
import tempfile
from pathlib import Path

from partnerhub.db.embedded import Embedded
from partnerhub.db.engine import PACKAGE, installed
from partnerhub.db.migrate import migrate

FILE = Path(__file__).parent / "schema.sql"
# Partitions come and go with the calendar, and the migrations' own tables are the library's.
LEFT_OUT = ("public._pogo_*", "public.event_2*", "public.attempt_2*")
HEAD = "-- Made from the migrations by `make schema`. Read it, do not edit it.\n\n"
NOISE = re.compile(r"^(--( .*)?|SET .*|SELECT pg_catalog\.set_config.*|\\(un)?restrict .*)$\n?", re.MULTILINE)


def dump(dsn: str) -> str:
    """The schema of a migrated database with its policies and grants, without versions and remarks of the program's."""
    program = installed() / PACKAGE / "pginstall" / "bin" / "pg_dump"
    left_out = [f"--exclude-table={pattern}" for pattern in LEFT_OUT]
    done = subprocess.run(  # noqa: S603
        [program, "--schema-only", "--no-owner", *left_out, dsn], capture_output=True, check=True, text=True
    )
    return HEAD + re.sub(r"\n{3,}", "\n\n", NOISE.sub("", done.stdout)).strip() + "\n"


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="partnerhub-schema-") as folder, Embedded(Path(folder)) as dsns:
        asyncio.run(migrate(dsns.owner))
        FILE.write_text(dump(dsns.owner))


if __name__ == "__main__":
    main()
