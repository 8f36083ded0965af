"""Log lines as an operator's tools read them."""

import subprocess
import sys
import uuid

import msgspec
import pytest

from partnerhub.kit import crypto

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


WITH_SECRETS = """
import logging, sys
import structlog
from partnerhub.app.logs import configure
configure("info", sys.argv[1])
secret = sys.argv[2]
structlog.get_logger().info("request", path=f"/onboarding/links/{secret}", query=f"next=%2Fx%2F{secret}&a=1")
try:
    raise ValueError(f"no {secret}, sorry")
except ValueError:
    logging.getLogger("a").warning("about %s", secret, exc_info=True)
"""


@pytest.mark.parametrize("form", ["json", "text"])
def test_no_line_has_a_secret_wherever_it_stands(form: str) -> None:
    secret = crypto.new_secret("PHOL")
    run = [sys.executable, "-c", WITH_SECRETS, form, secret]
    said = subprocess.run(run, capture_output=True, check=True).stderr.decode()  # noqa: S603
    assert secret not in said
    assert said.count(secret[:8] + "***") >= 4
    assert f"/onboarding/links/{secret[:8]}***" in said


def test_what_only_looks_like_a_secret_is_shown() -> None:
    secret = crypto.new_secret("PHOL")
    wrong = secret[:-1] + ("A" if secret[-1] != "A" else "B")
    others = [wrong, "x" * 36, "1" * 40, "01a2017a19a97cebad1ef43b3213cdbf", str(uuid.uuid4())]
    for one in others:
        assert crypto.hidden(f"a {one} b") == f"a {one} b"


def test_what_a_library_says_is_one_line_of_json_as_well() -> None:
    done = subprocess.run([sys.executable, "-c", SAID_BY_A_LIBRARY], capture_output=True, check=True)  # noqa: S603
    (line,) = done.stderr.splitlines()
    said = msgspec.json.decode(line)
    assert (said["event"], said["level"], said["logger"]) == ("lost it", "warning", "asyncpg.pool")
    assert said["exception"][0]["exc_type"] == "ZeroDivisionError"
