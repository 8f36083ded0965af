"""The installation as its operator sees it: partners over all, processes, queues, the database. Never on behalf of a partner.

- *process*: a server or a worker; each says every few seconds that it lives (`process_store`).
- *overview*: what waits, what failed, how large it is (`overview_store`).
- *partners*: found by the operator, disabled and enabled (`partners`, `partner_store`); who the operator is (`entering`).
"""

from partnerhub.domain.installation.overview_store import Alert, Overview, Rates, Table, look
from partnerhub.domain.installation.partner_store import Listed, page
from partnerhub.domain.installation.partners import NoSuchPartner, NoSuchUser, disable, enable, reset_second_factor
from partnerhub.domain.installation.process_store import Me, Process, beat, end, processes

__all__ = [
    "Alert",
    "Listed",
    "Me",
    "NoSuchPartner",
    "NoSuchUser",
    "Overview",
    "Process",
    "Rates",
    "Table",
    "beat",
    "disable",
    "enable",
    "end",
    "look",
    "page",
    "processes",
    "reset_second_factor",
]
