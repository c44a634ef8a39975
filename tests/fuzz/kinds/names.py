"""Names of files and folders with anything in them that a system takes, on the command line and beside it."""

from __future__ import annotations

import random

from perfgen.docx.archive import pack
from tests.fuzz.case import Case
from tests.fuzz.kinds.chance import scalar, some
from tests.fuzz.kinds.documents import bases as documents
from tests.fuzz.kinds.yamls import small

SIGNS = (
    "a", "甲", " ", ".", "..", "-", "--", "~", "$HOME", "%d", "{", "}", "[", "]", "*", "?", "\\", "'", '"', "`", ";", "&", "|", "<", ">", "\n", "\r", "\t", "\x01", "\x1b[2J",
    "\x7f", "\x85", "\xa0", "\u200b", "\u202e", "\u2028", "\ufeff", "e\u0301", "é", "😀", "\udcff", "\udc80", "\udced\udca0\udc80", "#", "%", "@", "=", ",", "：", "。", "con", "nul", "s3:",
    "file:", "http:", ":", "::", "!", "^", "a" * 100, "长" * 60, "perfgen.toml", "filing", "projects", "\\\\x", "C:",
)  # fmt: skip
ENDINGS = (
    ".yaml",
    ".yml",
    ".docx",
    ".YAML",
    ".Docx",
    ".pdf",
    ".txt",
    ".doc",
    "",
    ".",
    ".yaml ",
    ".json",
    ".toml",
    ".tmp",
)


def name(chance: random.Random, ending: str | None = None) -> str:
    """A name that may be one of a file."""
    stem = "".join(chance.choice(SIGNS) for _ in some(chance, 4))
    made = stem.replace("/", "") + (chance.choice(ENDINGS) if ending is None else ending)
    return "x" if made in ("", ".", "..") else made


def make(chance: random.Random) -> Case:
    """Files of such names, and commands that take them."""
    filing, document, output = name(chance, ".yaml"), name(chance, ".docx"), name(chance)
    folder = f"{name(chance, '')}/" if chance.random() < 0.3 else ""
    files = {f"{folder}{filing}": small(), f"{folder}{document}": pack(documents()[0].items())}
    links: dict[str, str] = {}
    for _ in range(chance.choice((0, 0, 1, 3))):
        files[f"{folder}{name(chance)}"] = small() if chance.random() < 0.5 else b"x"
    if chance.random() < 0.15:
        links[f"{folder}{name(chance)}"] = chance.choice((".", "..", name(chance), filing, "/dev/null"))
    path, word, out = f"{folder}{filing}", f"{folder}{document}", f"{folder if chance.random() < 0.5 else ''}{output}"
    where = folder or "."
    command = chance.choice(
        (
            ["validate", path], ["validate", where], ["check", path, "--info"], ["check", where, "--format", chance.choice(("json", "sarif", "github", "html", "text"))],
            ["check", path, "-o", out, "--format", "json"], ["build", path, "--no-page-numbers"], ["build", path, "-o", out, "--no-page-numbers"],
            ["build", path, "-o", f"{out}.docx", "--no-page-numbers"], ["fmt", path], ["fmt", where, "--check"], ["import", word], ["import", word, "-o", out],
            ["import", where, "-o", "yaml/"], ["text", word], ["text", word, "-o", out], ["batch", where, "-o", out, "-j", "1", "--no-page-numbers"],
            ["batch", path, "-o", "o", "-j", "1", "--no-page-numbers", "--report", f"{out}.json"], ["batch", where, "-o", "o", "-j", "1", "--name-pattern", scalar(chance)],
            ["new", out, "--from", path, "--year", "2024"], ["new", f"{out}/", "--department", "甲", "--code", "1", "--year", "2024"], ["import", word, "--report", out],
            ["schema", "-o", out], ["check", path, "--write-baseline", out], ["check", path, "--baseline", path], ["validate", path, "--layout", folder or "x"],
            [name(chance), path], ["validate", f"--{name(chance)}"], ["import", word, "-o", out, "--check"], ["validate", chance.choice(("*", "**/*.yaml", "[", "?.yaml", "~", "\x00"))],
            ["batch", chance.choice(("*", "**", "[", "s3://x", "memory://x", "file:///etc", "x://y", ":", "http://127.0.0.1:1/a.yaml")), "-o", "o", "-j", "1"],
        )
    )  # fmt: skip
    return Case("names", "", files, [command], links)
