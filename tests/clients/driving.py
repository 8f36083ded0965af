"""Drives: scripts that use a client in its own environment, and tell of each of their checks what went wrong."""

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
CLIENTS = Path(sys.prefix, "clients")  # made by `make setup`
SENTENCE = re.compile(r"""^ *@check\n *def (\w+)|^check\('([^']+)'""", re.MULTILINE)
ENVIRON = dict(os.environ)  # drives start in threads, and pytest changes its own environment meanwhile
WITHIN = 240  # seconds, on a busy machine


@dataclass(frozen=True)
class Drive:
    """`environment`: of Python, below .venv/clients; empty: Node.js."""

    name: str
    script: str
    environment: str = ""

    @property
    def file(self) -> Path:
        return HERE / ("python" if self.environment else "node") / self.script

    def checks(self) -> list[str]:
        return [one[1] or one[2] for one in SENTENCE.finditer(self.file.read_text())]

    def run(self, world: dict[str, Any]) -> dict[str, str]:
        """What went wrong, by check; nothing: it passed."""
        environ = ENVIRON | {"CLIENTS_WORLD": json.dumps(world)}
        command = [self._interpreter(), str(self.file)]
        ran = subprocess.run(  # noqa: S603
            command, env=environ, capture_output=True, text=True, check=False, timeout=WITHIN, stdin=subprocess.DEVNULL
        )
        told = [json.loads(line) for line in ran.stdout.splitlines() if line.startswith("{")]
        assert told, ran.stderr
        return {one["check"]: one["fault"] for one in told}

    def _interpreter(self) -> str:
        beside = os.pathsep.join((str(Path(sys.prefix, "bin")), ENVIRON.get("PATH", "")))
        node = shutil.which("node", path=beside)
        found = str(CLIENTS / self.environment / "bin" / "python") if self.environment else node
        if not found or not Path(found).exists():
            pytest.fail(f"The client of {self.name} is not installed: run `make setup`.")
        return found
