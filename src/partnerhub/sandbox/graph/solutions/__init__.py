"""Multi-partner solutions: what they are, and how two partners begin and end one."""
