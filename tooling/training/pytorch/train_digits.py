"""Trains a vision transformer on digits: train_digits.py FOLDER FILE. The folder has pixels and labels, and settings.json."""

import json
import sys
from pathlib import Path

import numpy
import torch

from fit import export, fit, start
from transformer import ViTForImageClassification

folder, file = Path(sys.argv[1]), sys.argv[2]
settings = json.loads((folder / "settings.json").read_text())
start(settings["seed"])


def read(part):
    pixels = torch.tensor(numpy.fromfile(folder / f"{part}.pixels", dtype="u1").reshape(-1, 1, 28, 28)).float() / 255
    return pixels, torch.tensor(numpy.fromfile(folder / f"{part}.labels", dtype="u1")).long()


(train, labels), (held_out, held_out_labels) = read("train"), read("heldOut")


def batch(rows):
    """Shifted by up to two pixels; patches are hidden, as explanations hide them."""
    shift = torch.randint(-2, 3, (2,)).tolist()
    images = torch.roll(train[rows], shift, (2, 3))
    shown = (torch.rand(len(rows), 1, 7, 7) >= settings["hidden"]).float()
    return (images * torch.nn.functional.interpolate(shown, scale_factor=4),), labels[rows]


def evaluate():
    right = [(model(images).argmax(1) == label).sum().item() for images, label in zip(held_out.split(500), held_out_labels.split(500))]
    return sum(right) / len(held_out)


model = ViTForImageClassification(28, 1, 10)
fit(model, len(train), batch, settings["epochs"], settings["batchSize"], settings["rate"], evaluate)
export(model, (held_out[:2],), ["pixel_values"], file, {"pixel_values": {0: "batch_size"}, "logits": {0: "batch_size"}})
