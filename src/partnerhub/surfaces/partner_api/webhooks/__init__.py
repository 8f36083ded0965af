"""What the original keeps in its pages or not at all: the log of events, the webhook's headers, the platform secret."""
