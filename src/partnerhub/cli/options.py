"""What several commands take: where the data are, where to listen, and settings from the environment below them."""

from collections.abc import Callable
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from partnerhub.cli.children import settings_follow, settings_sent
from partnerhub.settings import Settings, from_env

DATA_DIR = click.option(
    "--data-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of the database and the secrets.  [data]",
)
HOST = click.option("--host", help="Address to listen on.  [127.0.0.1]")
PORT = click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on.  [8082]")


def with_settings(*load: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Settings from PARTNERHUB_* variables, the options given on the command line before them.

    As a child of `up`: load the modules named, then take the settings that it sends.
    """

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        @wraps(command)
        def call(**options: Any) -> None:
            given = {name: options.pop(name) for name in list(options) if name in Settings.__dataclass_fields__}
            if settings_follow():
                for module in load:
                    import_module(module)
                command(from_env(settings_sent()), **options)
            else:
                command(from_env(**given), **options)

        return call

    return decorate
