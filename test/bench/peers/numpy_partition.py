"""Peer: exact ln Z by numpy in float64, logaddexp over chunks of the hidden layer's states.

ln Z = ln sum_h exp(b h + sum_i softplus(a_i + (W h)_i)). A step does a sixteenth of 2^20 states, the next
sixteenth each time, so that a round stays short and the steps together still give ln Z.
"""

import time

import numpy
from protocol import blas, clock, since

CHUNK_SIZES = [64, 256, 1024, 4096]
LARGEST_STEP = 1 << 16


def softplus_logaddexp(x):
    numpy.logaddexp(0, x, out=x)


def softplus_log1p(x):
    """The same by exp and log1p, for which numpy has SIMD code on processors with AVX-512."""
    positive = numpy.maximum(x, 0)
    numpy.abs(x, out=x)
    numpy.negative(x, out=x)
    numpy.exp(x, out=x)
    numpy.log1p(x, out=x)
    x += positive


class Partition:
    def prepare(self, folder, work):
        visible, hidden = work["visible"], work["hidden"]
        numbers = numpy.fromfile("{}/{}".format(folder, work["input"]), "<f8")
        self.W_transposed = numpy.ascontiguousarray(numbers[: visible * hidden].reshape(visible, hidden).T)
        self.a = numbers[visible * hidden : visible * hidden + visible]
        self.b = numbers[visible * hidden + visible :]
        self.bits = numpy.arange(hidden)
        self.states = 1 << hidden
        self.step = min(self.states, LARGEST_STEP)
        self.sums = [None] * (self.states // self.step)
        self.next = 0
        self.chunk = self.fastest_chunk(softplus_logaddexp)[1]
        note = "numpy {}, {}, {} states a chunk".format(numpy.__version__, blas(), self.chunk)
        return {"unitsPerStep": self.step / self.states, "note": note}

    def fastest_chunk(self, softplus):
        """(seconds per state, chunk size) of the best chunk size."""
        count = max(CHUNK_SIZES)
        best = []
        for chunk in CHUNK_SIZES * 2:
            start = time.perf_counter()
            self.log_sum(0, count, chunk, softplus)
            best.append(((time.perf_counter() - start) / count, chunk))
        return min(best)

    def log_sum(self, first, count, chunk, softplus):
        """ln of the sum over states [first, first + count)."""
        parts = []
        for state in range(first, first + count, chunk):
            h = ((numpy.arange(state, state + chunk)[:, None] >> self.bits) & 1).astype(numpy.float64)
            x = h @ self.W_transposed
            x += self.a
            softplus(x)
            parts.append(numpy.logaddexp.reduce(x.sum(axis=1) + h @ self.b))
        return numpy.logaddexp.reduce(parts)

    def measure(self, steps):
        start = clock()
        for _ in range(steps):
            self.do_next_step()
        return since(start)

    def do_next_step(self):
        first = self.next * self.step
        self.sums[self.next] = self.log_sum(first, self.step, self.chunk, softplus_logaddexp)
        self.next = (self.next + 1) % len(self.sums)

    def logPartition(self):
        while None in self.sums:
            self.do_next_step()
        return {"logPartition": float(numpy.logaddexp.reduce(self.sums))}

    def alternative(self):
        seconds, _ = self.fastest_chunk(softplus_log1p)
        return {"label": "numpy's exp and log1p in place of logaddexp", "secondsPerUnit": seconds * self.states}
