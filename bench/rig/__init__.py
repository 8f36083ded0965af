"""What several benchmarks need: a filled database, servers as processes, a load that is cheaper than what it measures."""
