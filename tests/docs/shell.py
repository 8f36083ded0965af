"""A real bash, in which the documents' commands are pasted."""

import subprocess
from pathlib import Path

END = "-- end of line --"


class Shell:
    """A bash that stays open, in the folder where `make run` was called."""

    def __init__(self, folder: Path, port: int) -> None:
        self._port = str(port)
        self._bash = subprocess.Popen(
            ["bash"],  # noqa: S607
            cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def paste(self, line: str) -> str:
        """What the line prints."""
        assert self._bash.stdin is not None
        assert self._bash.stdout is not None
        self._bash.stdin.write(line.replace("8082", self._port) + f"\necho '\n{END}'\n")
        self._bash.stdin.flush()
        said = iter(self._bash.stdout.readline, f"{END}\n")
        return "".join(said).strip()

    def close(self) -> None:
        self._bash.kill()
        self._bash.communicate()
