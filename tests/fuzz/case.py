"""One case: files in a folder, and commands that are run there. Kept as a JSON file that a person can read."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Case:
    """What is run. Names and arguments may hold bytes that are no UTF-8, as Python's surrogates."""

    kind: str
    label: str
    files: dict[str, bytes]
    commands: list[list[str]]
    links: dict[str, str] = field(default_factory=dict)
    """Symbolic links by name, and where they lead."""

    def lay(self, folder: Path) -> None:
        """Write the files into an empty folder. What no system takes (a name with NUL, or too long) is left out."""
        for name, content in self.files.items():
            try:
                path = folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            except (OSError, ValueError):
                continue
        for name, target in self.links.items():
            try:
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).symlink_to(target)
            except (OSError, ValueError):
                continue


def to_json(case: Case, why: str = "") -> str:
    """The case as it is kept; `why` says what went wrong with it."""
    document = {
        "kind": case.kind,
        "label": case.label,
        "why": why,
        "commands": case.commands,
        "files": {name: _said(content) for name, content in case.files.items()},
        "links": case.links,
    }
    # Lone surrogates, which stand for bytes that are no UTF-8, are kept escaped.
    return json.dumps(document, ensure_ascii=True, indent=1) + "\n"


def from_json(text: str) -> Case:
    """A case that was kept."""
    document: dict[str, Any] = json.loads(text)
    files = {name: _meant(said) for name, said in document["files"].items()}
    return Case(document["kind"], document["label"], files, document["commands"], document.get("links", {}))


def _said(content: bytes) -> str | dict[str, str]:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(content).decode("ascii")}


def _meant(said: str | dict[str, str]) -> bytes:
    return said.encode("utf-8") if isinstance(said, str) else base64.b64decode(said["base64"])
