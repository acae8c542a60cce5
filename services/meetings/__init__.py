"""Meetings: the three rooms, their members, what may be said there, minutes and decisions."""
