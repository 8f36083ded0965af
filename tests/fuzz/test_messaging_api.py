"""Generated requests to the Messaging API, as a channel and as nobody; every check of schemathesis."""

from pathlib import Path
from typing import Any

import pytest
from tests.fuzz.running import ALL, CLOSED, WITHIN, begin, finish


@pytest.mark.timeout(WITHIN + 120)
@pytest.mark.usefixtures("unharmed")
def test_nothing_is_found(world: dict[str, Any], tmp_path: Path) -> None:
    runs = [
        begin(world, tmp_path / "channel", api="messaging_api", key=world["d360_api_key"], phases=ALL),
        begin(world, tmp_path / "nobody", api="messaging_api", key="nobody", phases=CLOSED),
    ]
    assert finish(runs) > 0
