"""Puts ids of the world that exists into generated requests, so that they get behind the door.

Ids that were generated to be wrong stay, and so do those that came out of earlier answers.
"""

import os
import random
import re
from typing import Any

import schemathesis
from schemathesis.core.parameters import ParameterLocation

REAL = {
    "partner_id": os.environ["FUZZ_PARTNER"],
    "client_id": os.environ["FUZZ_CLIENT"],
    "channel_id": os.environ["FUZZ_CHANNEL"],
    "waba_id": os.environ["FUZZ_WABA"],
}
LOOKS_REAL = re.compile(r"[0-9A-Za-z]{5,8}(CL|CH|WA)")
OTHER_KEY = "0therKeyPK"
SHARE = 0.85  # of the requests that get a real id


@schemathesis.hook
def before_call(_context: Any, case: Any, _kwargs: Any) -> None:
    given = case.path_parameters
    if not given or (case.meta and case.meta.is_negative_at(ParameterLocation.PATH)):
        return
    chance = random.Random(repr((case.operation.label, given, case.body)))
    for name in set(given) & set(REAL):
        if chance.random() < SHARE and not LOOKS_REAL.fullmatch(str(given[name])):
            given[name] = REAL[name]
    if given.get("key_id") == os.environ["FUZZ_KEY_ID"]:
        given["key_id"] = OTHER_KEY  # revoked, the key of this run would leave nothing but 401 to look at
