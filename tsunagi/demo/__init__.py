"""Plays scenarios, which are data, through the public rpcs; its credentials can do nothing else."""
