"""How likely it is that chance alone brings something about."""

import math
from collections.abc import Sequence
from statistics import NormalDist

# Above this many, adding trial to trial takes long and tells nothing more.
MANY = 300


def at_least(hits: int, chances: Sequence[float]) -> float:
    """Return how likely as many hits or more are, each with a chance of its own.

    The upper tail of the Poisson binomial distribution, by adding one trial after another; of many
    trials, by the normal distribution that it comes close to.
    """
    if len(chances) > MANY:
        spread = math.sqrt(sum(chance * (1 - chance) for chance in chances))
        return 1 - NormalDist(sum(chances), spread or 1).cdf(hits - 0.5)
    likely = [1.0]
    for chance in chances:
        missed = [p * (1 - chance) for p in likely]
        likely = [m + p * chance for m, p in zip([*missed, 0.0], [0.0, *likely], strict=True)]
    return sum(likely[hits:])
