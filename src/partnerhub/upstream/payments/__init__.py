"""A payment provider as we call it: Stripe's API, or any that speaks it, as the sandbox's does.

Cards are typed on the provider's own page. What comes to us is a token, the brand, the last four digits and the expiry.

- `Provider` — one client, a base URL and a secret key
- `Card`, `Order` — what is kept of a card; what is asked from it
- `Paid`, `ToConfirm`, `Declined` — what came of it
- `NoAnswer` — nothing usable was said: it may have been paid or not
"""

from partnerhub.upstream.payments.model import Card, Declined, NoAnswer, Order, Outcome, Paid, ToConfirm
from partnerhub.upstream.payments.provider import Provider, provider_of

__all__ = ["Card", "Declined", "NoAnswer", "Order", "Outcome", "Paid", "Provider", "ToConfirm", "provider_of"]
