# SPDX-License-Identifier: GPL-3.0-or-later
"""Real learning curves for quality.py: a perceptron that is trained on a part of Fashion-MNIST, with numpy alone."""

import gzip
from functools import cache
from pathlib import Path

import numpy as np

DATA = Path("/usr/share/datasets/fashion-mnist")
EPOCHS = 20
TRAINING, VALIDATION = 1000, 1000  # images


def is_available():
    return (DATA / "train-images-idx3-ubyte.gz").exists()


@cache
def images():
    count = TRAINING + VALIDATION
    with gzip.open(DATA / "train-images-idx3-ubyte.gz") as file:
        pixels = np.frombuffer(file.read(16 + count * 784), np.uint8, offset=16).reshape(count, 14, 2, 14, 2)
    with gzip.open(DATA / "train-labels-idx1-ubyte.gz") as file:
        labels = np.frombuffer(file.read(8 + count), np.uint8, offset=8)
    x = pixels.mean(axis=(2, 4)).reshape(count, 196) / 255 - 0.3
    return x[:TRAINING], labels[:TRAINING], x[TRAINING:], labels[TRAINING:]


class Perceptron:
    """The parameters of a training; curve() gives the validation loss after each epoch."""

    name = "perceptron"
    space = {
        "lr": {"_type": "loguniform", "_value": [1e-5, 1.0]},
        "batch": {"_type": "choice", "_value": [16, 32, 64, 128, 256]},
        "hidden": {"_type": "qloguniform", "_value": [4, 128, 1]},
        "momentum": {"_type": "uniform", "_value": [0, 0.99]},
        "decay": {"_type": "loguniform", "_value": [1e-6, 1e-1]},
        "optimizer": {"_type": "choice", "_value": ["sgd", "adam"]},
    }

    def __call__(self, params):
        return self.curve(params, 0)[-1]

    def curve(self, params, seed):
        x, labels, validation, expected = images()
        random = np.random.default_rng([seed, 11])
        hidden, batch = int(params["hidden"]), int(params["batch"])
        weights = [
            random.normal(size=(196, hidden)) / 14,
            np.zeros(hidden),
            random.normal(size=(hidden, 10)) / np.sqrt(hidden),
            np.zeros(10),
        ]
        first = [np.zeros_like(w) for w in weights]
        second = [np.zeros_like(w) for w in weights]
        step = 0
        curve = []
        with np.errstate(all="ignore"):  # a training that diverges is one that ends badly
            for _ in range(EPOCHS):
                order = random.permutation(TRAINING)
                for start in range(0, TRAINING, batch):
                    step += 1
                    chosen = order[start : start + batch]
                    for i, slope in enumerate(slopes(weights, x[chosen], labels[chosen])):
                        slope = slope + params["decay"] * weights[i]
                        first[i] = params["momentum"] * first[i] + (1 - params["momentum"]) * slope
                        change = first[i]
                        if params["optimizer"] == "adam":
                            second[i] = 0.99 * second[i] + 0.01 * slope**2
                            change = first[i] / (np.sqrt(second[i] / (1 - 0.99**step)) + 1e-8)
                        weights[i] = weights[i] - params["lr"] * change
                curve.append(bounded(loss(weights, validation, expected)))
        return curve


def forward(weights, x):
    hidden = np.maximum(0, x @ weights[0] + weights[1])
    scores = hidden @ weights[2] + weights[3]
    scores = scores - scores.max(axis=1, keepdims=True)
    return hidden, scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))


def loss(weights, x, labels):
    return float(-forward(weights, x)[1][np.arange(len(labels)), labels].mean())


def bounded(value):
    return min(value, 100.0) if np.isfinite(value) else 100.0


def slopes(weights, x, labels):
    hidden, log_shares = forward(weights, x)
    error = np.exp(log_shares)
    error[np.arange(len(labels)), labels] -= 1
    error /= len(labels)
    back = (error @ weights[2].T) * (hidden > 0)
    return [x.T @ back, back.sum(axis=0), hidden.T @ error, error.sum(axis=0)]
