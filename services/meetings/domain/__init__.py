"""The three meetings, each with its own rules (table 1.4 of the domain note)."""
