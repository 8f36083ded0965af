"""WABA accounts and what belongs to one of them: templates and flows (contract partner-api §10 to §12)."""
