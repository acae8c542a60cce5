"""`python -m services intake` runs a service; `migrate` prepares its database; `redrive` applies parked events."""

import importlib
import sys

from kit import database, runtime
from kit.settings import from_environment, owner_database_url


def main(arguments: list[str]) -> int:
    """The composition root. Answers the exit code."""
    command, name = arguments[:2] if len(arguments) > 1 else ("run", arguments[0])
    if command == "migrate":
        database.migrate(owner_database_url(), name)
        return 0
    settings = from_environment(name)
    service: runtime.Service = importlib.import_module(f"services.{name}.app").service
    if command == "redrive":
        applied = runtime.Running(service, settings).consumer.redrive(*arguments[2:3])
        sys.stdout.write(f"{applied}\n")
        return 0
    runtime.run(service, settings)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
