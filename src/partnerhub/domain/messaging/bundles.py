"""What one webhook of Meta's holds for one number: carried as one envelope, so nobody reads in it what is another's."""

import uuid
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from datetime import datetime

import msgspec

from partnerhub.domain.messaging.priced import Price, prices_in
from partnerhub.domain.messaging.split import Change, Payload

Key = tuple[str, uuid.UUID]  # the number, and what stays the same when Meta tells again


class Bundle(msgspec.Struct, kw_only=True):
    """`keys` are of the changes, `prices` what Meta bills for them; neither stands in another bundle of its batch."""

    payload: Payload
    number: str
    changes: list[Change] = []
    keys: list[uuid.UUID] = []
    prices: list[Price] = []

    @property
    def pairs(self) -> list[Key]:
        return [(self.number, key) for key in self.keys]

    @property
    def type(self) -> str:
        return self.changes[0].field

    @property
    def body(self) -> bytes:
        return self.payload.only(self.changes)


def bundled(payloads: Iterable[Payload], old: AbstractSet[Key], now: datetime) -> list[Bundle]:
    """A change goes on when anything in it is new: neither in `old` nor in what stands before it.

    So a batch that Meta put together anew loses nothing.
    """
    seen = set(old)
    bundles: list[Bundle] = []
    for payload in payloads:
        of_number: dict[str, Bundle] = {}
        for change in payload.changes:
            number = change.phone_number_id
            if number is None or "\0" in number:  # PostgreSQL takes no NUL, and no number has one
                continue
            if new := [key for key in change.keys if (number, key) not in seen]:
                bundle = of_number.setdefault(number, Bundle(payload=payload, number=number))
                bundle.changes.append(change)
                bundle.keys += new
                seen.update((number, key) for key in new)
                _bill(bundle, change, seen, now)
        bundles += of_number.values()
    return bundles


def _bill(bundle: Bundle, change: Change, seen: set[Key], now: datetime) -> None:
    for price in prices_in(change, now):
        if (bundle.number, price.key) not in seen:
            seen.add((bundle.number, price.key))
            bundle.prices.append(price)
