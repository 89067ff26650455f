# SPDX-License-Identifier: GPL-3.0-or-later
"""Ways in which a search is harder than its function: what quality.py wraps the problems of quality_problems.py in."""

from dataclasses import dataclass, field

import numpy as np

from quality_learning import EPOCHS, Perceptron, is_available
from quality_problems import Mixed, Numeric, Table, problems


@dataclass
class Result:
    observed: list = field(default_factory=list)  # what the tuner is told, one for each objective
    true: list = field(default_factory=list)  # without noise
    failed: bool = False
    constrained: dict = field(default_factory=dict)  # the metric of the constraint
    curve: list = field(default_factory=list)  # what the trial reports on its way, an epoch each
    epochs: int = 1  # that it trained for


class Plain:
    at_once = 1
    objectives = 1
    constraints = []  # as search.constraints
    assessor = ""
    epochs = 1  # of a whole trial
    target = None  # of the value without noise: that of the best 1 % of random configurations

    def __init__(self, problem, seed):
        self.problem = problem
        self.name = problem.name
        self.space = problem.space
        self.random = np.random.default_rng([seed, len(problem.name), 7])

    def run(self, params, number):
        value = self.problem(params)
        return Result([value], [value])


class Noise(Plain):
    """The noise of a trial depends on its number, so that all methods have the same."""

    def __init__(self, problem, seed):
        super().__init__(problem, seed)
        values = [problem(draw(problem.space, self.random)) for _ in range(200)]
        quartiles = np.percentile(values, [25, 75])
        self.noise = 0.15 * (quartiles[1] - quartiles[0]) / 1.35 * self.random.normal(size=100_000)

    def run(self, params, number):
        value = self.problem(params)
        return Result([value + self.noise[number]], [value])


class Failing(Plain):
    """Fails in an outer region of the first number, 30 % of its range."""

    def __init__(self, problem, seed):
        super().__init__(problem, seed)
        numbers = [key for key, spec in problem.space.items() if spec["_type"] != "choice"]
        self.key = numbers[0] if numbers else None
        self.below = bool(self.random.integers(2))

    def run(self, params, number):
        if self.key is not None:
            low, high = self.problem.space[self.key]["_value"][:2]
            to_log = np.log if "log" in self.problem.space[self.key]["_type"] else float
            place = (to_log(params[self.key]) - to_log(low)) / (to_log(high) - to_log(low))
            if place < 0.3 if self.below else place > 0.7:
                return Result(failed=True)
        return super().run(params, number)


class Flaky(Plain):
    def __init__(self, problem, seed):
        super().__init__(problem, seed)
        self.fails = self.random.uniform(size=100_000) < 0.2

    def run(self, params, number):
        return Result(failed=True) if self.fails[number] else super().run(params, number)


class Batch(Plain):
    at_once = 8


class Two(Plain):
    """The second objective is the same function with each number mirrored in its range, so that the two disagree."""

    objectives = 2

    def __init__(self, problem, seed):
        super().__init__(problem, seed)
        values = np.array([self.both(draw(problem.space, self.random)) for _ in range(1000)])
        self.reference = values.max(axis=0)

    def both(self, params):
        other = dict(params)
        for key, spec in self.space.items():
            low, high = spec["_value"][0], spec["_value"][1]
            if spec["_type"] in ("uniform", "quniform"):
                other[key] = low + high - params[key]
            elif spec["_type"] == "loguniform":
                other[key] = low * high / params[key]
            elif spec["_type"] == "randint":
                other[key] = low + high - 1 - params[key]
        return [self.problem(params), self.problem(other)]

    def run(self, params, number):
        values = self.both(params)
        return Result(values, values)


class Constrained(Plain):
    """A metric that depends on all numbers has to stay below its median over the space, where the best of all breaks it."""

    def __init__(self, problem, seed):
        super().__init__(problem, seed)
        self.numbers = [key for key, spec in problem.space.items() if spec["_type"] != "choice"]
        drawn = [draw(problem.space, self.random) for _ in range(500)]
        best = min(drawn, key=problem)
        self.direction = {key: (1 if self.place(key, best) > 0.5 else -1) for key in self.numbers}
        self.constraints = [{"metric": "cost", "max": float(np.median([self.cost(params) for params in drawn]))}]

    def place(self, key, params):
        low, high = self.problem.space[key]["_value"][:2]
        to_log = np.log if "log" in self.problem.space[key]["_type"] else float
        return (to_log(params[key]) - to_log(low)) / (to_log(high) - to_log(low))

    def cost(self, params):
        return 10 + sum(self.direction[key] * self.place(key, params) for key in self.numbers)

    def run(self, params, number):
        result = super().run(params, number)
        result.constrained = {"cost": float(self.cost(params))}
        return result


