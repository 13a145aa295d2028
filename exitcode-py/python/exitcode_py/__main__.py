"""``python -m exitcode_py``: the program ``exitcode`` without its commands for a cluster."""

from __future__ import annotations

import signal
import sys

from . import _exitcode


def main() -> int:
    # Python would only be told of Ctrl-C after the program's end.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return _exitcode.program(["exitcode-py", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
