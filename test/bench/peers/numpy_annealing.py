"""Peer: annealed importance sampling by numpy in float64, all chains at once, two matrix products a rung.

The same walk as src/core/annealing.ts from a uniform base: the weight first, then a Gibbs sweep at the new beta. A step
does a tenth of the ladder, the next tenth each time, so that a round stays short; a ladder that ended begins again.
"""

import time

import numpy
from protocol import blas, clock, since

STEPS = 10


def softplus_logaddexp(x, out):
    return numpy.logaddexp(0, x, out=out)


def softplus_log1p(x, out):
    """The same by exp and log1p, for which numpy has SIMD code on processors with AVX-512."""
    positive = numpy.maximum(x, 0)
    numpy.abs(x, out=out)
    numpy.negative(out, out=out)
    numpy.exp(out, out=out)
    numpy.log1p(out, out=out)
    out += positive
    return out


class Annealing:
    def prepare(self, folder, work):
        self.visible, self.hidden, self.chains = work["visible"], work["hidden"], work["chains"]
        weights = self.visible * self.hidden
        numbers = numpy.fromfile("{}/{}".format(folder, work["input"]), "<f8")
        self.W = numbers[:weights].reshape(self.visible, self.hidden)
        self.a = numbers[weights : weights + self.visible]
        self.b = numbers[weights + self.visible :]
        self.betas = numpy.linspace(0, 1, work["betas"])
        self.random = numpy.random.default_rng(1)
        self.x = numpy.empty((self.chains, self.hidden))
        self.y = numpy.empty((self.chains, self.visible))
        self.scaled = numpy.empty_like(self.x)
        self.hidden_uniforms = numpy.empty_like(self.x)
        self.visible_uniforms = numpy.empty_like(self.y)
        self.estimate = None
        self.begin()
        self.softplus = self.fastest_softplus()
        self.begin()
        note = "AIS by numpy {}, {}, softplus by {}".format(
            numpy.__version__, blas(), self.softplus.__name__.replace("softplus_", "")
        )
        return {"unitsPerStep": 1 / STEPS, "note": note}

    def begin(self):
        self.rung = 1
        self.v = (self.random.random((self.chains, self.visible)) < 0.5).astype(numpy.float64)
        self.log_weights = numpy.full(self.chains, (self.visible + self.hidden) * numpy.log(2))

    def fastest_softplus(self):
        times = []
        for _ in range(2):
            for softplus in (softplus_logaddexp, softplus_log1p):
                self.softplus = softplus
                start = time.perf_counter()
                self.climb(self.betas[1], self.betas[2])
                times.append((time.perf_counter() - start, softplus))
        return min(times, key=lambda pair: pair[0])[1]

    def climb(self, before, after):
        x, y, scaled = self.x, self.y, self.scaled
        numpy.matmul(self.v, self.W, out=x)
        x += self.b
        self.log_weights += (after - before) * (self.v @ self.a)
        numpy.multiply(x, before, out=scaled)
        self.log_weights -= self.softplus(scaled, scaled).sum(axis=1)
        x *= after
        self.log_weights += self.softplus(x, scaled).sum(axis=1)
        h = self.sample(x, self.hidden_uniforms)
        numpy.matmul(h, self.W.T, out=y)
        y += self.a
        y *= after
        self.v = self.sample(y, self.visible_uniforms)

    def sample(self, inputs, uniforms):
        """Units that are on with probability 1 / (1 + exp(-input)); overwrites the inputs."""
        numpy.negative(inputs, out=inputs)
        numpy.exp(inputs, out=inputs)
        inputs += 1
        self.random.random(out=uniforms)
        uniforms *= inputs
        return (uniforms < 1).astype(numpy.float64)

    def do_next_step(self):
        rungs = len(self.betas) - 1
        for _ in range(-(-rungs // STEPS)):
            self.climb(self.betas[self.rung - 1], self.betas[self.rung])
            self.rung += 1
            if self.rung == len(self.betas):
                largest = self.log_weights.max()
                self.estimate = largest + numpy.log(numpy.exp(self.log_weights - largest).mean())
                self.begin()

    def measure(self, steps):
        start = clock()
        for _ in range(steps):
            self.do_next_step()
        return since(start)

    def logPartition(self):
        while self.estimate is None:
            self.do_next_step()
        return {"logPartition": float(self.estimate)}

    def alternative(self):
        return {}
