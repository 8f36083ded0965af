"""Who is who, and who did what: codes before people are invited, the audit log."""
