"""Trains a BERT on mails: train_mails.py FOLDER FILE. The folder has ids and labels, and settings.json."""

import json
import sys
from pathlib import Path

import numpy
import torch

from fit import export, fit, start
from transformer import BertForSequenceClassification

folder, file = Path(sys.argv[1]), sys.argv[2]
settings = json.loads((folder / "settings.json").read_text())
length, first, mask = settings["length"], settings["specialTokens"], settings["mask"]
start(settings["seed"])


def read(part):
    ids = numpy.fromfile(folder / f"{part}.ids", dtype="<i4").reshape(-1, length)
    return torch.tensor(ids).long(), torch.tensor(numpy.fromfile(folder / f"{part}.labels", dtype="<i4")).long()


(train, labels), (held_out, held_out_labels) = read("train"), read("heldOut")


def inputs(ids):
    ids = ids[:, : int((ids > 0).sum(1).max())]
    return ids, (ids > 0).long(), torch.zeros_like(ids)


def batch(rows):
    ids = train[rows]
    hidden = (ids >= first) & (torch.rand(ids.shape) < settings["hidden"])
    return inputs(torch.where(hidden, torch.tensor(mask), ids)), labels[rows]


def evaluate():
    right = [(model(*inputs(ids)).argmax(1) == label).sum().item() for ids, label in zip(held_out.split(128), held_out_labels.split(128))]
    return sum(right) / len(held_out)


model = BertForSequenceClassification(settings["vocabulary"], length, 2, dropout=settings["dropout"])
fit(model, len(train), batch, settings["epochs"], settings["batchSize"], settings["rate"], evaluate)
names = ["input_ids", "attention_mask", "token_type_ids"]
axes = {name: {0: "batch_size", 1: "sequence_length"} for name in names}
export(model, inputs(held_out[:2]), names, file, {**axes, "logits": {0: "batch_size"}})
