# SPDX-License-Identifier: GPL-3.0-or-later
"""Published test functions, shifted and rotated by a seed, mixed and nested spaces, and a table of real training
results: what quality.py searches.

A problem has a space (NNI's form, from which Optuna's calls are made as well) and is a function of parameters, to be minimised.
Functions: Surjanovic and Bingham, "Virtual Library of Simulation Experiments"; Hansen et al. 2009 (BBOB).
"""

import csv
import math
from pathlib import Path

import numpy as np


def sphere(x):
    return float(np.sum(x**2))


def ellipsoid(x):
    return float(np.sum(10 ** (6 * np.arange(len(x)) / (len(x) - 1)) * x**2))


def bent_cigar(x):
    return float(x[0] ** 2 + 1e6 * np.sum(x[1:] ** 2))


def different_powers(x):
    return float(np.sum(np.abs(x) ** (2 + 4 * np.arange(len(x)) / (len(x) - 1))))


def rosenbrock(x):
    z = x + 1
    return float(np.sum(100 * (z[1:] - z[:-1] ** 2) ** 2 + (1 - z[:-1]) ** 2))


def rastrigin(x):
    return float(10 * len(x) + np.sum(x**2 - 10 * np.cos(2 * np.pi * x)))


def ackley(x):
    return float(
        -20 * math.exp(-0.2 * math.sqrt(np.mean(x**2))) - math.exp(np.mean(np.cos(2 * np.pi * x))) + 20 + math.e
    )


def griewank(x):
    z = 20 * x
    return float(np.sum(z**2) / 4000 - np.prod(np.cos(z / np.sqrt(np.arange(1, len(x) + 1)))) + 1)


def levy(x):
    w = 1 + x / 4
    inner = np.sum((w[:-1] - 1) ** 2 * (1 + 10 * np.sin(np.pi * w[:-1] + 1) ** 2))
    start = np.sin(np.pi * w[0]) ** 2
    return float(start + inner + (w[-1] - 1) ** 2 * (1 + np.sin(2 * np.pi * w[-1]) ** 2))


def zakharov(x):
    s = np.sum(0.5 * np.arange(1, len(x) + 1) * x)
    return float(np.sum(x**2) + s**2 + s**4)


def dixon_price(x):
    i = np.arange(1, len(x) + 1)
    z = x + 2 ** (-(2.0**i - 2) / 2.0**i)
    return float((z[0] - 1) ** 2 + np.sum(i[1:] * (2 * z[1:] ** 2 - z[:-1]) ** 2))


def alpine(x):
    return float(np.sum(np.abs(x * np.sin(x) + 0.1 * x)))


def schaffer(x):
    s = np.sqrt(x[:-1] ** 2 + x[1:] ** 2)
    return float(np.mean(np.sqrt(s) * (1 + np.sin(50 * s**0.2) ** 2)) ** 2)


def sharp_ridge(x):
    return float(x[0] ** 2 + 100 * np.sqrt(np.sum(x[1:] ** 2)))


FUNCTIONS = [
    sphere,
    ellipsoid,
    bent_cigar,
    different_powers,
    rosenbrock,
    rastrigin,
    ackley,
    griewank,
    levy,
    zakharov,
    dixon_price,
    alpine,
    schaffer,
    sharp_ridge,
]


class Numeric:
    """A function in the box [-5, 5]^d, its minimum shifted away from the middle and its axes rotated."""

    def __init__(self, function, dimensions, seed):
        random = np.random.default_rng([seed, dimensions, FUNCTIONS.index(function)])
        self.name = f"{function.__name__}-{dimensions}d"
        self.function = function
        self.shift = random.uniform(-3, 3, dimensions)
        self.rotation, _ = np.linalg.qr(random.normal(size=(dimensions, dimensions)))
        self.space = {f"x{i}": {"_type": "uniform", "_value": [-5, 5]} for i in range(dimensions)}

    def __call__(self, params):
        x = np.array([params[f"x{i}"] for i in range(len(self.shift))])
        return self.function(self.rotation @ (x - self.shift))


