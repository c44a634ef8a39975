"""A Word file that somebody went over, merged into the YAML it was made from: only what was changed, in the text of the YAML.

The YAML is printed and read back, and the Word file is read in the same way: the differences between the two are what was
changed. What has been merged is printed and read back once more; whatever then still differs is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from perfgen import layouts
from perfgen.building import render
from perfgen.comparing import Comparison, Difference, DifferenceKind, compare
from perfgen.comparing.place import place_of
from perfgen.docx.comments import GoneOver, WordComment, gone_over
from perfgen.errors import Diagnostic, DocumentError
from perfgen.filing import Filing
from perfgen.filing.walk import Steps
from perfgen.importing import Imported, Remark, as_docx, import_file
from perfgen.loading import Loaded, Settings, load
from perfgen.merging.narrative import FOLLOWS, Unquoted
from perfgen.merging.opened import OpenedFiling
from perfgen.merging.since import SinceSent
from perfgen.merging.texts import QuotingTexts
from perfgen.merging.units import Plan, Planned
from perfgen.merging.wording import cut, in_words, said, worded
from perfgen.scratch import scratch
from perfgen.shown import visible
from perfgen.source.editing import edited
from perfgen.source.edits import Note, Unit
from perfgen.source.grammar import OVERALL, PROJECTS
from perfgen.source.salvage import salvage

_NOT_MERGED = "没有写进去，请自己改"


class NotMerged(NamedTuple):
    """Something of the Word file that is not in the YAML now: what it is, and why."""

    what: str
    why: str


class ChangedFile(NamedTuple):
    """A file of the filing before and after; None where it was not there, or is to go."""

    path: Path
    before: bytes | None
    after: bytes | None


@dataclass(frozen=True, slots=True)
class Merge:
    """What is merged and what is not, and the files as they are then. Nothing has been written.

    `comments` is how many comments of the Word file stand in the YAML; `tracked` how many tracked changes it has, which were
    read as accepted.
    """

    files: tuple[ChangedFile, ...]
    merged: tuple[str, ...]
    left: tuple[NotMerged, ...]
    comments: int = 0
    tracked: int = 0


@dataclass(frozen=True, slots=True)
class _Side:
    """A reading of a document: as data by its labels, and as a model, in which what cannot be read is filled in."""

    read: Imported
    filing: Filing
    doubted: dict[Steps, str]

    @classmethod
    def of(cls, read: Imported, shown: Path) -> _Side:
        if read.filing is not None:
            return cls(read, read.filing, {})
        whys = {one.about: one.why for one in read.report.doubtful if one.about}
        saved = salvage(read.data, read.layout.form)
        without: tuple[Steps, ...] = ()
        if saved is None:
            data, without = _without(read.data, whys)
            saved = salvage(data, read.layout.form)
        if saved is None or not isinstance(saved.one, Filing):
            message = "文件里的内容读不成一份绩效文本，没有合并"
            raise DocumentError(Diagnostic("IMP06", message, shown, hint="用 perfgen import 单独读一次，看它说缺什么"))
        return cls(read, saved.one, {steps: _why(steps, whys) for steps in (*saved.filled, *without)})

    def worded(self, one: Difference, comparison: Comparison) -> str:
        """A difference, with what the document says where that cannot be read."""
        path = one.after_path or ()
        if any(path[: len(steps)] == steps or steps[: len(path)] == path != () for steps in self.doubted):
            one = replace(one, after=_at(self.read.data, path), kind=DifferenceKind.CHANGED)
        return worded(one, comparison)


def _without(data: Any, doubted: Iterable[Steps]) -> tuple[Any, tuple[Steps, ...]]:
    """The data without the parts of projects, or of the whole, in which something cannot be read; and the paths of those."""
    data, gone = deepcopy(data), []
    for path in doubted:
        steps = path[: _DEEP if path[0] in PROJECTS else 1]
        if isinstance(_at(data, steps), (dict, list)):
            del _at(data, steps[:-1])[steps[-1]]
            gone.append(steps)
    return data, tuple(gone)


_DEEP = 3
"""How long the path of a part of a project is."""


def merge(
    document: Path, into: Path, settings: Settings, *, year: int | None = None, original: Path | None = None
) -> Merge:
    """Merge a Word file into the filing in a file or folder. Nothing is written.

    `original` is the Word file as it was sent: then only what differs from that is merged, and what the YAML says otherwise
    by now is told. Without it, whatever the Word file says otherwise than the YAML was changed in the Word file. `year` is the
    budget year of documents that do not tell it.

    Raises FilingError where the YAML has mistakes, DocumentError where the document cannot be read or is of another
    layout, year or unit, LayoutError where the template is at fault.
    """
    opened = OpenedFiling.of(into, settings)
    with scratch() as folder:
        wanted, people = _read(document, opened, year)
        sent = _read(original, opened, year)[0] if original else None
        printed = _printed(opened.loaded, folder, document)
        return _Merging(opened, printed, wanted, sent, people, folder, document).result()


def _read(document: Path, opened: OpenedFiling, year: int | None) -> tuple[_Side, GoneOver]:
    """A Word file of the filing read, and what people left in it. Raises DocumentError where it is of something else."""
    settings = opened.settings
    layout = layouts.load(settings.layout) if settings.layout else None
    with as_docx(document) as readable:
        read = import_file(readable, layout, year=year, shown=document, shelf=settings.shelf)
        _refuse_other(document, read, opened.loaded)
        people = gone_over(readable) if readable.suffix.lower() == ".docx" else GoneOver((), 0)
        return _Side.of(read, document), people


def _printed(loaded: Loaded, folder: Path, shown: Path) -> _Side:
    """A filing printed, and read back."""
    prepared = loaded.valid
    built = folder / "printed.docx"
    built.write_bytes(render(prepared))
    return _Side.of(import_file(built, prepared.layout, year=prepared.filing.year), shown)


def _refuse_other(document: Path, theirs: Imported, loaded: Loaded) -> None:
    ours, said = loaded.valid.filing, theirs.data
    pairs = (
        ("版式", theirs.layout.name, ours.layout if loaded.layout is None else loaded.layout.name),
        ("年度", str(said.get("年度", "")), str(ours.year)),
        ("金额单位", str(said.get("金额单位", "")), ours.amount_unit),
    )
    for label, there, here in pairs:
        if there != here and (there or label == "版式"):
            message = f"这份 Word 文件的{label}是 {visible(there)}，{loaded.path.name} 是 {here}，没有合并"
            raise DocumentError(Diagnostic("IMP06", message, document, hint="检查是不是选错了文件"))


@dataclass(slots=True)
class _Merging:
    opened: OpenedFiling
    printed: _Side
    wanted: _Side
    sent: _Side | None
    people: GoneOver
    folder: Path
    document: Path

    def result(self) -> Merge:
        comparison = compare(self.printed.filing, self.wanted.filing)
        since = SinceSent(compare(self.sent.filing, self.wanted.filing)) if self.sent else None
        comparison, conflicts = since.sifted(comparison) if since else (comparison, [])
        certain = self.wanted.read.filing is not None
        quoting = QuotingTexts(self.opened.loaded.valid.filing, self.wanted.filing, comparison, certain)
        unread = list(self._not_read())
        plan = Plan(
            comparison,
            self._said(),
            self.printed.read.data,
            self.wanted.read.data,
            self.wanted.doubted,
            {label: one.source for label, one in quoting.merged().items()},
            frozenset("".join(one.text.split()) for one in unread),
        )
        planned = plan.units()
        notes = dict(self._notes(comparison))
        units: list[Unit] = [one.unit for one in planned if one.unit]
        done = edited(self.opened.texts, [*units, *((note,) for note in notes.values() if note)], self.opened.look)
        refused = {id(unit): why for unit, why in done.refused}
        out = [edit for unit, _ in done.refused for edit in unit if isinstance(edit, Note)]
        notes = {one: None if note in out else note for one, note in notes.items()}
        after = load(done.texts, self.opened.settings)
        rest = compare(_printed(after, self.folder, self.document).filing, self.wanted.filing)
        if since:
            rest, _ = since.sifted(rest)
        quoted = quoting.told(after.valid.filing)
        left = [
            *(NotMerged(self.wanted.worded(one, since.sent), why) for one, why in conflicts if since),
            *self._not_merged(rest, planned, refused, quoted),
            *(_of_quotation(one) for told in quoted.values() for one in told),
            *self._filled_alike(rest),
            *(NotMerged(visible(f"{one.place}：{cut(one.text)}"), one.why) for one in unread),
            *self._comments_left(notes),
        ]
        done_with = [one for one in comparison.differences if not one.echo and not _is_in(one, rest)]
        held = sum(note is not None for note in notes.values())
        return Merge(
            self._files(done.texts),
            tuple(worded(one, comparison) for one in done_with),
            tuple(left),
            held,
            self.people.changes,
        )

    def _said(self) -> Any:
        sources = self.opened.look(self.opened.texts)
        return {} if isinstance(sources, str) else sources.said

    # --- what is told

    def _not_merged(
        self, rest: Comparison, planned: Sequence[Planned], refused: dict[int, str], quoted: Mapping[str, object]
    ) -> Iterator[NotMerged]:
        for one in rest.differences:
            told = one.before_path is not None and one.before_path[0] == OVERALL and one.before_path[-1] in quoted
            if not one.echo and not told:
                why = next(filter(None, _whys(one, planned, refused)), _NOT_MERGED)
                yield NotMerged(self.wanted.worded(one, rest), why)

    def _filled_alike(self, rest: Comparison) -> Iterator[NotMerged]:
        """What cannot be read, where what was filled in for it happens to be what the YAML says: no difference shows it."""
        for steps, why in self.wanted.doubted.items():
            shown = (one.after_path for one in rest.differences if one.after_path)
            if not any(path[: len(steps)] == steps or steps[: len(path)] == path for path in shown):
                where = in_words(place_of(self.wanted.filing, steps))
                yield NotMerged(visible(f"{where}：{cut(said(_at(self.wanted.read.data, steps)))}"), why)

    def _not_read(self) -> Iterator[Remark]:
        """What the Word file says that no filing has a place for, if the one that was printed does not say it too."""
        ours = Counter(one.text for one in (self.sent or self.printed).read.report.left)
        stale = self._stale()
        for one in self.wanted.read.report.left:
            if ours[one.text]:
                ours[one.text] -= 1
            elif not one.place.startswith("批注") and one.text not in stale:
                yield one

    def _stale(self) -> set[str]:
        """Lines of the contents and titles that the layout printed, and nobody changed: what they name was moved or renamed."""
        ours, theirs = (self.sent or self.printed).read.outline, self.wanted.read.outline
        if ours is None or theirs is None:
            return set()
        titles = {one.title for one in ours.contents} | {one.title for one in ours.headings}
        return {one.text for one in theirs.contents if one.title in titles} | titles

    # --- comments

    def _notes(self, comparison: Comparison) -> Iterator[tuple[WordComment, Note | None]]:
        """Each comment, and where it comes in the YAML; None where there is no telling."""
        places = {one.id: one for one in self.wanted.read.remarked}
        ours = self._said()
        for one in self.people.comments:
            place = places.get(one.id)
            path = comparison.before_of(place.about) if place is not None and place.about else None
            removed = path is not None and comparison.after_of(path) is None
            there = _nearest(ours, path) if path and not removed else ()
            yield one, Note(there, f"# {_written(one)}") if there and one.text else None

    def _comments_left(self, notes: Mapping[WordComment, Note | None]) -> Iterator[NotMerged]:
        places = {one.id: one for one in self.wanted.read.remarked}
        for one, note in notes.items():
            if one.text and note is None:
                place = places.get(one.id)
                where = f"，在{place.place}“{cut(place.text)}”" if place else ""
                yield NotMerged(visible(f"{_written(one)}{where}"), "YAML 里没有它的位置，请自己看")

    # --- files

    def _files(self, texts: dict[str, str]) -> tuple[ChangedFile, ...]:
        names = dict.fromkeys([*self.opened.texts, *texts])
        found = []
        for name in names:
            before, after = (some.get(name) for some in (self.opened.texts, texts))
            if before != after:
                contents = (None if one is None else one.encode("utf-8") for one in (before, after))
                found.append(ChangedFile(self.opened.folder / name, *contents))
        return tuple(found)


def _why(steps: Steps, whys: dict[Steps, str]) -> str:
    shared = (why for about, why in whys.items() if about[: len(steps)] == steps or steps[: len(about)] == about)
    return next(shared, "读不出来")


def _whys(one: Difference, planned: Sequence[Planned], refused: dict[int, str]) -> Iterator[str]:
    """Why a difference that is left was not merged."""
    for unit in planned:
        for its in unit.differences:
            if (its.after_path, its.place) == (one.after_path, one.place) or _same(its, one):
                yield unit.why or refused.get(id(unit.unit), "")


def _same(one: Difference, other: Difference) -> bool:
    return (one.kind, one.place, one.after) == (other.kind, other.place, other.after)


def _is_in(one: Difference, rest: Comparison) -> bool:
    return any(
        _same(one, other) or (one.after_path is not None and one.after_path == other.after_path)
        for other in rest.differences
    )


def _of_quotation(one: Unquoted) -> NotMerged:
    now = "现在" if one.why == FOLLOWS else ""
    return NotMerged(visible(f"{one.source} {now}印成“{cut(one.printed)}”，Word 里是“{cut(one.wanted)}”"), one.why)


def _written(one: WordComment) -> str:
    """批注（谁，哪天）：说了什么."""
    who = "，".join(part for part in (one.author, one.day) if part)
    return visible(f"批注{f'（{who}）' if who else ''}：{' '.join(one.text.split())}")


def _at(value: Any, path: Steps) -> Any:
    for step in path:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def _nearest(said: Any, path: Steps) -> Steps:
    """The longest part of a path that is there."""
    found: list[Any] = []
    for step in path:
        try:
            said = said[step]
        except (KeyError, IndexError, TypeError):
            break
        found.append(step)
    return tuple(found)


__all__ = ["ChangedFile", "Merge", "NotMerged", "merge"]
