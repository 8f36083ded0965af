"""One PostgreSQL for the whole run, one migrated template in it, and for each xdist worker a copy of its own."""

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import pytest
from tests.hanging import where_tasks_stand
from tests.serving import opened

from partnerhub.db.embedded import Dsns, Embedded
from partnerhub.db.migrate import migrate
from partnerhub.db.pool import Database

if TYPE_CHECKING:
    from playwright.async_api import Browser
    from tests.played import House, Played

TEMPLATE = "migrated"
QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "300"}
LONG = ("faults", "fuzz", "cli", "journeys", "contract")  # folders with files of few tests that take long: these begin
RUNS_WITHIN = 120  # seconds
CLUSTER = pytest.StashKey["Cluster"]()


class Cluster:
    """The server of this run, of the process that outlives all others: xdist's controller if there is one."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="partnerhub-tests-"))
        self.server = Embedded(self.folder, options=QUICK)
        self.dsns = self.server.start()
        run(execute(self.dsns.owner, f"CREATE DATABASE {TEMPLATE}"))
        run(migrate(on(self.dsns, TEMPLATE).owner))

    def stop(self) -> None:
        self.server.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def run(work: Any) -> Any:
    """A coroutine, from synchronous code, leaving the event loop of pytest-asyncio alone.

    That loop stands still meanwhile: what it holds in the database, nobody here may wait for.
    """
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, asyncio.wait_for(work, RUNS_WITHIN)).result()


async def execute(dsn: str, statement: str) -> None:
    db = await asyncpg.connect(dsn)
    try:
        await db.execute(statement)
    finally:
        await db.close()


def on(dsns: Dsns, database: str) -> Dsns:
    """The same roles on another database."""
    all_three = (dsns.owner, dsns.app, dsns.worker)
    return Dsns(*(urlunsplit(urlsplit(dsn)._replace(path=f"/{database}")) for dsn in all_three))


def cluster_of(config: pytest.Config) -> Cluster:
    if CLUSTER not in config.stash:
        config.stash[CLUSTER] = Cluster()
    return config.stash[CLUSTER]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long first: at the end one worker would wait for the other."""
    here = Path(__file__).parent

    def rank(item: pytest.Item) -> int:
        folder = item.path.relative_to(here).parts[0]
        return LONG.index(folder) if folder in LONG else len(LONG)

    items.sort(key=rank)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if call.excinfo and (stands := where_tasks_stand(call.excinfo.value)):
        report.sections.append(("Where tasks stood", stands))
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What a test said that then passed at its second attempt: a defect all the same."""
    for report in terminalreporter.getreports("rerun"):
        terminalreporter.section(f"tried again: {report.nodeid}")
        terminalreporter.write_line(report.longreprtext)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    dsns = cluster_of(node.config).dsns
    node.workerinput["dsns"] = [dsns.owner, dsns.app, dsns.worker]


def pytest_unconfigure(config: pytest.Config) -> None:
    if CLUSTER in config.stash:
        config.stash[CLUSTER].stop()


@pytest.fixture(scope="session")
def cluster(request: pytest.FixtureRequest) -> Dsns:
    """The server of this run, its first database; make your own databases beside it."""
    given = getattr(request.config, "workerinput", None)
    return Dsns(*given["dsns"]) if given else cluster_of(request.config).dsns


@pytest.fixture(scope="session")
def new_database(request: pytest.FixtureRequest, cluster: Dsns) -> Callable[[str, str], Dsns]:
    """`new_database(name, template)`: a database of this worker's own; template1 gives one without our schema."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "alone")

    def make(name: str, template: str = TEMPLATE) -> Dsns:
        name = f"{name}_{worker}"
        run(execute(cluster.owner, f'CREATE DATABASE "{name}" TEMPLATE {template} STRATEGY file_copy'))
        return on(cluster, name)

    return make


@pytest.fixture(scope="session")
def dsns(new_database: Callable[[str], Dsns]) -> Dsns:
    """This worker's migrated database, as owner, app and worker."""
    return new_database("test")


@pytest.fixture(scope="session")
async def database(dsns: Dsns) -> AsyncIterator[Database]:
    """The pools on `dsns`, as the application opens them."""
    async with opened(dsns) as one:
        yield one


@pytest.fixture(scope="session")
async def lively_database(new_database: Callable[[str], Dsns]) -> AsyncIterator[Database]:
    """One where workers run: they would take what tests of another house owe, and be kept busy by it."""
    async with opened(new_database("lively")) as one:
        yield one


@pytest.fixture(scope="module")
async def house(lively_database: Database) -> "AsyncIterator[House]":
    """Meta's side and ours, with the workers between them, for a file's tests; `played`: a channel of a test's own in it."""
    from tests import played  # noqa: PLC0415  brings the surfaces, which few folders need

    async with played.opened(lively_database) as one:
        yield one


@pytest.fixture
async def played(house: "House") -> "AsyncIterator[Played]":
    from tests import played  # noqa: PLC0415

    async with played.played(house) as one:
        yield one


@pytest.fixture(scope="session")
async def chrome() -> "AsyncIterator[Browser]":
    """This worker's Chromium, in which each test has windows of its own."""
    from tests.browser import chromium  # noqa: PLC0415  most workers' tests never need Playwright, which takes long to load

    if (path := chromium.executable()) is None:
        pytest.skip("no Chromium here; set CHROMIUM to one, or install the package chromium")
    async with chromium.chromium(path) as browser:
        yield browser
