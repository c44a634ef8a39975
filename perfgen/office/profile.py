"""LibreOffice's own folder of settings, written before it starts: fonts to put for others, and no reaching out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.sax.saxutils import escape

_COMMON = "/org.openoffice.Office.Common"
_SETTINGS = (
    (f"{_COMMON}/Security/Scripting", "DisableMacrosExecution", "true"),
    (f"{_COMMON}/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    (f"{_COMMON}/Misc", "FirstRun", "false"),
    (f"{_COMMON}/Font/Substitution", "Replacement", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("/org.openoffice.Setup/Office", "ooSetupInstCompleted", "true"),
)

_KEEPER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"'
    ' office:mimetype="application/vnd.oasis.opendocument.text">'
    "<office:body><office:text><text:p/></office:text></office:body></office:document>\n"
)


def lay_out(folder: Path, substitutes: Mapping[str, str]) -> None:
    """Fill a fresh folder for one LibreOffice: profile, keeper document, room for temporary files.

    `substitutes` are the fonts to put for fonts, by name.
    """
    (folder / "profile" / "user").mkdir(parents=True)
    (folder / "tmp").mkdir()
    (folder / "keeper.fodt").write_text(_KEEPER, encoding="utf-8")
    (folder / "profile" / "user" / "registrymodifications.xcu").write_text(
        "\n".join(_lines(substitutes)), encoding="utf-8"
    )


def _lines(substitutes: Mapping[str, str]) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    for path, name, value in _SETTINGS:
        yield f'<item oor:path="{path}">{_property(name, value)}</item>'
    for number, (font, other) in enumerate(substitutes.items()):
        values = {"ReplaceFont": font, "SubstituteFont": other, "Always": "true", "OnScreenOnly": "false"}
        inner = "".join(_property(name, value) for name, value in values.items())
        yield f'<item oor:path="{_COMMON}/Font/Substitution/FontPairs"><node oor:name="_{number}" oor:op="replace">{inner}</node></item>'
    yield "</oor:items>\n"


def _property(name: str, value: str) -> str:
    return f'<prop oor:name="{name}" oor:op="fuse"><value>{escape(value)}</value></prop>'
