def main(
    data,
    lr=1e-3,  # learning rate
    layers=(64, 32),
    name: str = "run",
    flag: bool = False,
    checkpoint=None,
    *extra,
    epochs: int = 3,
    **more,
):
    """Trains.

    Args:
        data (str): where the pictures are
        epochs: how often
            each is seen
        **more: passed on
    """
    raise SystemExit("it trained")


class Trainer:
    def __init__(self, width: int, depth: int = 2):
        """
        :param width: units of a layer
        :param int depth: layers
        """
