"""A filing with the text of each of its files, as it is before anything is merged into it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from perfgen.loading import Loaded, Settings, load
from perfgen.source.reader import filing_file
from perfgen.source.sources import Sources, Texts


@dataclass(frozen=True, slots=True)
class OpenedFiling:
    """A filing without mistakes. `texts` are its files by their names within `folder`, to the byte but for their encoding."""

    loaded: Loaded
    folder: Path
    texts: dict[str, str]
    settings: Settings

    @classmethod
    def of(cls, path: Path, settings: Settings) -> OpenedFiling:
        """The filing in a file or folder. Raises FilingError, with everything that is wrong, where there are mistakes in it."""
        loaded = load(path, settings)
        loaded.valid  # noqa: B018 -- raises
        folder = filing_file(path).parent
        texts = {file.relative_to(folder).as_posix(): file.read_bytes().decode("utf-8") for file in loaded.files}
        return cls(loaded, folder, texts, settings)

    def look(self, texts: Texts) -> Sources | str:
        """What other texts of its files say; why none, where they have mistakes."""
        loaded = load(texts, self.settings)
        wrong = (*loaded.errors, *loaded.out_of_step)
        if wrong or loaded.layout is None:
            return wrong[0].message if wrong else ""
        return Sources(texts, loaded.layout.form, loaded.locator.root)
