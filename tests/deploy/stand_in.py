"""Stands in for `docker` while a text's commands run: volumes are folders, the one container is a real PostgreSQL.

`docker compose …` is written down; `… exec -T postgres COMMAND` and `docker run … IMAGE COMMAND` run the command here.
"""

import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path


def main(arguments: list[str]) -> int:
    home = Path(os.environ["STAND_IN"])
    if arguments[:4] == ["compose", "exec", "-T", "postgres"]:
        program, *rest = arguments[4:]
        return subprocess.run([f"{os.environ['POSTGRES_BIN']}/{program}", *rest], check=False).returncode
    if arguments[0] == "compose":
        with (home / "told").open("a") as told:
            told.write(" ".join(arguments[1:]) + "\n")
        return 0
    places, command = {}, arguments[arguments.index("postgres:18") + 1 :]
    for flag, value in pairwise(arguments):
        if flag == "-v":
            source, target = value.removesuffix(":ro").split(":")
            places[target] = source if source.startswith("/") else str(home / "volumes" / source)
    for target, source in places.items():
        command = [one.replace(f"{target}/", f"{source}/").replace(f"{target} ", f"{source} ") for one in command]
        command = [source if one == target else one for one in command]
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
