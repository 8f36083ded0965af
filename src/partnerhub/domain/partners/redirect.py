"""Where onboarding sends a client back to: the partner's own pages, and nowhere else."""

from urllib.parse import parse_qsl, urlsplit

from partnerhub.db.pool import Db
from partnerhub.domain.partners.store import store_redirect_url
from partnerhub.kit.problems import BadInput
from partnerhub.kit.urls import MAX_URL
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
    try:
        parts = urlsplit(url)
        port_ok = parts.port is None or parts.port > 0
    except ValueError as error:
        raise BadRedirectUrl(t("{field} is not a valid URL.", field=field), field=field) from error
    schemes = {"https", "http"} if any_target else {"https"}
    if parts.scheme not in schemes or not parts.hostname or not port_ok or parts.username is not None:
        raise BadRedirectUrl(
            t("{field} must be an absolute {schemes} URL.", field=field, schemes=" or ".join(sorted(schemes))),
            field=field,
        )
    if len(url) > MAX_URL or any(ord(char) <= ord(" ") or char == "\x7f" for char in url):
        raise BadRedirectUrl(
            t("{field} must have at most {most} characters and no spaces.", field=field, most=MAX_URL), field=field
        )
    if taken := RESERVED & {key for key, _ in parse_qsl(parts.query, keep_blank_values=True)}:
        raise BadRedirectUrl(
            t("{field} must not use the reserved parameter {taken}.", field=field, taken=min(taken)), field=field
        )
