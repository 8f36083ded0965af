"""Flows: their nodes, and what their JSON must look like."""
