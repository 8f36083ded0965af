"""The connect button as a package: what the hub serves is what npm makes of the folder, and it can be installed."""

import asyncio
import io
import json
import shutil
import tarfile
from pathlib import Path

import pytest
from tests.hub.browser import Browser

from partnerhub.surfaces.hub import connect_button

HERE = Path(connect_button.__file__).parent
PACKAGE = "/hub/partnerhub-connect-button.tgz"
WITHIN = 60  # seconds
npm = pytest.mark.skipif(not (shutil.which("npm") and shutil.which("node")), reason="there is no npm on this machine")


async def ran(*command: str, folder: Path) -> str:
    process = await asyncio.create_subprocess_exec(*command, cwd=folder, stdout=asyncio.subprocess.PIPE)
    said, _ = await asyncio.wait_for(process.communicate(), WITHIN)
    assert process.returncode == 0, command
    return said.decode()


async def packed(browser: Browser, folder: Path) -> Path:
    answer = await browser.get(PACKAGE)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/gzip")
    path = folder / "button.tgz"
    path.write_bytes(answer.content)
    return path


async def test_the_package_has_what_it_names_and_the_same_script_as_the_hub(browser: Browser, tmp_path: Path) -> None:
    with tarfile.open(fileobj=io.BytesIO((await packed(browser, tmp_path)).read_bytes())) as archive:
        archive.extractall(tmp_path, filter="data")
    files = {one.name: one.read_bytes() for one in (tmp_path / "package").iterdir()}
    about = json.loads((HERE / "package.json").read_text())
    assert set(files) == {"package.json", *about["files"]}
    assert {about["main"], about["types"]} <= set(files)
    assert files["connect-button.js"] == (await browser.get("/hub/connect-button.js")).content


@npm
async def test_npm_packs_the_folder_to_the_same_files(tmp_path: Path) -> None:
    folder = shutil.copytree(HERE, tmp_path / "button")
    (said,) = json.loads(await ran("npm", "pack", "--dry-run", "--json", "--offline", folder=folder))
    assert {one["path"] for one in said["files"]} == {
        "package.json",
        *json.loads((HERE / "package.json").read_text())["files"],
    }


@npm
async def test_it_is_installed_from_the_hub_and_loads_where_there_is_no_browser(
    browser: Browser, tmp_path: Path
) -> None:
    (tmp_path / "package.json").write_text('{"name": "page", "private": true}')
    path = await packed(browser, tmp_path)
    await ran("npm", "install", "--offline", "--no-audit", "--no-fund", str(path), folder=tmp_path)
    await ran("node", "-e", 'require("partnerhub-connect-button")', folder=tmp_path)
    await ran("node", "--input-type=module", "-e", 'import "partnerhub-connect-button"', folder=tmp_path)
