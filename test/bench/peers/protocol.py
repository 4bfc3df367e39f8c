"""The peers' side of the line protocol: one JSON object a line in, one out, errors as {"error": words}."""

import json
import sys
import time

import numpy


def blas():
    """Name, version and chosen code of the BLAS that numpy runs on, with its number of threads."""
    try:
        from threadpoolctl import threadpool_info
    except ImportError:
        return "a BLAS that only threadpoolctl could name"
    for library in threadpool_info():
        if library["user_api"] == "blas":
            parts = (library["internal_api"], library["version"], library.get("architecture") or "")
            return "{} {} {}, {} thread".format(*parts, library["num_threads"])
    return "a BLAS without a name"


def clock():
    return time.perf_counter(), time.process_time()


def since(start):
    """The answer to "measure" for work that began at `start`, a value of clock()."""
    wall, processor = clock()
    return {"seconds": wall - start[0], "processorSeconds": processor - start[1]}


def probe():
    """Seconds for a product of the largest model's size, at its best. Raises where the product is wrong, as old
    builds of OpenBLAS make it on processors younger than themselves."""
    random = numpy.random.RandomState(0)
    a, b = random.rand(100, 784), numpy.asarray(random.rand(500, 784), order="F")
    if abs(a @ b.T - numpy.einsum("ik,jk->ij", a, b)).max() > 1e-9:
        raise ArithmeticError("this BLAS gives wrong products")
    times = []
    for _ in range(40):
        start = time.perf_counter()
        a @ b.T
        times.append(time.perf_counter() - start)
    return {"seconds": min(times)}


def serve(peer):
    """Answers requests {"command": name, ...} with the peer's method of that name until the input ends.

    "probe" is the same for every peer."""
    for line in sys.stdin:
        request = json.loads(line)
        command = request.pop("command")
        try:
            answer = probe() if command == "probe" else getattr(peer, command)(**request)
        except Exception as error:
            answer = {"error": "{}: {}".format(type(error).__name__, error)}
        print(json.dumps(answer), flush=True)
