"""Where onboarding sends a client back to: the partner's own pages, and nowhere else."""

from urllib.parse import parse_qsl, urlsplit

from partnerhub.db.pool import Db
from partnerhub.domain.partners.store import store_redirect_url
from partnerhub.kit.problems import BadInput
from partnerhub.kit.urls import MAX_URL, is_web_url
from partnerhub.kit.words import t

RESERVED = {"client", "channel", "channels", "revoked", "project"}
FIELD = "partner_redirect_url"


class BadRedirectUrl(BadInput):
    """partner_redirect_url must be an https URL."""

    code = "bad_redirect_url"


async def set_redirect_url(db: Db, partner_id: str, url: str, *, any_target: bool) -> None:
    """Raises BadRedirectUrl; `any_target` allows http, as the demo does."""
    check_redirect_url(url, any_target=any_target)
    await store_redirect_url(db, partner_id, url)


def check_redirect_url(url: str, *, any_target: bool, field: str = FIELD) -> None:
    """Query keys that the result will add are reserved (contract hub-and-onboarding §3.2)."""
    if len(url) > MAX_URL or not is_web_url(url, plain=any_target):
        raise BadRedirectUrl(
            t(
                "{field} must be an absolute {schemes} URL of at most {most} characters, without spaces, quotes and letters"
                " outside ASCII.",
                field=field, schemes="https or http" if any_target else "https", most=MAX_URL,
            ),
            field=field,
        )  # fmt: skip
    if taken := RESERVED & {key for key, _ in parse_qsl(urlsplit(url).query, keep_blank_values=True)}:
        raise BadRedirectUrl(
            t("{field} must not use the reserved parameter {taken}.", field=field, taken=min(taken)), field=field
        )
