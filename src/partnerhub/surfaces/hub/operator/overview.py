"""The operator's home: what runs, what waits, what failed, how large it is, and the settings in force."""

from collections.abc import Sequence

import msgspec
from litestar.response import Template

from partnerhub import __version__
from partnerhub.domain import installation
from partnerhub.domain.installation import Overview, Process
from partnerhub.domain.webhooks.watch import LATE_AFTER
from partnerhub.settings import Settings, described
from partnerhub.surfaces.hub.pages import page
from partnerhub.surfaces.hub.parts import InHub

STATES = [("open", "Due or soon due"), ("throttled", "Endpoint is paused"), ("parked", "Parked: endpoint is disabled")]
KINDS = {"serve": "Server", "work": "Worker"}


class Part(msgspec.Struct, frozen=True):
    """`kind`: good, wait or bad, as pages colour it."""

    name: str
    kind: str
    sentence: str


async def show(hub: InHub) -> Template:
    async with hub.database.working() as db:
        seen = await installation.look(db)
        processes = await installation.processes(db)
    parts = health(hub.settings, seen, processes)
    return page(
        "operator/overview.html", seen=seen, processes=processes, parts=parts, states=STATES, kinds=KINDS,
        version=__version__, is_open=hub.settings.operator_open,
    )  # fmt: skip


async def settings(hub: InHub) -> Template:
    """Secrets are "set" or "not set"."""
    return page("operator/settings.html", settings=described(hub.settings), is_open=hub.settings.operator_open)


def health(settings: Settings, seen: Overview, processes: Sequence[Process]) -> list[Part]:
    workers = [one for one in processes if one.kind == "work" and not one.silent]
    late = seen.waiting["open"].oldest > LATE_AFTER
    return [
        Part("Database", "good", f"PostgreSQL {seen.counts.version} answers."),
        Part("Workers", "good", f"{len(workers)} at work.")
        if workers
        else Part("Workers", "bad", "None is at work: nothing is delivered. Start `partnerhub work`."),
        Part("Deliveries", "bad", f"Late: something due has waited for {seen.waiting['open'].oldest:.0f} seconds.")
        if late
        else Part("Deliveries", "good", "On time."),
        _mail(settings, seen),
        Part("Sign-up", "good", "Companies can sign up as partners by themselves.")
        if settings.signing_up
        else Part("Sign-up", "still", "Closed: partners are added here, or by `partnerhub partner`."),
        Part("WhatsApp", "wait", "The sandbox plays Meta: no message reaches a phone.")
        if settings.sandbox
        else Part("WhatsApp", "good", f"Calls go to {settings.graph_base}."),
    ]


def _mail(settings: Settings, seen: Overview) -> Part:
    if seen.counts.letters_given_up:
        return Part("Mail", "bad", f"{seen.counts.letters_given_up} letters were given up. The log of `work` says why.")
    if settings.smtp_host:
        return Part("Mail", "good", f"Goes by {settings.smtp_host}.")
    if settings.mailbox_url:
        return Part("Mail", "good", "Goes to the sandbox's mailbox.")
    return Part("Mail", "wait", "No mail server is set: letters wait. Set PARTNERHUB_SMTP_HOST.")
