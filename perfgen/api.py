"""What other programs may use of perfgen: filings loaded, checked and rendered, documents read. See docs/接口.md.

Nothing here prints, ends the process, looks for settings, or keeps anything between calls but compiled templates; all of
it may be called from several threads. Mistakes in what is given come back as `Diagnostic`s.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from perfgen import building, kinds, layouts
from perfgen.errors import Diagnostic, PerfgenError
from perfgen.importing import Imported, as_docx, import_file
from perfgen.loading import Loaded, Settings, Source
from perfgen.loading import load as _load


def load(source: Source, settings: Settings | None = None) -> Loaded:
    """A filing as far as it can be read, and everything that is wrong with it.

    `source` is a Path (of a YAML file, or of a folder with a filing.yaml), YAML as text or bytes, or a mapping of names to
    texts or bytes: virtual files, the first of which is the filing. `settings` are what a workspace would say.
    Raises LayoutError where the layout given in `settings` is at fault.

    >>> loaded = load("版式: hebei-2022")
    >>> loaded.errors[0].code, loaded.errors[0].line
    ('MOD01', 1)
    """
    return _load(source, settings or Settings())


def validate(source: Source, settings: Settings | None = None) -> tuple[Diagnostic, ...]:
    """Every mistake in a filing, in the order of files and lines, then what should be looked at.

    >>> [one.message for one in validate("年度: 2022")][:1]
    ['缺少“版式”']
    """
    return load(source, settings).diagnostics


def check(
    source: Source,
    settings: Settings | None = None,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    words: Mapping[str, tuple[str, ...]] | None = None,
) -> tuple[Diagnostic, ...]:
    """What is wrong with a filing, and what the rules find in it, by file and line.

    `select` and `ignore` are codes of rules or what codes begin with; `words` extend the lists of words the rules know.
    A filing with mistakes is checked as far as it can be read.
    """
    from perfgen.checking import checked  # noqa: PLC0415
    from perfgen.checks import chosen  # noqa: PLC0415 -- all the rules

    return checked(load(source, settings), chosen(tuple(select), tuple(ignore)), words or {})


def render(source: Source | Loaded, settings: Settings | None = None) -> bytes:
    """The Word file (.docx) of a filing; the same filing gives the same bytes, always.

    Raises FilingError with every mistake of a filing that is not valid, LayoutError where its template is at fault.
    """
    loaded = source if isinstance(source, Loaded) else load(source, settings)
    return building.render(loaded.valid)


def import_document(path: Path, settings: Settings | None = None, *, year: int | None = None) -> Imported:
    """A .docx, .pdf, .txt (and, with LibreOffice, .doc .wps .odt) read into YAML, with an account of every text in it.

    `year` is the budget year of a document that does not tell it. Raises DocumentError for a file that cannot be read,
    or is of no layout there is; LayoutError where a layout has mistakes, or does not say how it is read.
    """
    settings = settings or Settings()
    layout = layouts.load(settings.layout) if settings.layout else None
    with as_docx(path) as readable:
        return import_file(readable, layout, year=year, shown=path, shelf=settings.shelf)


def layout_names() -> tuple[str, ...]:
    """The names of the layouts there are."""
    return layouts.names()


def kind_names() -> tuple[str, ...]:
    """The names of the kinds of document there are: those that come with perfgen, and those of installed packages.

    >>> "绩效文本" in kind_names()
    True
    """
    return kinds.names()


__all__ = [
    "Diagnostic",
    "Imported",
    "Loaded",
    "PerfgenError",
    "Settings",
    "check",
    "import_document",
    "kind_names",
    "layout_names",
    "load",
    "render",
    "validate",
]
