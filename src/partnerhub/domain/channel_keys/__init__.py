"""The channel keys room."""
