"""Balance and usage (contract partner-api §5.4, §13)."""
