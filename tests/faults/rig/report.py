"""What was measured, with what is needed to measure it again."""

import os
import subprocess

import pytest
from tests.faults.rig.processes import ROOT
from tests.faults.rig.scale import FULL, SEED

LINES = pytest.StashKey[list[str]]()


def heading() -> str:
    """Seed, commit, machine."""
    asked = ["git", "describe", "--always", "--dirty", "--exclude=*"]
    commit = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603
    form = "full" if FULL else "short"
    load = " ".join(f"{one:.1f}" for one in os.getloadavg())
    return f"{form} form, seed {SEED}, commit {commit or 'unknown'}, {os.cpu_count()} cores, load {load}"
