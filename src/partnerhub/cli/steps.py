"""Telling people what takes its time: a spinner in a terminal, a plain line a step elsewhere."""

import sys
import time
from types import TracebackType
from typing import Any, Self


class Steps:
    """Call it with what begins now; the step before it is then done."""

    def __init__(self) -> None:
        self._live: Any = None
        self._text = ""
        self._since = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end("[red]✗[/red]" if error else "[green]✓[/green]")

    def __call__(self, text: str) -> None:
        if not sys.stdout.isatty():
            print(f"{text} …", flush=True)
            return
        from rich.console import Console  # a third of the parent's memory; only a terminal needs it

        self._end("[green]✓[/green]")
        self._text, self._since = text, time.monotonic()
        self._live = Console().status(f"{text} …")
        self._live.start()

    def done(self) -> None:
        self._end("[green]✓[/green]")

    def _end(self, mark: str) -> None:
        if self._live is None:
            return
        self._live.stop()
        self._live.console.print(f"{mark} {self._text}  [dim]{time.monotonic() - self._since:.1f} s[/dim]")
        self._live = None
