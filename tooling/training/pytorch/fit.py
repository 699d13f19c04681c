"""Trains and exports a classifier; the same numbers come out each time."""

import math
import sys
import time

import torch


def start(seed):
    torch.manual_seed(seed)
    torch.set_num_threads(1)


def fit(model, count, batch, epochs, batch_size, rate, evaluate):
    """Adam with decoupled decay; the rate rises for the first tenth and falls along a cosine."""
    optimizer = torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=0.01)
    steps = epochs * math.ceil(count / batch_size)
    rise = max(1, steps // 10)
    shape = lambda step: min(1, (step + 1) / rise) * 0.5 * (1 + math.cos(math.pi * step / steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, shape)
    begin = time.time()
    for epoch in range(epochs):
        model.train()
        for rows in torch.randperm(count).split(batch_size):
            inputs, labels = batch(rows)
            loss = torch.nn.functional.cross_entropy(model(*inputs), labels)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
        model.eval()
        with torch.no_grad():
            print(f"epoch {epoch + 1} of {epochs}: {evaluate():.4f}, {time.time() - begin:.0f} s", file=sys.stderr, flush=True)


def export(model, inputs, names, file, axes):
    """As Hugging Face's exporters name inputs, outputs and axes that stay open."""
    model.eval()
    torch.onnx.export(
        model, inputs, file, input_names=names, output_names=["logits"], dynamic_axes=axes, opset_version=14, do_constant_folding=True
    )
