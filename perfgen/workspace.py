"""Finds the workspace that a filing lies in: the folder of the nearest perfgen.toml above it, see `perfgen.settings`."""

from __future__ import annotations

import os
import stat
from functools import lru_cache
from pathlib import Path

from perfgen.settings import FILE, Workspace


def workspace_of(path: Path) -> Workspace:
    """The workspace a file or folder lies in. Raises WorkspaceError for a perfgen.toml that is not right."""
    folder, above = "", os.path.join(os.getcwd(), path)  # noqa: PTH109, PTH118 -- asked for every filing of a batch
    while folder != above:
        folder, above = above, os.path.dirname(above)  # noqa: PTH120
        file = os.path.join(folder, FILE)  # noqa: PTH118
        if os.path.isfile(file) and _is_heeded(file):  # noqa: PTH113
            status = os.stat(file)  # noqa: PTH116
            return _known(Path(file), (status.st_mtime_ns, status.st_size, status.st_ino, status.st_dev))
    return Workspace()


def _is_heeded(file: str) -> bool:
    """Whether settings count. In a folder where all users of the machine may put files, such as /tmp, only one's own do.

    Such a folder is told by its sticky bit. A folder that others may write to without it is one that people share, and
    its settings are for all of them; on Windows the temporary folder is the user's own.
    """
    if not hasattr(os, "geteuid"):
        return True
    mode = os.stat(os.path.dirname(file)).st_mode  # noqa: PTH116, PTH120
    return not (mode & stat.S_ISVTX and mode & stat.S_IWOTH) or os.lstat(file).st_uid == os.geteuid()


@lru_cache(maxsize=256)
def _known(file: Path, state: tuple[int, ...]) -> Workspace:  # noqa: ARG001 -- an edited file is read anew
    from perfgen.settings_file import read  # noqa: PLC0415 -- most filings have no settings

    return read(file)
