"""A Word file that somebody went over, merged into the YAML it was made from: only what was changed, in the text of the YAML.

The YAML is printed and read back, and the Word file is read in the same way: the differences between the two are what was
changed. What has been merged is printed and read back once more; whatever then still differs is told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from perfgen.comparing import Comparison, Difference, compare
from perfgen.comparing.place import place_of
from perfgen.docx.comments import GoneOver, WordComment
from perfgen.filing import Filing
from perfgen.filing.walk import Steps, data_at
from perfgen.importing import Remark
from perfgen.importing.words import unnumbered
from perfgen.loading import Settings, load
from perfgen.merging.known import KnownDifferences
from perfgen.merging.narrative import FOLLOWS, Unquoted
from perfgen.merging.opened import OpenedFiling
from perfgen.merging.sides import MergeSide, printed_side, read_side, refuse_other_department
from perfgen.merging.since import SinceSent
from perfgen.merging.texts import QuotingTexts, sources
from perfgen.merging.units import Plan, Planned
from perfgen.merging.wording import cut, in_words, said
from perfgen.scratch import scratch
from perfgen.shown import visible
from perfgen.source.editing import edited
from perfgen.source.edits import Note, Unit
from perfgen.source.grammar import OVERALL

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
        wanted, people = read_side(document, opened, year)
        sent = read_side(original, opened, year)[0] if original else None
        printed = printed_side(opened.loaded, folder, document)
        refuse_other_department(document, wanted.read, printed.read)
        if original and sent:
            refuse_other_department(original, sent.read, printed.read)
        return _Merging(opened, printed, wanted, sent, people, folder, document).result()


@dataclass(slots=True)
class _Merging:
    opened: OpenedFiling
    printed: MergeSide
    wanted: MergeSide
    sent: MergeSide | None
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
            frozenset(_bare(one.text) for one in unread),
        )
        planned = plan.units()
        notes = dict(self._notes(comparison))
        units: list[Unit] = [one.unit for one in planned if one.unit]
        done = edited(self.opened.texts, [*units, *((note,) for note in notes.values() if note)], self.opened.look)
        refused = {id(unit): why for unit, why in done.refused}
        out = [edit for unit, _ in done.refused for edit in unit if isinstance(edit, Note)]
        notes = {one: None if note in out else note for one, note in notes.items()}
        if done.texts == self.opened.texts:
            after, now = self.opened.loaded, self.printed
        else:
            after = load(done.texts, self.opened.settings)
            now = printed_side(after, self.folder, self.document)
        rest = compare(now.filing, self.wanted.filing)
        if since:
            rest, _ = since.sifted(rest)
        quoted = quoting.told(after.valid.filing)
        left = [
            *(NotMerged(self.wanted.worded(one, since.sent), why) for one, why in conflicts if since),
            *self._not_merged(rest, planned, refused, quoted),
            *(_of_quotation(one) for told in quoted.values() for one in told),
            *self._filled_alike(rest),
            *(NotMerged(visible(f"{one.place}：{cut(one.text)}"), one.why) for one in unread),
            *(NotMerged(visible(f"{one.place}：{cut(one.text)}"), one.why) for one in self._typed_over(now)),
            *self._comments_left(notes),
        ]
        still = KnownDifferences.of((one, True) for one in rest.differences)
        done_with = [
            one for one in comparison.differences if not one.echo and not still.get(one) and not _in_text(one, quoted)
        ]
        partly = self._partly(compare(self.printed.filing, now.filing), quoted, after.valid.filing)
        held = sum(note is not None for note in notes.values())
        return Merge(
            self._files(done.texts),
            (*(self.wanted.worded(one, comparison) for one in done_with), *partly),
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
        whys = KnownDifferences.of(
            (one, unit.why or refused.get(id(unit.unit), "")) for unit in planned for one in unit.differences
        )
        for one in rest.differences:
            if not one.echo and not _in_text(one, quoted):
                why = whys.get(one) or _NOT_MERGED
                yield NotMerged(self.wanted.worded(one, rest), why)

    def _partly(self, changes: Comparison, quoted: Mapping[str, object], after: Filing) -> Iterator[str]:
        """What was merged into texts in which a quotation was typed over, and left."""
        before, now = sources(self.opened.loaded.valid.filing), sources(after)
        for one in changes.differences:
            label = str(one.before_path[-1]) if one.before_path and one.before_path[0] == OVERALL else ""
            if label in quoted and before.get(label) != now.get(label):
                yield self.wanted.worded(one, changes)

    def _typed_over(self, now: MergeSide) -> Iterator[Remark]:
        """Words that the layout prints, and the Word file says otherwise: titles, heads of tables."""
        ours = [self.printed, now, *([self.sent] if self.sent else [])]
        known = {_title(one) for side in ours for one in side.read.report.fixed}
        outline = self.wanted.read.outline
        listed = {entry.place for entry in outline.contents} if outline else set()
        for one in self.wanted.read.report.fixed:
            if _title(one) not in known and one.place not in listed:
                yield one

    def _filled_alike(self, rest: Comparison) -> Iterator[NotMerged]:
        """What cannot be read, where what was filled in for it happens to be what the YAML says: no difference shows it."""
        for steps, why in self.wanted.doubted.items():
            shown = (one.after_path for one in rest.differences if one.after_path)
            if not any(path[: len(steps)] == steps or steps[: len(path)] == path for path in shown):
                where = in_words(place_of(self.wanted.filing, steps))
                yield NotMerged(visible(f"{where}：{cut(said(data_at(self.wanted.read.data, steps)))}"), why)

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
            if note is None:
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


def _in_text(one: Difference, labels: Mapping[str, object]) -> bool:
    """Whether a difference is of one of some texts of the narrative: what was merged and left of those is told by `labels`."""
    return one.before_path is not None and one.before_path[0] == OVERALL and one.before_path[-1] in labels


def _of_quotation(one: Unquoted) -> NotMerged:
    now = "现在" if one.why == FOLLOWS else ""
    return NotMerged(visible(f"{one.source} {now}印成“{cut(one.printed)}”，Word 里是“{cut(one.wanted)}”"), one.why)


def _written(one: WordComment) -> str:
    """批注（谁，哪天）：说了什么."""
    who = "，".join(part for part in (one.author, one.day) if part)
    return visible(f"批注{f'（{who}）' if who else ''}：{' '.join(one.text.split()) or '没有文字'}")


def _bare(text: str) -> str:
    return "".join(text.split())


def _title(one: Remark) -> str:
    """Words that the layout prints, without the number before them, or of a page: that follows from what else there is."""
    if one.place.startswith(("页眉", "页脚")):
        return re.sub(r"\d", "", _bare(one.text))
    return _bare(unnumbered(one.text)[1]) or _bare(one.text)


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
