"""Where files may be besides this machine: object stores, by URL."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import PurePath

from perfgen.batch import store
from perfgen.batch.places import NamedPlaces, places
from perfgen.checking import documents


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


def at_hand(named: Sequence[PurePath]) -> AbstractContextManager[NamedPlaces]:
    """Within it, what was named lies on this machine: Urls of stores as copies, gone afterwards, in `NamedPlaces.paths`.

    Filings of every form are copied, with the settings of their workspace and the files these name. `NamedPlaces.named`
    gives back what the user calls a path, and errors raised within `NamedPlaces.speaking` speak so too. Entering it raises
    StoreError where a store cannot be read.
    """
    return places(named, documents())


__all__ = ["NamedPlaces", "UnreadStoreError", "at_hand", "place"]
