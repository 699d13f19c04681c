"""Says which PyTorch this is, and how fast its matrix products are on one thread, as JSON."""

import json
import time

import torch

torch.set_num_threads(1)
side = 768
matrix = torch.rand(side, side)


def seconds():
    start = time.perf_counter()
    matrix @ matrix
    return time.perf_counter() - start


gigaflops = 2e-9 * side**3 / min(seconds() for _ in range(10))
print(json.dumps({'version': torch.__version__, 'gigaflops': gigaflops}))
