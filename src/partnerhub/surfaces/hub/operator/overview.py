"""The operator's home: what runs, what waits, what failed, how large it is, and the settings in force."""

from collections.abc import Sequence

import msgspec
from litestar.response import Template

from partnerhub import __version__
from partnerhub.domain import installation
from partnerhub.domain.installation import Overview, Process
from partnerhub.domain.webhooks.watch import LATE_AFTER
from partnerhub.kit.words import t, tn
from partnerhub.settings import Settings, described
from partnerhub.surfaces.hub.pages import page
from partnerhub.surfaces.hub.parts import InHub

STATES = [
    ("open", t("Due or soon due")),
    ("throttled", t("Endpoint is paused")),
    ("parked", t("Parked: endpoint is disabled")),
]
KINDS = {"serve": t("Server"), "work": t("Worker")}


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
        Part(t("Database"), "good", t("PostgreSQL {version} answers.", version=seen.counts.version)),
        Part(t("Workers"), "good", tn("{count} at work.", "{count} at work.", len(workers)))
        if workers
        else Part(t("Workers"), "bad", t("None is at work: nothing is delivered. Start `partnerhub work`.")),
        Part(
            t("Deliveries"),
            "bad",
            t("Late: something due has waited for {count} seconds.", count=round(seen.waiting["open"].oldest)),
        )
        if late
        else Part(t("Deliveries"), "good", t("On time.")),
        _mail(settings, seen),
        Part(t("Sign-up"), "good", t("Companies can sign up as partners by themselves."))
        if settings.signing_up
        else Part(t("Sign-up"), "still", t("Closed: partners are added here, or by `partnerhub partner`.")),
        Part(t("WhatsApp"), "wait", t("The sandbox plays Meta: no message reaches a phone."))
        if settings.sandbox
        else Part(t("WhatsApp"), "good", t("Calls go to {address}.", address=settings.graph_base)),
    ]


def _mail(settings: Settings, seen: Overview) -> Part:
    if lost := seen.counts.letters_given_up:
        said = tn(
            "A letter was given up. The log of `work` says why.",
            "{count} letters were given up. The log of `work` says why.", lost,
        )  # fmt: skip
        return Part(t("Mail"), "bad", said)
    if settings.smtp_host:
        return Part(t("Mail"), "good", t("Goes by {server}.", server=settings.smtp_host))
    if settings.mailbox_url:
        return Part(t("Mail"), "good", t("Goes to the sandbox's mailbox."))
    return Part(t("Mail"), "wait", t("No mail server is set: letters wait. Set PARTNERHUB_SMTP_HOST."))
