"""What came of a test call, in plain words: what happened and what to do about it."""

from http import HTTPStatus

from partnerhub.kit.words import t
from partnerhub.upstream.receivers.answers import Answer

SLOW = 1000  # ms; Meta and the original want answers far below it
OK = HTTPStatus.OK

OF_FAILURES = {
    "dns": t("The host's name was not found. Look for a slip in the URL, and whether the name is in the public DNS."),
    "connect": t("No connection could be made. Is the server running, and does its firewall let us in?"),
    "blocked": t("The name leads to an address that is not public, and webhooks go to public addresses only."),
    "tls": t(
        "The connection could not be secured. Look for a certificate that has ended, that is for another name, or that"
        " comes without the certificates between it and its root."
    ),
    "timeout": t("No answer came in time. Answer first, within 5 seconds, and do the work after it."),
    "broken": t(
        "The connection broke before an answer came, or what came was no HTTP. Look into the log of the"
        " server and of what stands before it."
    ),
    "redirect": t("It answered with a redirect, and those are not followed. Set the URL that it leads to."),
    "ours": t("It could not be sent, and that is our fault. Try again, and tell us if it happens again."),
}
OF_STATUSES: dict[int, str] = {
    HTTPStatus.UNAUTHORIZED: t(
        "It wants to know who we are. Set the header that it looks for, or let signed requests in."
    ),
    HTTPStatus.FORBIDDEN: t("It refused us. Look at its check of the signature, and at what stands before it."),
    HTTPStatus.NOT_FOUND: t("There is nothing at this path. Look for a slip in the URL's path."),
    HTTPStatus.METHOD_NOT_ALLOWED: t("It takes no POST at this path. Webhooks are POSTs with a JSON body."),
    HTTPStatus.GONE: t("It says that it is gone for good. An endpoint that answers 410 to an event is disabled."),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: t("The body was too large for it. Let bodies of up to 3 MB in."),
    HTTPStatus.TOO_MANY_REQUESTS: t("It asks us to slow down. Lower max_in_flight, or let more in."),
    HTTPStatus.SERVICE_UNAVAILABLE: t("It is busy, or down. We would wait and try again."),
}


def advice(answer: Answer) -> str:
    if answer.failure is None:
        return _of_success(answer)
    if answer.failure != "status":
        return OF_FAILURES[answer.failure]
    if known := OF_STATUSES.get(answer.status):
        return known
    if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return t("Your server failed. Its log says why.")
    return t("It did not take the webhook. Answer with a status from 200 to 299 once you have it.")


def _of_success(answer: Answer) -> str:
    if answer.ms > SLOW:
        return t("It arrived, but the answer was slow. Answer first, and do the work after it.")
    if answer.status != OK:
        return t("It arrived. {status} counts as received here; the original counts 200 only.", status=answer.status)
    return t("It arrived.")
