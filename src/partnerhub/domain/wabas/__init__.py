"""The wabas room."""
