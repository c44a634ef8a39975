"""One volume of the filings of many departments, as a Word file and a PDF."""

from __future__ import annotations

from perfgen.volume.chosen import (
    USUAL_KIND,
    ChosenFiling,
    ChosenFilings,
    VolumeOrder,
    VolumeWish,
    choose,
    volume_kinds,
)
from perfgen.volume.made import MadeVolume, VolumeText, make_volume

__all__ = [
    "USUAL_KIND",
    "ChosenFiling",
    "ChosenFilings",
    "MadeVolume",
    "VolumeOrder",
    "VolumeText",
    "VolumeWish",
    "choose",
    "make_volume",
    "volume_kinds",
]
