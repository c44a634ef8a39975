"""How the parts of a template are rendered, kept on disk between runs.

What is kept is the Python that Jinja's compiler wrote for a template, as text in a JSON file. Whoever could write there
could run code as the user, so a file is read only as `perfgen.kept` reads one. Its name is a hash of all the template's parts, and of the programs that made it:
another template, another perfgen, docxtpl or Jinja never meets it. Whatever does not fit is made anew, without a word.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import sys
from collections.abc import Callable, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from perfgen.docx.parts import NONE, FastPlan, Remarks
from perfgen.docx.surroundings import Surroundings
from perfgen.kept import folder, keep, recall

_FORMAT = 6
_MOST_FILES = 50
_MOST_BYTES = 16 * 1024 * 1024
_MAKERS = {
    "docxtpl": ("template.py",),
    "jinja2": ("compiler.py", "lexer.py", "parser.py", "runtime.py"),
    "perfgen": tuple(
        f"docx/{name}.py" for name in ("balance", "bookmarks", "east_asian", "fast_compile", "fast_render", "filters", "finished", "fitting", "guards", "jinja_render", "limits", "links", "measures", "mended", "merged_cells", "notes", "numbers", "own_words", "printed", "revisions", "runs", "sandbox", "shapes", "spelling", "statements", "structure", "surroundings", "tags", "titles", "well_formed", "written_tags")
    ),
}  # fmt: skip
"""The files, by package, that decide what is kept."""


class Plans(NamedTuple):
    """The plan of each part that holds tags, by name, and the surroundings its fast code counts on.

    `printed` are the paths of the data that the template prints, see `perfgen.docx.printed`; `notes` the parts whose notes
    stand in the text while it is rendered, see `perfgen.docx.notes`.
    """

    parts: Mapping[str, FastPlan]
    surroundings: tuple[Surroundings, ...]
    printed: frozenset[tuple[str, ...]]
    notes: tuple[str, ...] = ()
    remarks: Remarks = NONE


def stored(entries: Mapping[str, bytes], make: Callable[[], Plans]) -> Plans:
    """The plans for the entries of a template: as kept from an earlier run, or made, and kept for the next."""
    file = None
    with contextlib.suppress(OSError, ValueError, RuntimeError):
        file = folder() / f"{_key(entries)}.json"
        return _plans(recall(file, _MOST_BYTES))
    plans = make()
    if file is not None:
        with contextlib.suppress(OSError, ValueError):
            keep(file, _document(plans), _MOST_FILES)
    return plans


def _key(entries: Mapping[str, bytes]) -> str:
    sums = hashlib.sha256(_makers())
    for name, content in entries.items():
        sums.update(f"{len(name)} {name} {len(content)} ".encode())
        sums.update(content)
    return sums.hexdigest()


@cache
def _makers() -> bytes:
    """What tells one state of the programs from another: the versions, and size and time of their files.

    Raises OSError where they are not files of their own.
    """
    said: list[Any] = [_FORMAT, sys.version]
    for package, files in _MAKERS.items():
        spec = find_spec(package)
        home = Path(spec.origin).parent if spec and spec.origin else Path()
        for file in files:
            status = (home / file).stat()
            said.append((str(home), file, status.st_size, status.st_mtime_ns))
    return repr(said).encode()


def _document(plans: Plans) -> bytes:
    parts = {
        name: [plan.source, plan.signs and [sign.decode() for sign in plan.signs], plan.balanced]
        for name, plan in plans.parts.items()
    }
    around = [
        [surroundings.paragraph, surroundings.run, surroundings.room, surroundings.size]
        for surroundings in plans.surroundings
    ]
    printed = sorted(map(list, plans.printed))
    document = {
        "parts": parts,
        "surroundings": around,
        "printed": printed,
        "notes": plans.notes,
        "remarks": plans.remarks,
    }
    return json.dumps(document, ensure_ascii=False).encode()


def _plans(content: bytes) -> Plans:
    """The plans in a document. Raises ValueError for one that is none."""
    document = json.loads(content)
    try:
        parts = {
            str(name): FastPlan(
                str(source), signs if signs is None else tuple(map(str.encode, signs)), balanced is True
            )
            for name, (source, signs, balanced) in document["parts"].items()
        }
        around = tuple(
            Surroundings(paragraph, str(run), room, int(size))
            for paragraph, run, room, size in document["surroundings"]
        )
        printed = frozenset(tuple(map(str, names)) for names in document["printed"])
        return Plans(
            parts, around, printed, tuple(map(str, document["notes"])), Remarks(*map(int, document["remarks"]))
        )
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(str(error)) from None
