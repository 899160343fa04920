"""Run a server for as long as the tests run: however they end, it ends, and its folder goes.

    python keeper.py PID FOLDER USER COMMAND...

PID is the process of the tests, FOLDER what is removed at the end, and USER who runs the command
("-" for the same).
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time


def main() -> None:
    watched, folder, user, *command = sys.argv[1:]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    rights = {} if user == "-" else {"user": user, "group": user_group(user), "extra_groups": []}
    server = subprocess.Popen(
        command, start_new_session=True, cwd=folder, stdin=subprocess.DEVNULL, **rights
    )
    try:
        while server.poll() is None and alive(int(watched)):
            time.sleep(0.5)
    finally:
        with contextlib.suppress(ProcessLookupError):
            # Whoever asked it something has gone already.
            os.killpg(server.pid, signal.SIGTERM)
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
        shutil.rmtree(folder, ignore_errors=True)


def user_group(user: str) -> int:
    import pwd

    return pwd.getpwnam(user).pw_gid


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


if __name__ == "__main__":
    main()
