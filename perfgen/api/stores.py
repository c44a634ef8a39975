"""Where files may be besides this machine: object stores, by URL."""

from __future__ import annotations

from pathlib import PurePath

from perfgen.batch import store


class UnreadStoreError(ValueError):
    """Stores of this kind are not read; it says so in Chinese, with those that are."""


def place(text: str) -> PurePath:
    """What somebody means who writes a path or a URL: a Path, or the Url of a store. file:// means a path.

    Raises UnreadStoreError, with the reason in Chinese, for the URL of a store that is not read.
    """
    where = store.place(text)
    refused = store.refusal(where) if isinstance(where, store.Url) else None
    if refused:
        raise UnreadStoreError(f"{refused}（{text}）；{store.choices()}")
    return where
