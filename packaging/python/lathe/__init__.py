"""What a training script says to Lathe, and what it asks.

    import lathe

    config = lathe.config()                       # nested; config.opt.lr
    for epoch in range(config.train.epochs):
        ...
        lathe.report(step=epoch, val_loss=loss)
        if lathe.should_stop():
            break

Outside Lathe the same script still runs: report() prints, config() is empty, should_stop() is False.

    lathe.nni, lathe.wandb   stand-ins for the functions of NNI and Weights & Biases that trial scripts call
    lathe.lightning          a logger and a callback for Lightning
    lathe.Study              Lathe's tuners for a loop of your own
    lathe.read               the trials of past studies as rows
    python3 -m lathe.schema  the options of a script as a schema of Lathe
"""

from ._config import Config
from ._lathectl import LathectlError
from ._read import read
from ._study import Study, StudyTrial
from ._trial import (
    config,
    device,
    finish,
    in_trial,
    params,
    report,
    resuming,
    should_stop,
    stop_reason,
    trial_dir,
    trial_number,
)

__version__ = "0.1.0"

__all__ = [
    "Config",
    "LathectlError",
    "Study",
    "StudyTrial",
    "config",
    "device",
    "finish",
    "in_trial",
    "params",
    "read",
    "report",
    "resuming",
    "should_stop",
    "stop_reason",
    "trial_dir",
    "trial_number",
]
