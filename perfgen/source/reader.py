"""A filing from its YAML: the model, the place of every part of it, and everything that is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Mapping as Mapping_
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from perfgen.errors import Diagnostic, FilingError, PerfgenError, Severity
from perfgen.filing import Filing, Form, Problem, Project
from perfgen.filing.base import Model
from perfgen.source.expand import Expander
from perfgen.source.files import Snapshot, read_file
from perfgen.source.grammar import keys, kind_of, labels
from perfgen.source.include import Includer, plainly_whole
from perfgen.source.locator import Locator
from perfgen.source.messages import said
from perfgen.source.nodes import Mapping, Scalar, data
from perfgen.source.parse import parse, parse_text
from perfgen.source.plain import Doubtful, Straight

FILING_FILE = "filing.yaml"
"""The file that a folder filing begins with."""

LAYOUT_KEYS = ("版式", "layout")


@dataclass(frozen=True)
class Reading:
    """A filing that is valid, the place of its parts, and every file it was read from.

    `sha256` are of the bytes of `files` as they were read; `patterns` are what it includes, each with its folder.
    """

    filing: Filing
    files: tuple[Path, ...]
    sha256: tuple[str, ...]
    patterns: tuple[tuple[Path, str], ...]
    _locate: Callable[[], Locator]

    @cached_property
    def locator(self) -> Locator:
        """The place of every part, as the files were when they were read."""
        return self._locate()

    def diagnostic(self, problem: Problem, code: str, severity: Severity = Severity.ERROR) -> Diagnostic:
        """A problem of the filing, placed to the line."""
        mark = self.locator.mark(problem.path, problem.offset)
        return mark.diagnostic(code, problem.message, problem.hint, severity)


def filing_file(path: Path) -> Path:
    """The file to read for a file or folder. Raises FilingError for a folder that holds no filing."""
    if not path.is_dir():
        return path
    file = path / FILING_FILE
    if not file.is_file():
        raise FilingError(
            Diagnostic(
                "YML01", f"文件夹里没有 {FILING_FILE}", path, hint="写出要用的 YAML 文件名，或用 perfgen new 写一份样稿"
            )
        )
    return file


def filing_of(path: Path) -> Path:
    """The filing a path belongs to: for a file of projects the folder above it that holds a filing, else the path itself."""
    if path.is_dir() or path.name == FILING_FILE:
        return path
    try:
        root = parse(path).root
    except FilingError:
        return path
    if kind_of(root) is not Project:
        return path
    above = [folder for folder in (*path.parents, *path.absolute().parents[:3]) if (folder / FILING_FILE).is_file()]
    return above[0] if above else path


def included(path: Path) -> list[Path]:
    """The file of a filing and those it includes. Raises FilingError where one cannot be read, or may not be included."""
    file = read_file(path)
    if plainly_whole(file.text):
        return [path]
    parsed = parse_text(file)
    includer = Includer(path, skim=True)
    if parsed.root is not None and not parsed.partial:
        Expander(includer.include).filing(parsed.root)
    if parsed.root is None or includer.found:
        raise FilingError([*parsed.found, *includer.found])
    return [path, *includer.files]


def is_foreign(path: Path) -> bool:
    """Whether a YAML file is clearly something else than a filing or its projects."""
    try:
        root = parse(path).root
    except FilingError:
        return False
    return root is not None and kind_of(root) is None


def read(path: Path, form: Callable[[str], Form], defaults: Mapping_[str, str] | None = None) -> Reading:
    """Read the filing in a file or folder and hold it against the form of its layout.

    `form` gives the form for the name under 版式; it raises PerfgenError for an unknown one. `defaults` are texts by
    label for what the filing itself need not say (版式, 年度, 金额单位 of its workspace).
    Raises FilingError with every mistake found in all files, in the order of the files and lines.
    """
    path = filing_file(path)
    snapshot = Snapshot()
    try:
        return _straight(path, snapshot, form, defaults or {})
    except (Doubtful, PerfgenError, ValidationError):
        return _Placed(path, snapshot, defaults or {}).reading(form)


def _straight(path: Path, snapshot: Snapshot, form: Callable[[str], Form], defaults: Mapping_[str, str]) -> Reading:
    """The filing, if nothing is wrong with it. Raises anything, with no word of use to anybody, if there may be."""
    straight = Straight(snapshot)
    data = {**defaults, **straight.filing(path)}
    known = form(data.get(LAYOUT_KEYS[0]) or "")
    if any(_demanded(data, Filing, known.required)):
        raise Doubtful
    filing = Filing.model_validate(data, context=known)
    files = tuple(straight.files)
    hashes = tuple(snapshot.read(file).sha256 for file in files)

    def locate() -> Locator:
        return _Placed(path, snapshot, defaults).locator

    return Reading(filing, files, hashes, tuple(straight.patterns), locate)


class _Placed:
    """A filing read with the places of all its parts, and what there is to say of it."""

    def __init__(self, path: Path, snapshot: Snapshot, defaults: Mapping_[str, str]) -> None:
        """Raises FilingError where it cannot be read as YAML, or is no mapping."""
        parsed = parse_text(snapshot.read(path))
        self.found = list(parsed.found)
        if parsed.root is None or parsed.partial:
            raise FilingError(_in_order(self.found))
        if not isinstance(parsed.root, Mapping):
            message, hint = "这里应当是一份绩效文本", "从 版式:、年度:、部门: 写起，或用 perfgen new"
            raise FilingError(_in_order([*self.found, parsed.root.mark.diagnostic("MOD02", message, hint)]))
        self.root = parsed.root
        _supply(self.root, defaults)
        self.includer = Includer(path, snapshot)
        self.expander = Expander(self.includer.include)
        self.locator = Locator(self.expander.filing(self.root))
        self.found += [*self.includer.found, *self.expander.found]
        self.files = (path, *self.includer.files)
        self.sha256 = (parsed.file.sha256, *self.includer.sha256)

    def reading(self, form: Callable[[str], Form]) -> Reading:
        """The filing held against a form. Raises FilingError with every mistake."""
        found, locator = self.found, self.locator
        known = _form(self.root, form, found)
        said_so = data(locator.root)
        for steps, label in _demanded(said_so, Filing, known.required if known else frozenset()):
            message, hint = f"这个版式还需要“{label}”", f"补上 {label}: 和它的内容"
            found.append(locator.mark(steps).diagnostic("MOD05", message, hint))
        filing = None
        try:
            filing = Filing.model_validate(said_so, context=known)
        except ValidationError as error:
            found += [
                diagnostic
                for fault in error.errors(include_url=False)
                if not self.expander.explains(fault["type"], locator.node(fault["loc"][:-1]), fault["loc"][-1:])
                for diagnostic in said(fault, locator)
            ]
        if filing is None or found:
            raise FilingError(_in_order(found))
        return Reading(filing, self.files, self.sha256, tuple(self.includer.patterns), lambda: locator)


def _supply(root: Mapping, defaults: Mapping_[str, str]) -> None:
    """Put in what the filing does not say, as if it stood at its beginning."""
    said = {labels(Filing).get(key.value or "", key.value) for key, _ in root.items}
    for label, text in defaults.items():
        if label not in said:
            root.items.append((Scalar(label, root.mark, root.mark), Scalar(text, root.mark, root.mark)))


def _form(root: Mapping, form: Callable[[str], Form], found: list[Diagnostic]) -> Form | None:
    """The form of the layout the filing names; reports at its place a layout that cannot be had."""
    node = next((value for key, value in root.items if key.value in LAYOUT_KEYS), None)
    name = node.value if isinstance(node, Scalar) else None
    try:
        return form(name or "")
    except PerfgenError as error:
        for diagnostic in error.diagnostics:
            if diagnostic.file is not None:
                found.append(diagnostic)
            elif node is not None and name is not None:  # a missing key is the model's to report
                found.append(node.mark.diagnostic(diagnostic.code, diagnostic.message, diagnostic.hint))
        return None


def _demanded(
    value: Any, model: type[Model], required: frozenset[str], path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """What a filing may lack, but its layout must have: the path of what lacks it, and its label."""
    looked_at = _looked_at(model, required)
    if not looked_at:
        return
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from _demanded(item, model, required, (*path, number))
    if not isinstance(value, dict):
        return
    for label, inner in looked_at:
        inside = value.get(label)
        if label in required and (label not in value or inside == []):
            yield path, label
        elif label in value and inner:
            yield from _demanded(inside, inner, required, (*path, label))


@cache
def _looked_at(model: type[Model], required: frozenset[str]) -> tuple[tuple[str, type[Model] | None], ...]:
    """The labels of a model that a layout requires, and those below which it requires something, with their models."""
    found = []
    for label, key in keys(model).items():
        inner = key.model if key.model and _looked_at(key.model, required) else None
        if label in required or inner:
            found.append((label, inner))
    return tuple(found)


def _in_order(found: list[Diagnostic]) -> list[Diagnostic]:
    files: dict[Any, int] = {}
    for diagnostic in found:
        files.setdefault(diagnostic.file, len(files))
    return sorted(dict.fromkeys(found), key=lambda d: (files[d.file], d.line, d.column))
