# SPDX-License-Identifier: GPL-3.0-or-later
"""What scripts log beside numbers."""

from __future__ import annotations

import json
from typing import Any, Dict, Iterator, List, Mapping, Optional, Sequence, Tuple

from .._events import Histogram as Bins
from .._numbers import is_number, json_number, to_float
from .._pictures import Picture, picture_of


class Image:
    """A picture: an array (height x width x channels), a torch tensor (channels first), PIL, a figure, or a path.

    Boxes, masks and classes are accepted and left out.
    """

    def __init__(self, data_or_path: Any, mode: Optional[str] = None, caption: Optional[str] = None, **_: Any) -> None:
        if isinstance(data_or_path, Image):
            caption = caption or data_or_path.caption
            self.picture: Picture = data_or_path.picture
        else:
            self.picture = picture_of(data_or_path)
        self.caption: Optional[str] = caption

    @property
    def width(self) -> int:
        """In pixels."""
        return self.picture.width

    @property
    def height(self) -> int:
        """In pixels."""
        return self.picture.height


class Histogram:
    """A distribution: of a sequence of numbers, or a pair (counts, edges) as numpy.histogram() gives it."""

    MAX_LENGTH = 512

    def __init__(
        self,
        sequence: Any = None,
        np_histogram: Optional[Tuple[Sequence[float], Sequence[float]]] = None,
        num_bins: int = 64,
    ) -> None:
        if np_histogram is not None:
            if len(np_histogram) != 2:
                raise ValueError("np_histogram must be a pair of counts and edges, as numpy.histogram() gives it")
            self.binned = Bins(list(np_histogram[0]), list(np_histogram[1]))
        elif sequence is None:
            raise ValueError("a histogram needs a sequence of numbers, or np_histogram")
        else:
            if not 1 <= num_bins <= self.MAX_LENGTH:
                raise ValueError(f"num_bins must be from 1 to {self.MAX_LENGTH}, found {num_bins}")
            self.binned = Bins.of(flat_numbers(sequence), num_bins)

    @property
    def histogram(self) -> List[float]:
        """The counts."""
        return self.binned.counts

    @property
    def bins(self) -> List[float]:
        """The edges."""
        return self.binned.edges


class Table:
    """Rows under named columns; logged, it becomes a JSON file."""

    def __init__(
        self,
        columns: Optional[Sequence[Any]] = None,
        data: Optional[Sequence[Sequence[Any]]] = None,
        rows: Optional[Sequence[Sequence[Any]]] = None,
        dataframe: Any = None,
        **_: Any,
    ) -> None:
        if dataframe is not None:
            columns = list(dataframe.columns)
            data = dataframe.values.tolist()
        content = data if data is not None else rows
        if hasattr(content, "tolist"):
            content = content.tolist()  # type: ignore[union-attr]
        self.columns: List[Any] = list(columns) if columns is not None else ["Input", "Output", "Expected"]
        self.data: List[List[Any]] = []
        for row in content or ():
            self.add_data(*row)

    def add_data(self, *row: Any) -> None:
        """Adds a row, with a value for each column."""
        if len(row) != len(self.columns):
            raise ValueError(f"a row has {len(self.columns)} values ({self.columns}), found {len(row)}")
        self.data.append(list(row))

    def add_row(self, *row: Any) -> None:
        """As add_data()."""
        self.add_data(*row)

    def add_column(self, name: str, data: Sequence[Any]) -> None:
        """Adds a column, with a value for each row."""
        if self.data and len(data) != len(self.data):
            raise ValueError(f"a column has {len(self.data)} values, found {len(data)}")
        if not self.data:
            self.data = [[] for _ in data]
        self.columns.append(name)
        for row, value in zip(self.data, data):
            row.append(value)

    def get_column(self, name: str, convert_to: Optional[str] = None) -> List[Any]:
        """The values of a column."""
        at = self.columns.index(name)
        return [row[at] for row in self.data]

    def iterrows(self) -> Iterator[Tuple[int, List[Any]]]:
        """Each row with its number."""
        yield from enumerate(self.data)

    def to_json(self) -> str:
        """{"columns": [...], "data": [[...], ...]}; what JSON cannot hold is text."""
        return json.dumps({"columns": self.columns, "data": [[plain(value) for value in row] for row in self.data]})


def plain(value: Any) -> Any:
    """`value` as JSON holds it."""
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, Image):
        return f"image of {value.width} x {value.height}"
    if is_number(value):
        return json_number(to_float("", value))
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return str(value)


def is_array(value: Any) -> bool:
    """An array or tensor of more than one number: logged, it is a histogram."""
    return hasattr(value, "shape") and hasattr(value, "tolist") and not is_number(value)


def flat_numbers(values: Any) -> List[float]:
    """All numbers of an array, a tensor or nested sequences."""
    if hasattr(values, "detach"):
        values = values.detach()
    if hasattr(values, "tolist"):
        values = values.tolist()
    if isinstance(values, (int, float)):
        return [float(values)]
    out: List[float] = []
    for value in values:
        if isinstance(value, (list, tuple)) or is_array(value):
            out += flat_numbers(value)
        else:
            out.append(to_float("histogram", value))
    return out


def flattened(data: Mapping[str, Any], prefix: str = "") -> Dict[str, Any]:
    """Nested mappings by dotted key, as Weights & Biases names them: {"a": {"b": 1}} is "a.b"."""
    out: Dict[str, Any] = {}
    for key, value in data.items():
        name = f"{prefix}{key}"
        if isinstance(value, Mapping):
            out.update(flattened(value, name + "."))
        else:
            out[name] = value
    return out
