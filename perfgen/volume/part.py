"""One department's part of a volume: made from its filing, laid out by itself, and kept for the next time.

A part begins on an odd page of its own, so that how it falls on pages does not hang on what stands before it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from lxml import etree

from perfgen import building, pagination
from perfgen.docx.archive import pack
from perfgen.docx.fitted_tables import fitted
from perfgen.docx.parts import MAIN_PART
from perfgen.kept import folder, keep, recall
from perfgen.loading import Prepared
from perfgen.office.pdf import ORDINARY
from perfgen.office.warm import Office
from perfgen.volume.cut import inner
from perfgen.volume.front import VolumeLine
from perfgen.volume.joined import DepartmentPart, join, unpacked
from perfgen.volume.renaming import bookmark

_FORMAT = 1
_MOST_BYTES = 64 * 1024 * 1024
_MOST_KEPT = 4_000
"""How many parts are kept: those of a few counties."""


@dataclass(frozen=True, slots=True)
class LaidOutPart:
    """A part as it goes into the volume: how many pages it takes, and on which of them, from 0, each entry of its contents stands.

    `made_anew` tells whether it had to be laid out; `settled` whether its tables came to fit their pages.
    """

    part: DepartmentPart
    entries: tuple[VolumeLine, ...]
    count: int
    pages: Mapping[str, int] = field(default_factory=dict)
    made_anew: bool = False
    settled: bool = True


@dataclass(frozen=True, slots=True)
class PartPlace:
    """Where a part goes: the number of its department, from 1, its heading, and the front as it is made for the department."""

    number: int
    heading: str
    frame: bytes


def laid_out_part(prepared: Prepared, place: PartPlace, office: Office) -> LaidOutPart:
    """The part of a filing. Raises LayoutError and OfficeError as `perfgen.pagination.printed` does."""
    raw = unpacked(building.render(prepared))
    inside = inner(raw)
    cut = pack(
        {**raw, MAIN_PART: etree.tostring(inside.root, xml_declaration=True, encoding="UTF-8", standalone=True)}.items()
    )
    prefix = f"_B{place.number:04}"
    part = DepartmentPart(cut, inside.contents, place.heading, f"{prefix}_0", prefix, place.frame)
    own = [
        VolumeLine(one["标题"], bookmark(prefix, one["书签"]), one["级别"] + 1)
        for one in building.view(prepared).get("目录", ())
    ]
    entries = (VolumeLine(place.heading, part.bookmark, 1), *own)
    file = folder() / "volume" / f"{_key(part)}.json"
    known = _known(file, part, entries)
    if known is not None:
        return known
    alone = join(lambda _: place.frame, [part])
    done = pagination.settle(lambda _: alone, [one.bookmark for one in entries], office, ORDINARY, numbered=False)
    pages = {one.bookmark: done.pages[one.bookmark].page for one in entries if one.bookmark in done.pages}
    fitting = replace(part, docx=fitted(cut, done.fit))
    made = LaidOutPart(fitting, entries, done.pages.count, pages, made_anew=True, settled=done.settled)
    if done.settled and len(pages) == len(entries):
        _remember(file, made)
    return made


def _key(part: DepartmentPart) -> str:
    """What the layout of a part hangs on; the number of its bookmarks takes no room, and is not in it."""
    said = repr((_FORMAT, pagination.engine(), part.heading)).encode("utf-8", "surrogatepass")
    return hashlib.sha256(
        b"\0".join((said, hashlib.sha256(part.docx).digest(), hashlib.sha256(part.frame).digest()))
    ).hexdigest()


def _remember(file: Path, made: LaidOutPart) -> None:
    prefix = made.part.prefix
    head = {"count": made.count, "pages": {mark.removeprefix(prefix): page for mark, page in made.pages.items()}}
    with contextlib.suppress(OSError, ValueError, RuntimeError):
        keep(file, json.dumps(head, ensure_ascii=False).encode("utf-8") + b"\n" + made.part.docx, _MOST_KEPT)


def _known(file: Path, part: DepartmentPart, entries: tuple[VolumeLine, ...]) -> LaidOutPart | None:
    """What was kept of a part; None where nothing was, or it does not fit."""
    try:
        head, _, docx = recall(file, _MOST_BYTES).partition(b"\n")
        said = json.loads(head)
        count, pages = said["count"], {part.prefix + mark: page for mark, page in said["pages"].items()}
        if any(one.bookmark not in pages for one in entries):
            return None
        if type(count) is not int or any(type(page) is not int or not 0 <= page < count for page in pages.values()):
            return None
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RuntimeError):
        return None
    kept = replace(part, docx=docx)
    return LaidOutPart(kept, entries, count, pages)
