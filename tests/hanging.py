"""Where a test stood when its time was up: pytest-timeout shows the event loop that waits, not what is waited for."""

import asyncio
import traceback
from types import CodeType, FrameType
from typing import Any

TIME_IS_UP = "from pytest-timeout"


def where_tasks_stand(error: BaseException) -> str:
    """A line for each coroutine of each task of the loops that `error` came through; empty if it is another error."""
    if TIME_IS_UP not in str(error):
        return ""
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    loops = {one for frame in frames if isinstance(one := frame.f_locals.get("self"), asyncio.AbstractEventLoop)}
    return "\n".join(_stands(task) for loop in loops for task in asyncio.all_tasks(loop))


def _stands(task: asyncio.Task[Any]) -> str:
    lines = [f"Task {task.get_name()} waits:"]
    at: Any = task.get_coro()
    while at is not None:
        frame: FrameType | None = getattr(at, "cr_frame", None) or getattr(at, "ag_frame", None)
        code: CodeType | None = frame.f_code if frame else None
        lines.append(f"  {code.co_filename}:{frame.f_lineno} {code.co_name}" if code and frame else f"  {at!r}")
        at = getattr(at, "cr_await", None) or getattr(at, "ag_await", None)
    return "\n".join(lines)
