"""Groups that a number has made: their nodes, members and invite links."""
