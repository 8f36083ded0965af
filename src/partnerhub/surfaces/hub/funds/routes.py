"""Money, in both hubs: one line an endpoint, with what it needs of a partner's user."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import litestar
from litestar.di import Provide

from partnerhub.surfaces.hub.funds import details, overview, papers, top_up
from partnerhub.surfaces.hub.funds.purse import OF_CLIENT, OF_PARTNER, purse
from partnerhub.surfaces.hub.people import needs

GET: tuple[tuple[str, Callable[..., Any], str], ...] = (
    ("", overview.show, "read"),
    ("/top_up", top_up.show, "write"),
    ("/payments/{payment_id:str}", top_up.result, "read"),
    ("/details", details.show, "read"),
    ("/cards/back", details.card_added, "write"),
    ("/invoices", papers.show_all, "read"),
    ("/invoices/{invoice_id:str}", papers.show, "read"),
    ("/invoices/{invoice_id:str}/download", papers.download, "read"),
    ("/rates", papers.rates, "read"),
)
POST: tuple[tuple[str, Callable[..., Any]], ...] = (
    ("/renewal", overview.change),
    ("/top_up", top_up.pay),
    ("/details", details.change),
    ("/cards", details.add_card),
    ("/cards/{card_id:str}/primary", details.make_primary),
    ("/cards/{card_id:str}/removal", details.remove_card),
)
given = {"purse": Provide(purse)}


def of(start: str) -> Iterator[Any]:
    get = partial(litestar.get, dependencies=given)
    post = partial(litestar.post, dependencies=given, status_code=200)
    for path, handler, verb in GET:
        yield get(start + path, opt=needs(f"billing:{verb}"))(handler)
    for path, handler in POST:
        yield post(start + path, opt=needs("billing:write"))(handler)


PARTNERS, CLIENTS = tuple(of(OF_PARTNER)), tuple(of(OF_CLIENT))
