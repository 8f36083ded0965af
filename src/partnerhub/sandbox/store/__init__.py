"""The sandbox's SQL, one module a noun. No tenant of the hub: every statement works on the schema `sandbox`."""
