"""One run at a time writes an output; the system frees the lock of a process that dies."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None
    import msvcrt


class Lock:
    """A file that is there, and locked, while a run holds it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: int | None = None

    def taken(self) -> bool:
        """Take the lock; False if another process has it."""
        while True:
            file = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o666)
            if not _locked(file):
                os.close(file)
                return False
            with suppress(OSError):
                if os.path.samestat(os.fstat(file), os.stat(self.path)):
                    self._file = file
                    return True
            os.close(file)  # whoever had it has deleted it meanwhile

    def free(self) -> None:
        """Give it back, if it was taken."""
        if self._file is None:
            return
        file, self._file = self._file, None
        # Deleted while it is locked, so that nobody else's is; but Windows deletes no open file.
        steps = [lambda: os.unlink(self.path), lambda: os.close(file)]
        for step in steps if fcntl else steps[::-1]:
            with suppress(OSError):
                step()


def _locked(file: int) -> bool:
    try:
        if fcntl is None:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:  # a file system without locks
        return True
    return True
