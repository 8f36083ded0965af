"""What goes on without anyone asking: errands that fall due, webhooks that are owed."""
