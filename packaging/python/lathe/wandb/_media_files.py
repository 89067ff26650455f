# SPDX-License-Identifier: GPL-3.0-or-later
"""Where pictures, histograms and tables of a run are written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .._events import EventFileWriter
from ._media import Histogram, Image, Table, flat_numbers, is_array


class MediaFiles:
    """An event file for pictures and histograms, and JSON files below media/table for tables, in one folder."""

    def __init__(self, folder: str) -> None:
        self._folder = Path(folder)
        self._events = EventFileWriter(folder)

    def add_scalar(self, name: str, step: int, value: float) -> None:
        """A number, where nobody else records it."""
        self._events.add_scalar(name, step, value)

    def add(self, name: str, step: int, value: Any) -> bool:
        """Writes one medium, or each picture of a list; False: it is none."""
        if isinstance(value, Image):
            picture = value.picture
            self._events.add_image(name, step, picture.width, picture.height, picture.encoded, picture.channels)
        elif isinstance(value, Histogram):
            self._events.add_histogram(name, step, value.binned)
        elif isinstance(value, Table):
            self._add_table(name, step, value)
        elif isinstance(value, (list, tuple)) and value and all(isinstance(item, Image) for item in value):
            for number, item in enumerate(value):
                self.add(f"{name}/{number}" if len(value) > 1 else name, step, item)
        elif hasattr(value, "iterrows") and hasattr(value, "columns"):
            self.add(name, step, Table(dataframe=value))
        elif hasattr(value, "savefig") or hasattr(value, "get_figure"):
            self.add(name, step, Image(value))
        elif is_array(value):
            self._events.add_histogram(name, step, Histogram(flat_numbers(value)).binned)
        else:
            return False
        return True

    def close(self) -> None:
        """Nothing can be added after that."""
        self._events.close()

    def _add_table(self, name: str, step: int, table: Table) -> None:
        safe = "".join(letter if letter.isalnum() or letter in "-_." else "_" for letter in name)
        folder = self._folder / "media" / "table"
        folder.mkdir(parents=True, exist_ok=True)
        Path(folder, f"{safe}_{step}.table.json").write_text(table.to_json() + "\n", encoding="utf-8")
