"""Makes generated requests possible where no schema can: ids that exist, times that are yet to come.

What was generated to be wrong stays so, and so do ids that came out of earlier answers.
"""

import hashlib
import json
import os
import random
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import schemathesis
from schemathesis.core.parameters import ParameterLocation

REAL: dict[str, dict[str, str]] = json.loads(os.environ["FUZZ_REAL"])  # ids by where they stand and by name
SPARED: dict[str, str] = json.loads(os.environ["FUZZ_SPARED"])  # a run that revoked its own key would find only 401
LOOKS_REAL = re.compile(r"[0-9A-Za-z]{5,22}(CL|CH|WA|WT|PK)|[a-z]{3}_[0-9a-f]{32}|whe_[0-9]{12}|[0-9]{15}")
SHARE = 0.85  # of the requests that get a real id
ONCE = "Idempotency-Key"


@schemathesis.hook
def before_call(_context: Any, case: Any, _kwargs: Any) -> None:
    def is_good(where: ParameterLocation) -> bool:
        return not (case.meta and case.meta.is_negative_at(where))

    chance = random.Random(repr((case.operation.label, case.path_parameters, case.body)))
    if is_good(ParameterLocation.PATH):
        exist(case.path_parameters or {}, REAL["path"], chance)
    if is_good(ParameterLocation.BODY) and isinstance(case.body, dict):
        exist(case.body, REAL["body"], chance)
        end_later(case.body, chance)
        begin_earlier(case.body)
    elif case.body == []:
        case.body = ["wrong"]  # an empty list is how PHP writes `{}`
    if is_good(ParameterLocation.HEADER):
        ask_for_one_thing(case)
    if not is_good(ParameterLocation.QUERY):
        stay_wrong(case.query or {})


def exist(given: dict[str, Any], real: dict[str, str], chance: random.Random) -> None:
    for name in sorted(set(given) & set(real)):
        is_new = not LOOKS_REAL.fullmatch(str(given[name]))
        if given[name] == SPARED.get(name) or (is_new and chance.random() < SHARE):
            given[name] = real[name]


def end_later(body: dict[str, Any], chance: random.Random) -> None:
    """A time of an end that may be over becomes one within a year."""
    if isinstance(body.get("expires_at"), str):
        body["expires_at"] = (datetime.now(UTC) + timedelta(seconds=chance.randrange(3600, 360 * 86_400))).isoformat()


def begin_earlier(body: dict[str, Any]) -> None:
    """A time that has an end begins before it, and both before now."""
    now = datetime.now(UTC)
    if isinstance(since := body.get("since"), str) and since[:4] >= str(now.year):
        body["since"] = (now - timedelta(days=1)).isoformat()
    if isinstance(body.get("until"), str):
        body["until"] = now.isoformat()


def stay_wrong(query: dict[str, Any]) -> None:
    """An empty list or object is wrong for a number, but nothing of it is left in the address; an empty text says nothing."""
    for name, value in query.items():
        if value in ([], {}, "", [""]):
            query[name] = "wrong"


def ask_for_one_thing(case: Any) -> None:
    """A key is of one request: with another body it is refused, and the generator knows nothing of earlier ones."""
    if case.headers and ONCE in case.headers:
        what = repr((case.operation.label, case.path_parameters, case.query, case.media_type, case.body))
        case.headers[ONCE] = hashlib.sha256(f"{case.headers[ONCE]} {what}".encode()).hexdigest()
