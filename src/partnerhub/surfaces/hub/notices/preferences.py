"""What a user wants to be told of: in the bell, by mail at once, in a daily letter, or not."""

from typing import Any

from litestar.response import Redirect, Template

from partnerhub.domain import notifications
from partnerhub.domain.notifications import KINDS, Choices
from partnerhub.domain.notifications.kinds import MAILS
from partnerhub.kit import clock
from partnerhub.kit.words import t
from partnerhub.surfaces.hub.noted import note
from partnerhub.surfaces.hub.notices.viewer import AsEither, home, inbox
from partnerhub.surfaces.hub.parts import InHub, Page
from partnerhub.surfaces.hub.wide import either_page

MAIL_CHOICES = [("no", t("No mail")), ("at_once", t("At once")), ("daily", t("In the daily letter"))]
HOURS = [(str(hour), f"{hour:02}:00 UTC") for hour in range(24)]


async def show(request: Page, hub: InHub, user: AsEither) -> Template:
    async with hub.database.reading(user.partner_id) as db:
        choices, due = await notifications.choices_of(db, user.partner_id, user.user_id)
        return await either_page(
            "notices/preferences.html", db, user, home=home(user), choices=choices, due=due, hours=HOURS,
            kinds=[KINDS[name] for name in inbox(user).kinds], mails=MAIL_CHOICES,
            saved=bool(request.query_params.get("saved")),
            mail_goes=bool(hub.settings.smtp_host or hub.settings.mailbox_url),
        )  # fmt: skip


async def save(request: Page, hub: InHub, user: AsEither) -> Redirect:
    given: Any = await request.form()
    async with hub.database.writing(user.partner_id) as db:
        before, _ = await notifications.choices_of(db, user.partner_id, user.user_id)
        after = _chosen(given, inbox(user).kinds, before)
        await notifications.choose(db, user.partner_id, user.user_id, after, now=clock.now())
        await note(request, db, user, "notifications.choose", user.user_id)
    return Redirect(f"{home(user)}/preferences?saved=1", status_code=303)


def _chosen(given: Any, shown: list[str], before: Choices) -> Choices:
    """What was chosen of the kinds on the page; what a role may not see now stays as it was."""
    rest = KINDS.keys() - set(shown)
    ticked = {str(one) for one in given.getall("hub", [])}
    mails = {name: str(given.get(f"mail_{name}", "")) for name in shown}
    hour = str(given.get("digest_hour", ""))
    at_once, daily = ({name for name, mail in mails.items() if mail == wanted} for wanted in MAILS[1:])
    return Choices(
        hidden=frozenset(set(shown) - ticked | before.hidden & rest),
        at_once=frozenset(at_once | before.at_once & rest),
        daily=frozenset(daily | before.daily & rest),
        digest_hour=int(hour) if hour in dict(HOURS) else before.digest_hour,
    )
