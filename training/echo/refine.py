"""Teaches the network of apical views the two- and three-chamber views, on frames of digital hearts mixed with real four-chamber ones.

Usage: python3 refine.py --train camus/train --valid camus/valid --frames DIR --start apical.checkpoint|echo-apical.onnx --out DIR [--minutes 30] [--kept 0.5] [--real 4] [--seed 1] [--threads 1]
Of every batch of eight, --real are real patients, so that what was learnt of them stays. Means and variances of the normalisation stay as they
were. What is written at the end is a mean of the weights before and after, which forgets less of the patients than the refined
weights alone; the share of those before is --kept. The last 60 digital frames choose nothing and are reported, as are the validation
patients. A JSON line every 100 steps.
"""
import argparse
import copy
import json
import math
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from frames import load, make_batch, smooth_noise, some, uniform
from networks import CLASSES, SIDE, ApicalNet
from shipped import load_shipped
from train import dice, export

BATCH = 8
PEAK_RATE = 6e-4
AVERAGING = 0.995
HELD_OUT = 60
OUTSIDE = 255
IGNORED = 255
# The target of each structure of the frames; valves lie between chambers and teach nothing.
TARGETS = {"papillaryMuscle": "leftVentricle", "valve": None}


def load_frames(folder):
    """Frames and targets as uint8 [n, 256, 256]."""
    structures = json.loads((Path(folder) / "frames.json").read_text())["structures"]
    frames, labels = [np.fromfile(Path(folder) / f"{name}.bin", np.uint8).reshape(-1, SIDE, SIDE) for name in ["frames", "labels"]]
    names = [TARGETS.get(name, name if name in CLASSES else "background") for name in structures]
    table = np.zeros(256, np.uint8)
    table[:len(names)] = [IGNORED if name is None else CLASSES.index(name) for name in names]
    return torch.from_numpy(frames), torch.from_numpy(table[labels])


def varied(frames, labels):
    """Digital frames turned, zoomed, shifted, bent and lit anew, with their labels.."""
    n = len(frames)
    angle, zoom, stretch = torch.randn(n) * 0.1, torch.exp(-uniform(n, -0.12, 0.34)), torch.exp(torch.randn(n) * 0.05)
    cos, sin = torch.cos(angle) * zoom, torch.sin(angle) * zoom
    matrix = torch.stack([
        torch.stack([cos * stretch, -sin, uniform(n, -0.1, 0.1)], 1),
        torch.stack([sin, cos / stretch, uniform(n, -0.1, 0.1)], 1),
    ], 1)
    grid = F.affine_grid(matrix, (n, 1, SIDE, SIDE), align_corners=False)
    bend = torch.cat([smooth_noise(n, 5), smooth_noise(n, 5)], 1) * 0.014 * some(n, 0.5)[:, None, None, None]
    grid = grid + bend.permute(0, 2, 3, 1)
    image = F.grid_sample(frames[:, None].float() / 255, grid, mode="bilinear", align_corners=False)
    label = F.grid_sample(labels[:, None].float(), grid, mode="nearest", align_corners=False)[:, 0].long()
    each = lambda value: value[:, None, None, None]
    image = image ** each(torch.exp(torch.randn(n) * 0.25)) * each(torch.exp(torch.randn(n) * 0.15))
    return image.clamp(0, 1), label


def loss_of(logits, label):
    """Cross-entropy and one minus the soft Dice coefficient of the three structures, where the label is known."""
    known = (label != IGNORED).float()[:, None]
    probability = logits.softmax(1) * known
    truth = F.one_hot(label.where(label != IGNORED, torch.zeros_like(label)), len(CLASSES)).permute(0, 3, 1, 2).float() * known
    both, either = (probability * truth).sum((0, 2, 3))[1:], (probability + truth).sum((0, 2, 3))[1:]
    return F.cross_entropy(logits, label, ignore_index=IGNORED) + 1 - ((2 * both + 1) / (either + 1)).mean()


def scores_of(network, images, labels):
    return {name: round(float(score), 4) for name, score in zip(CLASSES[1:], dice(network, images, labels))}


def main():
    arguments = argparse.ArgumentParser()
    for name in ["--train", "--valid", "--frames", "--start", "--out"]:
        arguments.add_argument(name, required=True)
    arguments.add_argument("--minutes", type=float, default=30)
    arguments.add_argument("--kept", type=float, default=0.5)
    arguments.add_argument("--real", type=int, default=4)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--threads", type=int, default=1)
    options = arguments.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    out = Path(options.out)
    out.mkdir(parents=True, exist_ok=True)

    images, labels, _ = load(options.train)
    valid_images, valid_labels, _ = load(options.valid)
    digital, digital_labels = load_frames(options.frames)
    network = ApicalNet()
    if options.start.endswith(".onnx"):
        load_shipped(network, options.start)
    else:
        network.load_state_dict(torch.load(options.start)["averaged"])
    network.eval()
    before = copy.deepcopy(network.state_dict())
    averaged = copy.deepcopy(network)
    optimiser = torch.optim.AdamW(network.parameters(), lr=PEAK_RATE, weight_decay=1e-3)

    def report(facts):
        facts["digital"] = scores_of(averaged, digital[-HELD_OUT:], digital_labels[-HELD_OUT:])
        facts["patients"] = scores_of(averaged, valid_images, valid_labels)
        print(json.dumps(facts), flush=True)

    report({"step": 0})
    began, step, total = time.time(), 0, 0.0
    while (spent := (time.time() - began) / 60 / options.minutes) < 1:
        for group in optimiser.param_groups:
            group["lr"] = PEAK_RATE * min(1.0, (step + 1) / 50) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * spent)))
        real = torch.randint(len(images), (options.real,))
        own = torch.randint(len(digital) - HELD_OUT, (BATCH - options.real,))
        image, label = make_batch(images[real], labels[real])
        digital_image, digital_label = varied(digital[own], digital_labels[own])
        loss = loss_of(network(torch.cat([image, digital_image])), torch.cat([label, digital_label]))
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        total += loss.item()
        step += 1
        share = min(AVERAGING, step / (step + 10))
        with torch.no_grad():
            for mean, now in zip(averaged.parameters(), network.parameters()):
                mean.mul_(share).add_(now, alpha=1 - share)
        if step % 100 == 0:
            report({"step": step, "minutes": round((time.time() - began) / 60, 1), "loss": round(total / 100, 4)})
            total = 0.0
            torch.save({"averaged": averaged.state_dict()}, out / "refined-alone.checkpoint")
    report({"step": step})
    torch.save({"averaged": averaged.state_dict()}, out / "refined-alone.checkpoint")
    averaged.load_state_dict({name: options.kept * before[name] + (1 - options.kept) * weight if weight.is_floating_point() else weight for name, weight in averaged.state_dict().items()})
    report({"step": step, "kept": options.kept})
    torch.save({"averaged": averaged.state_dict()}, out / "apical.checkpoint")
    export(averaged, out / "echo-apical.onnx")


if __name__ == "__main__":
    main()
