"""Loaded by the workers of the tests' cluster: a store they share, jobs that take their time, and one that kills."""

from __future__ import annotations

import os
import time
from typing import Any

import fsspec
from fsspec.implementations.local import LocalFileSystem

from perfgen.batch import parcel, store
from perfgen.batch.job import Job, Outcome
from perfgen.batch.work import work


class Share(LocalFileSystem):
    """A server of files, as strict as some: share://host/… lies in the folder SHARE; it does not move over what is there."""

    protocol = "share"

    @classmethod
    def _strip_protocol(cls, path: Any) -> Any:
        if isinstance(path, list):
            return [cls._strip_protocol(one) for one in path]
        name = str(path)
        if not name.startswith("share://"):
            return name
        return os.path.join(os.environ["SHARE"], name.removeprefix("share://")).rstrip("/")  # noqa: PTH118

    def mv(self, path1: str, path2: str, **_: Any) -> None:
        if os.path.exists(path2):  # noqa: PTH110
            raise FileExistsError(path2)
        os.rename(path1, path2)  # noqa: PTH104


fsspec.register_implementation("share", Share, clobber=True)
store.STORES |= {"share"}


def slow(job: Job) -> Outcome:
    if "杀手" in job.source.name:
        os._exit(9)
    if "慢" in job.source.name:
        time.sleep(0.1)
    return work(job)


def dask_setup(_: object) -> None:
    parcel.work = slow
