"""Trains the network of apical views on frames of CAMUS form and writes ONNX. Runs on a CPU with torch 1.13 or later.

Usage: python3 train.py --train DIR --valid DIR --out DIR [--epochs 100] [--seed 1] [--threads 1]
A run that was stopped goes on from its last epoch when it is started again. Prints one JSON line per epoch: the Dice
coefficients of the averaged weights on the validation frames, on the network's grid.
"""
import argparse
import copy
import json
import math
import time
from pathlib import Path

import torch
import torch.nn.functional as F

from frames import load, make_batch
from networks import CLASSES, SIDE, ApicalNet

BATCH = 8
PEAK_RATE = 2.5e-3
AVERAGING = 0.998


def loss_of(logits, label):
    """Cross-entropy and one minus the soft Dice coefficient of the three structures."""
    probability = logits.softmax(1)
    truth = F.one_hot(label, len(CLASSES)).permute(0, 3, 1, 2).float()
    both = (probability * truth).sum((0, 2, 3))[1:]
    either = (probability + truth).sum((0, 2, 3))[1:]
    return F.cross_entropy(logits, label) + 1 - ((2 * both + 1) / (either + 1)).mean()


@torch.no_grad()
def dice(network, images, labels):
    """Mean over frames of the Dice coefficient of each structure."""
    network.eval()
    scores = []
    for at in range(0, len(images), 20):
        found = network(images[at:at + 20, None].float() / 255).argmax(1)
        truth = labels[at:at + 20].long()
        scores.append(torch.stack([2 * ((found == k) & (truth == k)).sum((1, 2)) / ((found == k).sum((1, 2)) + (truth == k).sum((1, 2))).clamp(min=1) for k in range(1, len(CLASSES))], 1))
    return torch.cat(scores).mean(0)


def rate_at(step, steps):
    warm = min(1.0, step / 200)
    return PEAK_RATE * warm * 0.5 * (1 + math.cos(math.pi * min(1.0, step / steps)))


def export(network, to):
    """Writes ONNX whose output are probabilities."""
    whole = torch.nn.Sequential(network, torch.nn.Softmax(1)).eval()
    torch.onnx.export(whole, torch.zeros(1, 1, SIDE, SIDE), str(to), opset_version=13, input_names=["frame"], output_names=["outlines"],
                      dynamic_axes={"frame": {0: "n"}, "outlines": {0: "n"}})


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--train", required=True)
    arguments.add_argument("--valid", required=True)
    arguments.add_argument("--out", required=True)
    arguments.add_argument("--epochs", type=int, default=100)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--threads", type=int, default=1)
    options = arguments.parse_args()
    torch.set_num_threads(options.threads)
    out = Path(options.out)
    out.mkdir(parents=True, exist_ok=True)

    images, labels, _ = load(options.train)
    valid_images, valid_labels, _ = load(options.valid)
    torch.manual_seed(options.seed)
    network = ApicalNet()
    averaged = copy.deepcopy(network)
    optimiser = torch.optim.AdamW(network.parameters(), lr=PEAK_RATE, weight_decay=1e-3)
    first_epoch = 0
    kept = out / "apical.checkpoint"
    if kept.exists():
        state = torch.load(kept)
        network.load_state_dict(state["network"])
        averaged.load_state_dict(state["averaged"])
        optimiser.load_state_dict(state["optimiser"])
        first_epoch = state["epoch"] + 1

    per_epoch = len(images) // BATCH
    steps = per_epoch * options.epochs
    for epoch in range(first_epoch, options.epochs):
        torch.manual_seed(options.seed * 100_003 + epoch)
        began = time.time()
        network.train()
        order, total = torch.randperm(len(images)), 0.0
        for at in range(per_epoch):
            step = epoch * per_epoch + at
            for group in optimiser.param_groups:
                group["lr"] = rate_at(step, steps)
            index = order[at * BATCH:(at + 1) * BATCH]
            image, label = make_batch(images[index], labels[index])
            loss = loss_of(network(image), label)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 2.0)
            optimiser.step()
            total += loss.item()
            share = min(AVERAGING, (step + 1) / (step + 20))
            with torch.no_grad():
                for mean, now in zip(averaged.state_dict().values(), network.state_dict().values()):
                    mean.copy_(mean * share + now * (1 - share) if mean.is_floating_point() else now)
        torch.save({"network": network.state_dict(), "averaged": averaged.state_dict(), "optimiser": optimiser.state_dict(), "epoch": epoch}, kept)
        scores = dice(averaged, valid_images, valid_labels)
        print(json.dumps({"epoch": epoch + 1, "loss": round(total / per_epoch, 4), "seconds": round(time.time() - began, 1),
                          "dice": {name: round(float(score), 4) for name, score in zip(CLASSES[1:], scores)}, "mean": round(float(scores.mean()), 4)}), flush=True)
        if (epoch + 1) % 5 == 0:
            export(averaged, out / "echo-apical.onnx")
    export(averaged, out / "echo-apical.onnx")


if __name__ == "__main__":
    main()