class Mixed:
    """A space with choices, given as a function of the parameters and of some seeded numbers."""

    def __init__(self, name, space, function, seed):
        self.name = name
        self.space = space
        self.function = function
        self.random = np.random.default_rng([seed, len(name)]).uniform(0.2, 0.8, 64)

    def __call__(self, params):
        return float(self.function(params, self.random))


def training(p, r):
    """Loss of a training run: learning rate and batch size belong together."""
    best = -1 - 4 * r[0] + 0.5 * math.log10(p["batch"] / 64)
    loss = (math.log10(p["lr"]) - best) ** 2 / 2 + 0.3 * (p["dropout"] - r[1]) ** 2
    loss += {"sgd": 0.4, "adam": 0.0, "rmsprop": 0.15}[p["optimizer"]]
    loss += 0.05 * abs(p["layers"] - round(2 + 5 * r[2])) + 0.02 * abs(math.log2(p["batch"] / 64))
    return loss


TRAINING = {
    "lr": {"_type": "loguniform", "_value": [1e-6, 1.0]},
    "batch": {"_type": "choice", "_value": [16, 32, 64, 128, 256]},
    "dropout": {"_type": "uniform", "_value": [0, 1]},
    "optimizer": {"_type": "choice", "_value": ["sgd", "adam", "rmsprop"]},
    "layers": {"_type": "randint", "_value": [1, 9]},
}


def nested(p, r):
    """Three models with parameters of their own; the last has the best optimum but is the narrowest."""
    model = p["model"]
    if model["_name"] == "linear":
        return 0.5 + 0.1 * abs(math.log10(model["alpha"]) + 2)
    if model["_name"] == "forest":
        return 0.3 + (model["depth"] / 30 - r[0]) ** 2 + 0.2 * (model["features"] - r[1]) ** 2
    x = (math.log10(model["c"]) / 3 - 2 * (r[2] - 0.5)) ** 2 + (math.log10(model["gamma"]) / 3 - 2 * (r[3] - 0.5)) ** 2
    return 0.6 * (1 - math.exp(-3 * x)) + 0.1 * (p["scale"] - r[4]) ** 2


NESTED = {
    "model": {
        "_type": "choice",
        "_value": [
            {"_name": "linear", "alpha": {"_type": "loguniform", "_value": [1e-6, 1]}},
            {
                "_name": "forest",
                "depth": {"_type": "randint", "_value": [1, 31]},
                "features": {"_type": "uniform", "_value": [0, 1]},
            },
            {
                "_name": "svm",
                "c": {"_type": "loguniform", "_value": [1e-3, 1e3]},
                "gamma": {"_type": "loguniform", "_value": [1e-3, 1e3]},
            },
        ],
    },
    "scale": {"_type": "uniform", "_value": [0, 1]},
}


def deep(p, r):
    """Choices in choices: an optimizer of a model, with a learning rate that each pair has a place of its own for."""
    model = p["model"]
    if model["_name"] == "trees":
        return 0.5 + (model["depth"] / 30 - r[0]) ** 2
    optimizer = model["optimizer"]
    x = math.log10(optimizer["lr"]) + 1 + 4 * r[1 if optimizer["_name"] == "sgd" else 2]
    loss = (0.2 if model["_name"] == "wide" else 0.0) + x * x / 8 + 0.1 * (p["scale"] - r[3]) ** 2
    return loss + (0.3 * (optimizer["momentum"] - r[4]) ** 2 if optimizer["_name"] == "sgd" else 0.1)


