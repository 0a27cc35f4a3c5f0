"""Data that a person brings: read, accounted for, placed, shown; in this session only."""
