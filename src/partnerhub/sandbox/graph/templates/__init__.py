"""Message templates: their nodes, and what they must look like."""
