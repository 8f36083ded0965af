"""docs/onboarding.md names every parameter, every address and every code."""

import re
from pathlib import Path

from partnerhub.domain.onboarding.failures import FROM_THE_DIALOG, TEXTS
from partnerhub.domain.onboarding.parameters import ALIASES, Parameters
from partnerhub.kit.problems import Problem
from partnerhub.surfaces.hub.onboarding.routes import ROUTES

TEXT = (Path(__file__).parents[2] / "docs/onboarding.md").read_text()
CODES = set(
    re.findall(r"`([a-z_]+)`", "".join(re.findall(r"^\|([^|]*)\|", TEXT.partition("## Codes")[2], re.MULTILINE)))
)
NOT_SHOWN = {"account_first", "other_account", "partner_account"}  # the account pages say it in words


def test_the_table_of_failures_is_what_the_pages_say() -> None:
    for code, sentence in TEXTS.items():
        assert f"| `{code}`{' *' if code in FROM_THE_DIALOG else ''} | {sentence} |" in TEXT


def test_every_parameter_is_told() -> None:
    wire = {name for name in Parameters.__struct_fields__ if name not in ALIASES.values()} | {"name", *ALIASES}
    told = set(re.findall(r"`(\w+)`", TEXT.partition("## Parameters")[2].partition("## The steps")[0])) | {"next"}
    assert wire - told == set()


def test_every_way_in_is_told() -> None:
    ways = [route.path for route in ROUTES.routes if "{partner_id" in route.path]
    assert len(ways) == 5
    for path in ways:
        assert f"`{path.replace(':str', '')}`" in TEXT


def test_every_code_of_a_refusal_is_told() -> None:
    refusals = {
        problem.code
        for problem in _all(Problem)
        if problem.__module__.startswith(("partnerhub.domain.onboarding", "partnerhub.surfaces.hub.onboarding"))
    }
    assert refusals - NOT_SHOWN - CODES == set()


def _all(problem: type[Problem]) -> set[type[Problem]]:
    return {problem}.union(*map(_all, problem.__subclasses__()))
