"""YAML written in its canonical form: what `perfgen fmt` does."""

from __future__ import annotations

from pathlib import Path

from perfgen import building
from perfgen.source import ForeignFileError, canonical
from perfgen.source.discover import yaml_files
from perfgen.source.patch import Mended
from perfgen.source.punctuation import punctuated


def tidied(path: Path) -> str:
    """The canonical text of a YAML file: a filing, a project, or a list of projects; comments and content stay.

    Raises FilingError for a file with mistakes in its YAML, ForeignFileError for one that is none of ours.
    """
    return canonical(path, building.fields_of(path))


__all__ = ["ForeignFileError", "Mended", "punctuated", "tidied", "yaml_files"]
