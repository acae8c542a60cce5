"""Household plans, their roles, monitorings and evaluations, and the reports to the promotion committee."""
