"""The Graph API emulator: nodes, their edges, and what each answers (contract part B)."""
