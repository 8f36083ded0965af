"""Account sharing: partners that run Embedded Signup on pages of their own bring clients and numbers by API (contract §9).

The partner makes a client; its own signup shares the client's WABA with a multi-partner solution that both belong to;
then it names the numbers, and they are onboarded as any other signup is.
"""

from partnerhub.domain.account_sharing.clients import create_client
from partnerhub.domain.account_sharing.numbers import NoSuchSignup, Progress, Request, progress, share_numbers

__all__ = ["NoSuchSignup", "Progress", "Request", "create_client", "progress", "share_numbers"]
