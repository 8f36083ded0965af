"""Log lines as an operator's tools read them."""

import subprocess
import sys

import msgspec

SAID_BY_A_LIBRARY = """
import logging
from partnerhub.app.logs import configure
for _ in range(2):
    configure("warning", "json")
try:
    1 / 0
except ZeroDivisionError:
    logging.getLogger("asyncpg.pool").warning("lost %s", "it", exc_info=True)
logging.getLogger("asyncpg.pool").info("nothing")
"""


def test_what_a_library_says_is_one_line_of_json_as_well() -> None:
    done = subprocess.run([sys.executable, "-c", SAID_BY_A_LIBRARY], capture_output=True, check=True)  # noqa: S603
    (line,) = done.stderr.splitlines()
    said = msgspec.json.decode(line)
    assert (said["event"], said["level"], said["logger"]) == ("lost it", "warning", "asyncpg.pool")
    assert said["exception"][0]["exc_type"] == "ZeroDivisionError"
