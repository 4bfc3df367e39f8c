"""Peer: scikit-learn's BernoulliRBM (PCD-1 in float64), one step being an epoch exactly as its fit() does it."""

import warnings

import numpy
import sklearn
from protocol import blas, clock, serve, since
from sklearn.neural_network import BernoulliRBM
from sklearn.utils import gen_even_slices

warnings.filterwarnings("ignore")


class Peer:
    def prepare(self, folder, work):
        shape = (work["rows"], work["visible"])
        rows = numpy.fromfile("{}/{}".format(folder, work["input"]), numpy.uint8).reshape(shape)
        self.rows = rows.astype(numpy.float64)
        self.random = numpy.random.RandomState(1)
        self.model = BernoulliRBM(
            work["hidden"],
            batch_size=work["batch"],
            learning_rate=work["learningRate"],
            n_iter=1,
            random_state=self.random,
        ).fit(self.rows)
        count = -(-work["rows"] // work["batch"])
        self.slices = list(gen_even_slices(count * work["batch"], count, n_samples=work["rows"]))
        versions = "scikit-learn {}, numpy {}".format(sklearn.__version__, numpy.__version__)
        return {"unitsPerStep": 1, "note": "{}, {}".format(versions, blas())}

    def measure(self, steps):
        start = clock()
        for _ in range(steps):
            for batch in self.slices:
                self.model._fit(self.rows[batch], self.random)
        return since(start)

    def logPartition(self):
        return {}

    def alternative(self):
        return {}


serve(Peer())
