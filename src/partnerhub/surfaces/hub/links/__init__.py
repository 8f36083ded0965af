"""Ways in that letters open: invitations, and new passwords for who forgot theirs."""
