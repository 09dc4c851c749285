"""``python -m nefc …`` is the command ``nefc …``."""

import os
import subprocess
import sys

from ._binary import binary


def main() -> int:
    """Run the command with the arguments of this process."""
    argv = [binary(), *sys.argv[1:]]
    os.environ.setdefault("PYTHON", sys.executable)  # in which `nefc import` runs scripts
    if os.name != "nt":
        os.execv(argv[0], argv)
    return subprocess.call(argv)


if __name__ == "__main__":
    sys.exit(main())
