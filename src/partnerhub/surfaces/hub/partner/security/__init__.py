"""Who is who, and who did what: the second factor, codes before people are invited, the audit log."""