class Curves(Plain):
    """Each trial comes to its value along a learning curve of 20 epochs; an assessor may stop it. Judged after as many
    epochs as so many whole trials take: stopping early leaves time for more of them."""

    assessor = "Medianstop"
    epochs = 20

    def __init__(self, problem, seed):
        super().__init__(problem, seed)
        values = [problem(draw(problem.space, self.random)) for _ in range(200)]
        self.spread = float(np.percentile(values, 75) - np.percentile(values, 25)) + 1e-12
        self.speed = self.random.uniform(2, 8, 100_000)
        self.noise = 0.02 * self.spread * self.random.normal(size=(1000, self.epochs))
        self.target = float(np.percentile([problem(draw(problem.space, self.random)) for _ in range(1000)], 1))

    def run(self, params, number):
        value = self.problem(params)
        at = np.arange(1, self.epochs + 1)
        curve = value + 2 * self.spread * np.exp(-at / self.speed[number]) + self.noise[number % 1000]
        return Result([float(curve[-1])], [value], curve=[float(x) for x in curve], epochs=self.epochs)


class Learning(Plain):
    """Real trainings, an epoch each report; what a trial is worth is what it comes to when it is trained to its end."""

    assessor = "Medianstop"
    epochs = EPOCHS

    def run(self, params, number):
        curve = self.problem.curve(params, number)
        return Result([curve[-1]], [curve[-1]], curve=curve, epochs=self.epochs)


FAMILIES = {
    "plain": Plain,
    "functions": Plain,
    "mixed": Plain,
    "tables": Plain,
    "noise": Noise,
    "failing": Failing,
    "flaky": Flaky,
    "batch": Batch,
    "two": Two,
    "constrained": Constrained,
    "curves": Curves,
    "learning": Learning,
}
KINDS = {"functions": Numeric, "mixed": Mixed, "tables": Table}
# What `--family all` runs: "plain" is functions, mixed and tables together.
ALL = [name for name in FAMILIES if name != "plain"]


def problems_of(family, seed, dimensions):
    """By their number in the family; the same problems for each seed, which shifts and rotates them."""
    if family == "learning":
        return [Perceptron()] if is_available() else []
    kind = KINDS.get(family, object)
    return [problem for problem in problems(seed, dimensions) if isinstance(problem, kind)]


def target_of_learning(draws):
    """What the best 1 % of so many random trainings come to."""
    random = np.random.default_rng(17)
    problem = Perceptron()
    return float(np.percentile([problem(draw(problem.space, random)) for _ in range(draws)], 1))


def draw(space, random):
    params = {}
    for key, spec in space.items():
        kind, values = spec["_type"], spec["_value"]
        if kind == "choice":
            value = values[random.integers(len(values))]
            if isinstance(value, dict):
                inner = draw({k: v for k, v in value.items() if k != "_name"}, random)
                value = {"_name": value["_name"], **inner}
        elif kind == "randint":
            value = int(random.integers(values[0], values[1]))
        elif "log" in kind:
            value = float(np.exp(random.uniform(np.log(values[0]), np.log(values[1]))))
        else:
            value = float(random.uniform(values[0], values[1]))
        if kind.startswith("q"):
            value = float(np.clip(round(value / values[2]) * values[2], values[0], values[1]))
        params[key] = value
    return params


def score(problem, results):
    """The smaller the better."""
    done = [result for result in results if not result.failed]
    for constraint in problem.constraints:
        done = [result for result in done if result.constrained[constraint["metric"]] <= constraint["max"]]
    if not done:
        return np.inf
    if problem.objectives == 2:
        return -hypervolume([result.true for result in done], problem.reference)
    return min(done, key=lambda result: result.observed[0]).true[0]


def epochs_to_target(problem, results):
    """Epochs until the trial that looks best is truly among the best 1 %; infinite when it never is."""
    epochs, best = 0, None
    for result in results:
        epochs += result.epochs
        if not result.failed and (best is None or result.observed[0] < best.observed[0]):
            best = result
        if best is not None and best.true[0] <= problem.target:
            return epochs
    return np.inf


def hypervolume(points, reference):
    volume, height = 0.0, reference[1]
    for x, y in sorted(map(tuple, points)):
        if x < reference[0] and y < height:
            volume += (reference[0] - x) * (height - y)
            height = y
    return volume
