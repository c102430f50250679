"""Real servers on 127.0.0.1 for tests, each with the faults that real ones have."""
