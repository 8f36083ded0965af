"""The world this Meta knows: portfolios, WABAs, numbers, customers, and what its webhooks tell of them."""