OPTIMIZER = {
    "_type": "choice",
    "_value": [
        {
            "_name": "sgd",
            "lr": {"_type": "loguniform", "_value": [1e-6, 1]},
            "momentum": {"_type": "uniform", "_value": [0, 1]},
        },
        {"_name": "adam", "lr": {"_type": "loguniform", "_value": [1e-6, 1]}},
    ],
}
DEEP = {
    "model": {
        "_type": "choice",
        "_value": [
            {"_name": "trees", "depth": {"_type": "randint", "_value": [1, 31]}},
            {"_name": "wide", "optimizer": OPTIMIZER},
            {"_name": "narrow", "optimizer": OPTIMIZER},
        ],
    },
    "scale": {"_type": "uniform", "_value": [0, 1]},
}


def categorical(p, r):
    """Eight choices of five values, two of which work only together."""
    loss = sum(0.1 * ((p[f"c{i}"] - int(5 * r[i])) % 5) / 4 for i in range(8))
    return loss + (0.5 if (p["c0"] + p["c1"]) % 5 != (int(5 * r[0]) + int(5 * r[1])) % 5 else 0)


CATEGORICAL = {f"c{i}": {"_type": "choice", "_value": [0, 1, 2, 3, 4]} for i in range(8)}


def integers(p, r):
    """Quantised and integer parameters on linear and log scales."""
    x = [
        p["units"] / 512 - r[0],
        math.log2(p["width"]) / 10 - r[1],
        p["rate"] - round(10 * r[2]) / 10,
        math.log10(p["decay"]) / 6 + r[3],
        p["blocks"] / 20 - r[4],
    ]
    return sum(a * a for a in x) + 0.5 * abs(x[0] * x[1]) + 0.1 * abs(x[4])


INTEGERS = {
    "units": {"_type": "quniform", "_value": [32, 512, 32]},
    "width": {"_type": "qloguniform", "_value": [1, 1024, 1]},
    "rate": {"_type": "quniform", "_value": [0, 1, 0.1]},
    "decay": {"_type": "loguniform", "_value": [1e-6, 1]},
    "blocks": {"_type": "randint", "_value": [1, 21]},
}


class Table:
    """Real trainings (fashion_table.yaml). `nearest` asks for numbers, of which the table's nearest is taken."""

    def __init__(self, nearest):
        self.name = "table-nearest" if nearest else "table-choices"
        with open(Path(__file__).with_name("fashion_table.csv"), encoding="utf-8") as file:
            header, *rows = csv.reader(file)
        *self.keys, _ = header
        *columns, losses = (numbers_if_all_are(column) for column in zip(*rows))
        self.losses = dict(zip(zip(*columns), losses))
        self.values = {key: sorted(set(column)) for key, column in zip(self.keys, columns)}
        self.space = {key: {"_type": "choice", "_value": values} for key, values in self.values.items()}
        if nearest:
            self.space["opt.lr"] = {"_type": "loguniform", "_value": [7e-5, 0.5]}
            self.space["train.batch_size"] = {"_type": "qloguniform", "_value": [8, 512, 1]}
            self.space["network.dropout"] = {"_type": "uniform", "_value": [0, 0.6]}

    def __call__(self, params):
        return self.losses[tuple(self.closest(key, params[key]) for key in self.keys)]

    def closest(self, key, value):
        if isinstance(value, str):
            return value
        scale = math.log if self.space[key]["_type"].endswith("loguniform") else float
        return min(self.values[key], key=lambda other: abs(scale(other) - scale(value)))


def numbers_if_all_are(column):
    try:
        return [float(cell) for cell in column]
    except ValueError:
        return list(column)


def problems(seed, dimensions=(5, 20)):
    for d in dimensions:
        for function in FUNCTIONS:
            yield Numeric(function, d, seed)
    yield Mixed("training", TRAINING, training, seed)
    yield Mixed("nested", NESTED, nested, seed)
    yield Mixed("categorical", CATEGORICAL, categorical, seed)
    yield Mixed("integers", INTEGERS, integers, seed)
    yield Table(nearest=False)
    yield Table(nearest=True)
    yield Mixed("deep", DEEP, deep, seed)
