"""A round of review: the filings that came are checked, and what is said of each is put with what was said before."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from perfgen.checking import Checked, Found, Wanted, check_filings, gather, is_read, key_of, recalling, unsure, whose
from perfgen.checking.finding_key import FindingKey
from perfgen.checking.named import PlaceNames
from perfgen.errors import Diagnostic, Severity
from perfgen.filing import Document
from perfgen.opinions.folder import FILE_END, KeptOpinions, kept_in, of_unit
from perfgen.opinions.opinion import Decision, Opinion, Submission, UnitOpinions, merged
from perfgen.output import file_name
from perfgen.units import Unit, paired

_SEVERITIES = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.INFO: "提示"}
_UNREAD = "读不出"


@dataclass(frozen=True, slots=True)
class ReviewWish:
    """What is asked of a review: the folder of the opinions, the round (None for the one at hand), and whether it is closed."""

    folder: Path
    round: int | None = None
    closes: bool = False


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A round: what is said of each department by the name of its file (without ending), in order of their codes.

    `clean` is of how many departments there is nothing to be said; `silent` names those that handed nothing in this time, of which
    everything stays as it is. `told` are reminders; `ill` is what could not be read of the folder; nothing is
    written over that: those departments are not among the others. `prints` are documents made of the other filings. `typed` names the letters
    of rounds before and of this one in which somebody wrote, `filled` the sheets that took in what was written elsewhere.
    """

    opinions: Mapping[str, UnitOpinions]
    round: int
    clean: int = 0
    ill: tuple[Diagnostic, ...] = ()
    prints: int = 0
    told: tuple[Diagnostic, ...] = ()
    silent: frozenset[str] = frozenset()
    typed: frozenset[str] = frozenset()
    filled: frozenset[str] = frozenset()


def reviewed(paths: Sequence[Path], wish: ReviewWish) -> Reviewed:
    """Check the filings at some paths, as `perfgen check` does, and put what is found with what was said before.

    Nothing is written. Raises PerfgenError for settings that are not right.
    """
    kept = kept_in(wish.folder)
    number = wish.round or kept.round
    gathered = gather(paths)
    mine = tuple(path for path in gathered.filings if not path.absolute().is_relative_to(wish.folder.absolute()))
    checked = check_filings(gathered._replace(filings=mine), Wanted(), recalling(paths))
    units = _by_unit(checked.filings)
    opinions: dict[str, UnitOpinions] = {}
    clean = 0
    silent: set[str] = set()
    known = [_Side(one.unit, old=one, name=path.stem) for path, one in kept.opinions]
    came = [_Side(unit, tuple(filings)) for unit, filings in units.items()]
    for before, now in paired(known, came, lambda one: one.unit):
        if now is None:
            if before is not None and before.old is not None:
                opinions[before.name] = before.old  # nothing was handed in: as it was
                silent.add(before.name)
            continue
        one = _said(before.old if before else None, now, kept, replace(wish, round=number))
        if not one.rows:
            clean += 1
            continue
        one = _decided(one) if wish.closes else one
        opinions[before.name if before else _free(_name(one.unit), opinions, kept)] = one
    unread = {path.stem for path in kept.unread}
    listed = sorted(opinions.items(), key=lambda one: (one[1].unit.code, one[1].unit.name))
    told = {name: one for name, one in listed if name not in unread}
    return Reviewed(
        told,
        number,
        clean,
        kept.ill,
        checked.prints,
        kept.told,
        frozenset(silent),
        kept.typed,
        kept.filled,
    )


@dataclass(frozen=True, slots=True)
class _Side:
    """A department: the filings that came, or what was said of them before and the name of its file."""

    unit: Unit
    filings: tuple[Checked, ...] = ()
    old: UnitOpinions | None = None
    name: str = ""


def _by_unit(checked: Iterable[Checked]) -> dict[Unit, list[Checked]]:
    """The filings by whose they are; several of one unit are in one letter."""
    found: dict[Unit, list[Checked]] = {}
    for one in checked:
        found.setdefault(whose(one), []).append(one)
    return found


def _said(old: UnitOpinions | None, came: _Side, kept: KeptOpinions, wish: ReviewWish) -> UnitOpinions:
    """What is said of a department: what was found now, with what was said before, and the remarks of 意见.yaml."""
    number = wish.round or 1
    read = all(map(is_read, came.filings))
    unit = _known_of(old.unit, came.unit) if old else came.unit
    submission = Submission(unit, _found(came.filings), fingerprint(came.filings), read, unsure(came.filings))
    one = merged(old, submission, number, closes=wish.closes)
    own = [(said.where, said.remark) for said in one.rows if said.key is None]
    more = [said for said in of_unit(kept.remarks, unit) if (said.where, said.remark) not in own]
    return replace(one, rows=(*one.rows, *(replace(said, first=number) for said in more)))


def _known_of(before: Unit, now: Unit) -> Unit:
    """A unit whose filing does not say all of whose it is, with what was known of it before."""
    name = before.name if now.is_named_by_file and before.name else now.name
    return replace(now, code=now.code or before.code, name=name, year=now.year or before.year)


def _decided(one: UnitOpinions) -> UnitOpinions:
    return replace(one, decision=(Decision.SENT_BACK if one.open else Decision.AGREED).value)


def _found(filings: Sequence[Checked]) -> list[Opinion]:
    several = len(filings) > 1
    found: list[Opinion] = []
    for one in filings:
        where = f"{one.path.name}：" if several else ""
        loaded = one.review.loaded if one.review else None
        if loaded is None or one.review is None:
            found += [
                Opinion(where or one.path.name, said.message, said.hint, _UNREAD, FindingKey(said.code, "", ""))
                for said in one.said
            ]
            continue
        names = PlaceNames(loaded.subject.filing)
        found += [
            Opinion(
                where or "整份",
                said.message,
                said.hint,
                _SEVERITIES[said.severity],
                FindingKey(said.code, "", said.message),
            )
            for said in one.said
            if said.severity is Severity.ERROR
        ]
        found += [
            Opinion(
                f"{where}{_place(names, said)}",
                said.finding.message,
                said.diagnostic.hint,
                _SEVERITIES[said.diagnostic.severity],
                key_of(one.review, said),
            )
            for said in one.found
            if said.diagnostic.severity is not Severity.INFO
        ]
    return found


def _place(names: PlaceNames, found: Found) -> str:
    return found.finding.place or names.about(found.finding.path) or "整份"


def fingerprint(filings: Iterable[Checked]) -> str:
    """What tells a submission from another: by what its filings say, not by how their files are called or laid out."""
    mixed = hashlib.sha256()
    for one in filings:
        loaded = one.review.loaded if one.review else None
        mixed.update(_content(loaded.subject.filing).encode() if loaded else _UNREAD.encode())
    return mixed.hexdigest()[:16]


def _content(document: Document) -> str:
    return document.model_dump_json(by_alias=True)


def _name(unit: Unit) -> str:
    year = str(unit.year or "")
    return file_name("-".join(filter(None, (unit.code, unit.name, year, FILE_END))))


def _free(name: str, taken: Mapping[str, UnitOpinions], kept: KeptOpinions) -> str:
    """The name, with a number where another department has it already (file systems may not tell cases apart)."""
    used = {one.casefold() for one in (*taken, *(path.stem for path, _ in kept.opinions))}
    number = 1
    wanted = name
    while wanted.casefold() in used:
        number += 1
        wanted = f"{name.removesuffix(FILE_END)}{number}-{FILE_END}"
    return wanted
