"""Every exception of the scenario player's own."""


class BadScenario(Exception):
    """The file says something that cannot be played; the message names the step."""
