"""Lists on the wire: parameters, envelope, and what they have in common (contract partner-api §3)."""

import re
from typing import Annotated, Any

import msgspec
from litestar import Request
from litestar.di import NamedDependency
from litestar.params import QueryParameter, SkipValidation

from partnerhub.db import listing, paging
from partnerhub.db.listing import Listing, Query
from partnerhub.db.pool import Db

FILTERS = QueryParameter(
    description='A JSON object of field to exact value: `{"status": "ready"}`. Null finds what is not set.'
)
SORT = QueryParameter(description="Fields to sort by, separated by commas; `-` before one for descending.")
LIMIT = QueryParameter(description="Rows at most: default and maximum 1000; templates: default 50.")
OFFSET = QueryParameter(description="Rows to skip.")
BRACKETS = re.compile(r"\]\[|[\[\]]")


class Asked(msgspec.Struct, frozen=True):
    """The parameters as they came; `listing.parse` judges them against what the list offers."""

    filters: str | None
    sort: list[str]
    limit: str | None
    offset: str | None
    lenient: bool

    def of(self, what: Listing) -> Query:
        return listing.parse(
            what, filters=self.filters, sort=self.sort, limit=self.limit, offset=self.offset, lenient=self.lenient
        )


class PageOut(msgspec.Struct, kw_only=True):
    """What stands around the rows of every list (contract §3.4); the rows follow under the list's own name."""

    count: int
    filters: dict[str, Any]
    limit: int
    offset: int
    sort: list[str]
    total: int


ListQuery = NamedDependency[SkipValidation[Asked]]


async def asked(
    request: Request[Any, Any, Any],
    filters: Annotated[str | None, FILTERS] = None,
    sort: Annotated[list[str] | None, SORT] = None,
    limit: Annotated[str | None, LIMIT] = None,
    offset: Annotated[str | None, OFFSET] = None,
) -> Asked:
    """Objects and lists also as axios, PHP and Rails write them: `filters[client][name]=x`, `sort[]=-id`."""
    written = [(name, value) for name, value in request.query_params.multi_items() if name.endswith("]")]
    fields = {".".join(BRACKETS.split(name)[1:-1]): value for name, value in written if name.startswith("filters[")}
    keys = [value for name, value in written if name.startswith("sort[")]
    return Asked(
        filters or (msgspec.json.encode(fields).decode() if fields else None),
        [*(sort or []), *keys],
        limit,
        offset,
        request.app.state.settings.lenient_filters,
    )


async def envelope(db: Db, partner_id: str, what: Listing, asked: Asked, parent_id: str = "") -> Any:
    """The encoded page, typed as whatever the caller documents."""
    return msgspec.Raw(paging.encoded(what, await paging.page(db, what, partner_id, asked.of(what), parent_id)))


def document(doc: bytes) -> Any:
    """A document kept in the database, passed on as it is; typed as whatever it is documented to be."""
    return msgspec.Raw(doc)
