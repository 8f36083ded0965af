"""Graph's manners on the wire: calls and their parameters, errors, fields, cursors, headers."""
