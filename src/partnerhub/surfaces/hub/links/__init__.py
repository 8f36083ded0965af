"""Ways in that letters open: invitations, new passwords for who forgot theirs, and sign-ups."""
