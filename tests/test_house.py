"""The house: who may import whom, and that nobody goes in circles."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "perfgen"

# Each room, and the rooms whose doors it may open.
DOORS = {
    "errors": set(),
    "shown": set(),
    "scratch": {"office"},
    # Patterns are compiled when they are asked for, or were by an earlier command.
    "compiled": set(),
    "kept_patterns": {"compiled", "kept"},
    "filing": {"compiled"},
    "foreign": set(),
    # What is kept between runs, where only the user can have written it.
    "kept": set(),
    # What findings hang on, as a digest.
    "seen": {"foreign"},
    # Whose a document is: how filings that lie apart are known to belong together.
    "units": {"filing"},
    # Documents compared as values.
    "comparing": {"filing"},
    # Points for what was reached, and how each came about.
    "scoring": {"filing"},
    # What is compared: files, folders, git revisions.
    "versions": {
        *("errors", "foreign", "filing", "source", "layouts", "comparing", "checking", "loading", "scratch", "shown"),
        *("units", "settings", "workspace"),
    },
    "inputs": {"errors", "foreign"},
    "installed": {"errors"},
    "output": {"errors", "foreign"},
    "source": {"errors", "filing", "foreign", "inputs"},
    "docx": {"errors", "filing", "inputs", "kept"},
    # Workbooks: cells to the tree that YAML gives, and back.
    "excel": {"errors", "filing", "inputs", "source", "docx"},
    # Kinds by name; each kind's own module, which stands upon layouts, is imported when a document of it is met.
    "kinds": {"errors", "filing", "installed", "source", "layouts", "scoring"},
    # A layout may lie in a folder that others write to.
    "layouts": {"errors", "filing", "foreign", "installed", "source", "kinds", "scoring", "shown"},
    # Everything there is to say of a layout, which it prints for the purpose.
    "layout_check": {"errors", "filing", "source", "docx", "kinds", "layouts", "loading"},
    # Rules for 自评表 read how they are scored.
    "checks": {"errors", "filing", "installed", "scoring"},
    "importing": {
        *(
            "errors",
            "filing",
            "inputs",
            "installed",
            "source",
            "docx",
            "excel",
            "layouts",
            "office",
            "scratch",
            "scoring",
        ),
        "shown",
    },
    # A document read, and the filing it was made from, loaded and printed: both ways meet here.
    "merging": {
        *("errors", "filing", "shown", "scratch", "source", "docx", "layouts", "loading", "building", "importing"),
        *("comparing", "output"),
    },
    "office": {"errors", "output", "scratch"},
    # A Word file with tracked changes against another.
    "tracking": {"comparing", "docx"},
    "pagination": {"errors", "filing", "docx", "loading", "building", "office"},
    "starting": {"errors", "filing", "foreign", "kinds", "layouts", "loading", "output", "source"},
    "word_and_pdf": {"errors", "inputs", "loading", "building", "office", "pagination"},
    # What other programs and the commands use: a door to every room they need.
    "api": {
        *(
            "errors",
            "shown",
            "kept_patterns",
            "kinds",
            "source",
            "docx",
            "layouts",
            "loading",
            "building",
            "pagination",
            "word_and_pdf",
            "joining",
        ),
        *(
            "batch",
            "filing",
            "starting",
            "importing",
            "comparing",
            "merging",
            "versions",
            "tracking",
            "checks",
            "checking",
            "reports",
            "office",
            "output",
            "foreign",
            "scratch",
            "excel",
            "layout_check",
            "settings",
            "workspace",
            "ledger",
            "opinions",
            "publishing",
            "joining",
            "scoring",
            "rounds",
            "summing",
            "tables",
            "learning",
            "library",
            "units",
            "volume",
        ),
    },
    "loading": {"errors", "filing", "kinds", "source", "excel", "layouts", "docx"},
    "building": {
        "errors",
        "filing",
        "foreign",
        "kinds",
        "source",
        "layouts",
        "loading",
        "output",
        "shown",
        "settings",
        "workspace",
    },
    # 执行情况 and the filing they belong to, which lies beside them.
    "joining": {"building", "comparing", "errors", "filing", "foreign", "loading", "source", "settings", "workspace"},
    # What the 自评表 of the years before tell a new filing.
    "learning": {"comparing", "filing", "scoring"},
    # 自评表 of many departments, made into one table.
    "summing": {"filing", "loading", "scoring", "units"},
    # Many filings as rows of values, and what they are written as.
    "tables": {"checking", "errors", "filing", "shown", "units"},
    "settings": {"errors", "filing", "foreign"},
    "settings_file": {"errors", "foreign", "settings"},
    "workspace": {"settings", "settings_file"},
    "checking": {
        "joining",
        *("errors", "foreign", "filing", "inputs", "source", "layouts", "importing", "checks", "settings", "workspace"),
        *("kept", "kinds", "loading", "scratch", "seen", "shown", "units"),
        "library",
    },
    # A filing handed in and handed in again: what became of what was found, and what was changed.
    "rounds": {
        *(
            "errors",
            "filing",
            "checks",
            "checking",
            "comparing",
            "versions",
            "units",
            "loading",
            "layouts",
            "kinds",
            "shown",
        ),
        *("source", "settings", "workspace"),
    },
    # What is published of a filing, in four forms, read back.
    "publishing": {
        *(
            "errors",
            "filing",
            "source",
            "docx",
            "excel",
            "layouts",
            "kinds",
            "checks",
            "checking",
            "comparing",
            "versions",
        ),
        *("loading", "building", "output", "reports", "scratch", "shown", "word_and_pdf"),
    },
    # Many filings put into one document.
    "volume": {
        *(
            "errors",
            "filing",
            "docx",
            "kinds",
            "layouts",
            "kept",
            "loading",
            "building",
            "pagination",
            "office",
            "checking",
        ),
        *("ledger", "shown", "source"),
    },
    # What a bureau says of the filings, round by round.
    "opinions": {
        *("errors", "filing", "foreign", "inputs", "source", "docx", "excel", "layouts", "importing", "checking"),
        *("loading", "output", "shown", "units"),
    },
    # Indicators that departments have used, looked up by words.
    "library": {"errors", "filing", "foreign", "shown", "source", "units"},
    # Who owes a filing, and what has come of each, as `perfgen check` finds it.
    "ledger": {
        *(
            "errors",
            "filing",
            "foreign",
            "excel",
            "loading",
            "checking",
            "opinions",
            "units",
            "settings",
            "workspace",
            "seen",
            "checks",
        ),
        *("importing", "kept", "source"),
    },
    "reports": {
        *("ledger", "layouts", "opinions"),
        "scoring",
        "rounds",
        "errors",
        "filing",
        "checks",
        "checking",
        "comparing",
        "versions",
        "batch",
        "docx",
        "output",
        "shown",
    },
    "batch": {
        *(
            "errors",
            "foreign",
            "filing",
            "source",
            "output",
            "settings",
            "workspace",
            "layouts",
            "loading",
            "building",
            "pagination",
            "office",
            "checking",
        ),
        *("scratch", "shown"),
    },
    "cli": {"api", "errors"},
}


@cache
def modules() -> Mapping[str, Path]:
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
        for path in sorted(PACKAGE.rglob("*.py"))
        if "_data" not in path.parts
    }


class Holds(NamedTuple):
    """What there is in a module, wherever in it: the modules of perfgen it imports, its public classes, and what it calls."""

    imports: frozenset[str]
    classes: tuple[str, ...]
    calls: frozenset[str]


_PRINTING = frozenset({"print", "exit", "sys.exit", "click.echo", "sys.stdout.write"})


@cache
def holds(path: Path) -> Holds:
    """What there is in a module; its tree, which is large, is not kept."""
    known = modules()
    found: set[str] = set()
    classes: list[str] = []
    calls: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                found.add(full if full in known else str(node.module))
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            classes.append(node.name)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            calls.add(ast.unparse(node.func))
    ours = frozenset(name for name in found if name == "perfgen" or name.startswith("perfgen."))
    return Holds(ours, tuple(classes), frozenset(calls))


def imports(path: Path) -> frozenset[str]:
    """The modules of perfgen a module imports, wherever in it."""
    return holds(path).imports


def room(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


@pytest.mark.parametrize("name", [name for name in modules() if room(name) not in ("", "__main__")])
def test_a_module_opens_only_the_doors_of_its_room(name: str) -> None:
    others = {room(target) for target in imports(modules()[name])} - {"", room(name)}
    assert others <= DOORS[room(name)]


def test_nobody_imports_the_command_line() -> None:
    assert [
        n for n, path in modules().items() if room(n) not in ("cli", "__main__") and "cli" in map(room, imports(path))
    ] == []


def test_no_circles() -> None:
    graph = {name: imports(path) - {name} for name, path in modules().items()}
    graph["perfgen"] = frozenset()  # it names what stands in perfgen.api, and imports it when somebody asks
    # A package's __init__ gathers its modules; a module must not import its own package back.
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " -> ".join((*path, name))
        if name not in done:
            for target in sorted(graph.get(name, ())):
                visit(target, (*path, name))
            done.add(name)

    for name in graph:
        visit(name, ())


def test_the_domain_knows_no_yaml_no_word_and_no_screen() -> None:
    for path in (PACKAGE / "filing").glob("*.py"):
        text = path.read_text(encoding="utf-8")
        for foreign in ("import yaml", "import docx", "docxtpl", "import click", "from click", "lxml"):
            assert foreign not in text, path


def test_only_the_command_line_prints_or_exits() -> None:
    printing = {
        name: told
        for name, path in modules().items()
        if room(name) not in ("cli", "__main__") and (told := holds(path).calls & _PRINTING)
    }
    assert printing == {}


def test_modules_tell_one_story_on_a_few_hundred_lines() -> None:
    assert [name for name, path in modules().items() if len(path.read_text(encoding="utf-8").splitlines()) > 400] == []


RIDDLES = {"plain", "plain_json", "review", "printing", "pipeline", "proof", "lean", "leaner", "through", "strict"}
"""Names that modules had and that did not say what they hold."""


def test_modules_are_named_after_what_they_hold() -> None:
    assert [name for name in modules() if RIDDLES & set(name.split("."))] == []


def test_no_two_public_classes_share_a_name() -> None:
    found: dict[str, list[str]] = {}
    for name, path in modules().items():
        for one in holds(path).classes:
            found.setdefault(one, []).append(name)
    assert {name: places for name, places in found.items() if len(places) > 1} == {}


def test_links_are_followed_by_one_function() -> None:
    """`Path.resolve` raises RuntimeError where they lead in a circle; `perfgen.foreign.real` does not."""
    assert [name for name, path in modules().items() if ".resolve(" in path.read_text(encoding="utf-8")] == []
