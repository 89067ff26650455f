# A config as people wrote it in 2020 who glued OmegaConf, Lightning and NNI together: groups that are instances, which
# Python 3.11 and later refuse as defaults. It is read all the same.
from dataclasses import dataclass, field
from typing import List, Optional

from omegaconf import II, MISSING


@dataclass
class TrainConfig:
    batch_size: int = 256
    epoch: int = 5
    milestones: List[int] = field(default_factory=lambda: [3, 4])


@dataclass
class EvaluationConfig:
    batch_size: int = II("train.batch_size")


@dataclass
class HardwareConfig:
    gpus: str = "0"  # with commas between
    workers: int = 10


@dataclass
class NetworkConfig:  # flexible
    network: str = MISSING
    checkpoint: Optional[str] = None


@dataclass
class OptConfig:  # flexible
    opt: str = "Adam"
    lr: float = 1e-3


@dataclass
class DefaultConfig:
    train: TrainConfig = TrainConfig()
    val: EvaluationConfig = EvaluationConfig()
    hw: HardwareConfig = HardwareConfig()
    network: NetworkConfig = NetworkConfig()
    opt: OptConfig = OptConfig(lr=0.01)
    seed: str = 42
