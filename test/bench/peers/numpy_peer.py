"""Peer: numpy, whichever work it is given."""

from numpy_annealing import Annealing
from numpy_partition import Partition
from protocol import serve


class Peer:
    def prepare(self, folder, work):
        self.worker = {"partition": Partition, "annealing": Annealing}[work["kind"]]()
        return self.worker.prepare(folder, work)

    def __getattr__(self, command):
        return getattr(self.worker, command)


serve(Peer())
