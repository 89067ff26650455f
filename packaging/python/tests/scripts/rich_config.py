"""A config with most of what dataclasses can say."""
from __future__ import annotations

import enum
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Callable, Dict, List, Literal, Optional, Tuple, Union

print("a script that prints while it is imported")


class Norm(enum.Enum):
    BATCH = "bn"
    LAYER = "ln"


@dataclass
class Optimizer:
    """How the weights change.

    Attributes:
        name: Which one,
            of those that torch has
        betas (tuple): Decay of the averages
    """

    name: Literal["adam", "sgd"] = "adam"
    lr: float = 1  # learning rate: the first one
    betas: Tuple[float, float] = (0.9, 0.999)
    weight_decay: Optional[float] = None
    # Steps of warm-up,
    # before the schedule begins
    warmup: int = 1e3
    clip: float = float("inf")


@dataclass
class Model:
    norm: Norm = Norm.BATCH
    """Which normalisation"""
    widths: List[int] = field(default_factory=lambda: [64, 32])
    blocks: List[Dict[str, int]] = field(default_factory=lambda: [{"depth": 2}])
    activation: Callable[..., Any] = print
    extras: Dict[str, float] = field(default_factory=dict)
    dropout: float = field(default=0.1, metadata={"help": "Share that is dropped"})  # not this one


@dataclass
class Root:
    must: int  # has no default
    model: Model = field(default_factory=lambda: Model(widths=[8]))
    opt: Optimizer = field(default_factory=Optimizer)
    resume: Union[str, Path, None] = None
    data: Path = Path("/data/fashion")
    name: str = "no"
    version: str = 1.0
    tags: List[str] = field(default_factory=lambda: ["on", "1e-3", "a, b", "ümlaut", "two\nlines"])
    total: int = "${must}"
    ratio: "Union[int, float]" = 1
    debug: bool = 0
    anything: Any = None
    late: Optional[Model] = None
    seed: int = None
