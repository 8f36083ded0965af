"""Generated requests to the Partner API, as the partner, as its rival and as nobody; every check of schemathesis."""

from pathlib import Path
from typing import Any

import pytest
from tests.fuzz.running import ALL, CLOSED, WITHIN, begin, finish

LEAST = 5_000  # requests in the short form


@pytest.mark.timeout(WITHIN + 120)
@pytest.mark.usefixtures("unharmed")
def test_nothing_is_found(world: dict[str, Any], tmp_path: Path) -> None:
    rival = world["rival"]["partner_api_key"]
    runs = [
        begin(world, tmp_path / "partner", api="partner_api", key=world["partner_api_key"], phases=ALL),
        begin(world, tmp_path / "rival", api="partner_api", key=rival, phases=CLOSED),
        begin(world, tmp_path / "nobody", api="partner_api", key="nobody", phases=CLOSED),
    ]
    assert finish(runs) >= LEAST
