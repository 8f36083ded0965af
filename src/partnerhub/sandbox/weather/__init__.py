"""How this Meta fares: slow or failing answers, webhooks twice or out of order, and what time it is there."""
