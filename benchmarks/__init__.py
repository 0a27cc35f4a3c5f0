"""How fast kzmap is, beside what a user would otherwise write: see docs/performance.md."""
