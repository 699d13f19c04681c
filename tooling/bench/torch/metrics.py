"""How many samples a second batched metrics take of a LeNet in PyTorch, written as Quantus has them: numpy arrays on the host, a forward pass of the batch a step or run; as JSON."""

import json
import sys
import time

import numpy as np
import torch

from networks import lenet5

torch.set_num_threads(1)
samples, features = int(sys.argv[1]), 784
random = np.random.default_rng(1)
network = lenet5().eval()
images = random.random((samples, features), dtype=np.float32)
attribution = random.standard_normal((samples, features), dtype=np.float32)
rows = np.arange(samples)[:, None]


def predict(x):
    with torch.no_grad():
        return torch.softmax(network(torch.from_numpy(x.reshape(-1, 1, 28, 28))), 1).numpy()


explained = predict(images).argmax(1)


def outputs(x):
    return predict(x)[np.arange(samples), explained]


def pixel_flipping(in_step=8):
    order = np.argsort(-attribution, axis=1)
    changed, curve = images.copy(), []
    for begin in range(0, features, in_step):
        changed[rows, order[:, begin : begin + in_step]] = 0
        curve.append(outputs(changed))
    return np.trapz(np.stack(curve, 1), axis=1)


def faithfulness_correlation(runs=100, size=224):
    clean, falls, sums = outputs(images), [], []
    for _ in range(runs):
        some = np.stack([np.random.choice(features, size, replace=False) for _ in range(samples)])
        changed = images.copy()
        changed[rows, some] = 0
        falls.append(clean - outputs(changed))
        sums.append(attribution[rows, some].sum(1))
    x, y = (np.stack(of, 1) - np.mean(np.stack(of, 1), 1, keepdims=True) for of in (sums, falls))
    return (x * y).sum(1) / np.sqrt((x * x).sum(1) * (y * y).sum(1))


def samples_a_second(metric):
    metric()
    times = []
    for _ in range(5):
        start = time.process_time()
        metric()
        times.append(time.process_time() - start)
    return samples / sorted(times)[2]


figures = {name: samples_a_second(metric) for name, metric in (('PixelFlipping', pixel_flipping), ('FaithfulnessCorrelation', faithfulness_correlation))}
print(json.dumps({'version': torch.__version__, **figures}))
