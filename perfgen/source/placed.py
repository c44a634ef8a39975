"""A filing read with the place of every part of it: what mistakes are told by, all of them in one pass."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as Mapping_
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from perfgen.errors import Diagnostic, FilingError, PerfgenError
from perfgen.filing import Document, Filing, Form
from perfgen.source.expand import Expander
from perfgen.source.files import Files
from perfgen.source.grammar import labels
from perfgen.source.include import Includer
from perfgen.source.locator import Locator
from perfgen.source.messages import said
from perfgen.source.nodes import Mapping, Scalar, data
from perfgen.source.parse import MOST_WORK, Parsed, parse_text
from perfgen.source.reading import LAYOUT_KEYS, YamlReading, demanded
from perfgen.source.salvage import salvage
from perfgen.source.unread import Unread


class Placed:
    """A filing read with the places of all its parts, and what there is to say of it."""

    def __init__(
        self,
        path: Path,
        snapshot: Files,
        form: Callable[[str], Form],
        defaults: Mapping_[str, str],
        parsed: Parsed | None = None,
    ) -> None:
        """Read it; `form` gives the form for the name of a layout. What was `parsed` by another reader is taken as that.

        Raises FilingError where it cannot be read as YAML, or is no mapping.
        """
        parsed = parsed or parse_text(snapshot.read(path))
        self.found = list(parsed.found)
        if parsed.root is None or parsed.partial:
            raise FilingError(_in_order(self.found))
        if not isinstance(parsed.root, Mapping):
            message, hint = "这里应当是一份绩效文本", "从 版式:、年度:、部门: 写起，或用 perfgen new"
            raise FilingError(_in_order([*self.found, parsed.root.mark.diagnostic("MOD02", message, hint)]))
        self.root = parsed.root
        _supply(self.root, defaults)
        self.includer = Includer(path, snapshot, text=parsed.text, work=MOST_WORK - parsed.work)
        self.form = _form(self.root, form, self.found)
        self.expander = Expander(self.includer.include, self.form)
        self.locator = Locator(self.expander.filing(self.root))
        self.found += [*self.includer.found, *self.expander.found]
        self.files = (path, *self.includer.files)
        self.sha256 = (parsed.file.sha256, *self.includer.sha256)
        self.sources = (parsed.file, *map(snapshot.read, self.includer.files))

    def result(self) -> YamlReading | Unread:
        """The filing held against its form; with mistakes, every one of them and what can be read all the same."""
        found, locator, known = self.found, self.locator, self.form
        said_so = data(locator.root)
        lacking = list(demanded(said_so, known)) if known else []
        for steps, label in lacking:
            if not self.expander.explains("missing", locator.node(steps), (label,)):
                found.append(_lacking(label, steps, locator))
        filing: Any = None
        try:
            filing = (known.model if known else Filing).model_validate(said_so, context=known)
        except ValidationError as error:
            found += [
                diagnostic
                for fault in error.errors(include_url=False)
                if not self.expander.explains(fault["type"], locator.node(fault["loc"][:-1]), fault["loc"][-1:])
                for diagnostic in said(fault, locator)
            ]
        if filing is None or found:
            saved = salvage(said_so, known) if known else None
            if saved:  # that these are empty has been told
                unsaid = tuple(steps if steps[-1:] == (label,) else (*steps, label) for steps, label in lacking)
                saved = replace(saved, filled=(*saved.filled, *unsaid))
            return Unread(tuple(_in_order(found)), self.files, locator, known, saved)
        patterns = tuple(self.includer.patterns)
        return YamlReading(filing, self.files, self.sha256, self.sources, patterns, lambda: locator)


def _lacking(label: str, steps: tuple[str | int, ...], locator: Locator) -> Diagnostic:
    if steps[-1:] == (label,):
        return locator.mark(steps).diagnostic("MOD03", f"“{label}”还没有填", "写上内容")
    return locator.mark(steps).diagnostic("MOD01", f"缺少“{label}”", f"补上 {label}: 和它的内容")


def _supply(root: Mapping, defaults: Mapping_[str, str]) -> None:
    """Put in what the filing does not say, as if it stood at its beginning."""
    said = {labels(Document).get(key.value or "", key.value) for key, _ in root.items}
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


def _in_order(found: list[Diagnostic]) -> list[Diagnostic]:
    files: dict[Any, int] = {}
    for diagnostic in found:
        files.setdefault(diagnostic.file, len(files))
    said = {(one.file, one.line, one.column) for one in found if one.code == "MOD03"}
    told = [one for one in found if one.code != "YML09" or (one.file, one.line, one.column) not in said]
    return sorted(dict.fromkeys(told), key=lambda d: (files[d.file], d.line, d.column))
