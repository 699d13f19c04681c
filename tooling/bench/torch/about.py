"""Says which PyTorch this is, and how fast its matrix products are on one thread, as JSON."""

import json
import time

import torch

torch.set_num_threads(1)
side = 768
matrix = torch.rand(side, side)
matrix @ matrix
start = time.perf_counter()
matrix @ matrix
gigaflops = 2e-9 * side**3 / (time.perf_counter() - start)
print(json.dumps({'version': torch.__version__, 'gigaflops': gigaflops}))
