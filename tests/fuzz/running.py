"""Runs of schemathesis, side by side, and what came of them.

What is generated is told by FUZZ_SEED and FUZZ_EXAMPLES, which a failure prints.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SCHEMATHESIS = Path(sys.prefix, "fuzz", "bin", "schemathesis")  # made by `make setup`
SEED = os.environ.get("FUZZ_SEED", "1")
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "12"))  # at most, of each operation in each phase
ALL = "examples,coverage,fuzzing,stateful"
CLOSED = ALL if EXAMPLES > 100 else "examples,fuzzing"  # for those to whom every door is closed
QUICK = {  # looked through at every request, so it is short; `.netrc`, too, is looked for each time
    "PATH": os.environ["PATH"],
    "NETRC": os.devnull,
    "HYPOTHESIS_STORAGE_DIRECTORY": str(
        SCHEMATHESIS.parents[1] / "hypothesis"
    ),  # what letters there are, worked out once
}
WITHIN = 300 + 20 * EXAMPLES  # seconds
GENERATED = re.compile(r"(\d+) generated")


def begin(world: dict[str, Any], folder: Path, *, api: str, key: str, phases: str) -> subprocess.Popen[str]:
    """Starts a run in a folder of its own; `api` names its configuration and its document."""
    folder.mkdir()
    environ = QUICK | {
        "FUZZ_HOOKS": str(HERE / "possible.py"),
        "FUZZ_KEY": key,
        "FUZZ_REAL": json.dumps(world["things"]),
        "FUZZ_SPARED": json.dumps({"key_id": world["own_key_id"]}),
    }
    document = {"partner_api": "openapi.json", "messaging_api": "openapi-messaging.json"}[api]
    command = [
        *(str(SCHEMATHESIS), "--config-file", str(HERE / f"{api}.toml"), "--no-color"),
        *("run", f"{world['base_url']}/{document}"),
        *("--seed", SEED, "--max-examples", str(EXAMPLES), "--phases", phases),
    ]
    return subprocess.Popen(  # noqa: S603
        command, cwd=folder, env=environ, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


def finish(runs: list[subprocess.Popen[str]]) -> int:
    """How many requests were generated, once none of them found anything."""
    said = [run.communicate(timeout=WITHIN)[0] for run in runs]
    for run, report in zip(runs, said, strict=True):
        assert run.returncode == 0, f"FUZZ_SEED={SEED} FUZZ_EXAMPLES={EXAMPLES}\n{report}"
    generated = [int(found[1]) for report in said if (found := GENERATED.search(report))]
    print(f"{sum(generated)} requests generated {generated}, seed {SEED}")  # noqa: T201
    assert len(generated) == len(runs)
    return sum(generated)
