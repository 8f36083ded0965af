import subprocess
import sys

import psutil
from tests.faults.rig.processes import ROOT, ended
from tests.processes import wait_until

WITHIN = 60  # seconds
TESTS = "import sys; from tests.faults.stalling.dozing import dozing\nwith dozing(int(sys.argv[1])): input()"


def test_who_dozes_is_awake_again_when_the_tests_are_killed() -> None:
    with ended(subprocess.Popen(["sleep", "600"])) as server:  # noqa: S607
        seen = psutil.Process(server.pid)
        tests = subprocess.Popen(  # noqa: S603
            [sys.executable, "-c", TESTS, str(server.pid)], cwd=ROOT, stdin=subprocess.PIPE, start_new_session=True
        )
        with ended(tests):
            wait_until(lambda: seen.status() == psutil.STATUS_STOPPED, WITHIN)
        wait_until(lambda: seen.status() != psutil.STATUS_STOPPED, WITHIN)
