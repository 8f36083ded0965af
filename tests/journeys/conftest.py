"""`partnerhub up --demo` as people start it, a browser, and a partner's application."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from playwright.async_api import Browser, Page
from tests.browser import chromium
from tests.cli.house import House

TERMS = "https://operator.example/terms"


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """The credentials of a running demo."""
    house = House(Path(tmp_path_factory.mktemp("journeys")) / "data", settings={"PARTNERHUB_TERMS_URL": TERMS})
    house.start("--demo")
    yield msgspec.json.decode((house.data / "demo.json").read_bytes())
    house.stop()


@pytest.fixture(scope="session")
async def application() -> AsyncIterator[str]:
    async with chromium.partner_application() as address:
        yield address


@pytest.fixture
async def page(chrome: Browser) -> AsyncIterator[Page]:
    """A person's first tab, without cookies."""
    async with chromium.window(chrome) as window:
        yield await window.new_page()
