"""`python -m tsunagi.issuer PORT FILE…`: as a part of a local stack, on this machine's own address, or not at all."""

import os
import signal
import sys
from pathlib import Path

import uvicorn

from tsunagi.issuer.pages import WARNING, create_app
from tsunagi.issuer.realm import Realm
from tsunagi.processes import MARK, is_running
from tsunagi.staff import CLIENT_ID, issuer_url, load

HOST = "127.0.0.1"


def main(port: int, files: list[Path]) -> int:
    """SIGHUP rotates the keys."""
    stack = os.environ.get(MARK, "")
    if not stack or not is_running(Path(stack)):
        print(
            f"{WARNING}\nローカルのスタックの外では起動しません / refuses to start outside a local stack",
            file=sys.stderr,
        )
        return 1
    realms = [Realm(issuer_url(port, city.municipality), city, [CLIENT_ID]) for city in map(load, files)]

    def rotate(*_signal: object) -> None:
        for realm in realms:
            realm.keys.rotate()

    signal.signal(signal.SIGHUP, rotate)
    print("\n".join([WARNING, *(realm.issuer for realm in realms)]), flush=True)
    uvicorn.run(create_app(realms), host=HOST, port=port, log_config=None, access_log=False)
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), [Path(name) for name in sys.argv[2:]]))
