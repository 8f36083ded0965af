"""Tables as files to keep: CSV for spreadsheets, JSON for programs."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from litestar import Response

from partnerhub.kit import clock
from partnerhub.kit.problems import NotFound

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # how a cell begins that a spreadsheet would carry out
TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
MARK = "\ufeff"  # by it a spreadsheet knows UTF-8


class NoSuchFormat(NotFound):
    """There is a CSV file and a JSON file, no other."""


def file(name: str, ending: str, lines: Sequence[Mapping[str, Any]]) -> Response[bytes]:
    """A download, named with today's date; all `lines` have the same keys. Raises NoSuchFormat."""
    if ending not in TYPES:
        raise NoSuchFormat
    content = (
        msgspec.json.format(msgspec.json.encode(lines, enc_hook=str), indent=2) if ending == "json" else _csv(lines)
    )
    disposition = f'attachment; filename="{name}-{clock.now():%Y-%m-%d}.{ending}"'
    return Response(content, media_type=TYPES[ending], headers={"content-disposition": disposition})


def _csv(lines: Sequence[Mapping[str, Any]]) -> bytes:
    text = io.StringIO()
    table = csv.writer(text)
    if lines:
        table.writerow(lines[0])
    table.writerows([_cell(value) for value in line.values()] for line in lines)
    return (MARK + text.getvalue()).encode()


def _cell(value: Any) -> Any:
    """A text of others never becomes a formula: an apostrophe before it makes it a text again."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
