"""Refines the network of parasternal views on frames of the phantom's own ultrasound model, mixed with cheap pictures.

Usage: python3 refine.py --slices DIR --frames DIR --start parasternal.checkpoint|echo-parasternal.onnx --out DIR [--minutes 11] [--seed 1] [--threads 1]
Means and variances of the normalisation stay as they were. The last 40 frames choose nothing and are reported.
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

from parasternal_net import parasternal_net
from pictures import SIDE, each, load, smooth_noise, some, uniform
from shipped import load_shipped
from train import AVERAGING, CLASSES, dice, export, loss_of, make_batch, target_table

FRAMES_A_BATCH = 4
SLICES_A_BATCH = 2
PEAK_RATE = 5e-4
HELD_OUT = 40
OUTSIDE = 255


def load_frames(folder):
    return [torch.from_numpy(np.fromfile(Path(folder) / f"{name}.bin", np.uint8).reshape(-1, SIDE, SIDE)) for name in ["frames", "labels"]]


def targets_of(labels, table):
    inside = labels != OUTSIDE
    return torch.where(inside, table[labels.long() * inside], torch.zeros_like(labels, dtype=torch.long))


def varied(frames, labels):
    """Frames turned, zoomed, shifted and bent a little, and lit anew, with their labels."""
    n = len(frames)
    angle, zoom, stretch = torch.randn(n) * 0.08, torch.exp(uniform(n, -0.14, 0.2)), torch.exp(torch.randn(n) * 0.04)
    cos, sin = torch.cos(angle), torch.sin(angle)
    matrix = torch.stack([
        torch.stack([cos * zoom * stretch, -sin * zoom, uniform(n, -0.12, 0.12)], 1),
        torch.stack([sin * zoom, cos * zoom / stretch, uniform(n, -0.1, 0.1)], 1),
    ], 1)
    grid = F.affine_grid(matrix, (n, 1, SIDE, SIDE), align_corners=False)
    bend = torch.cat([smooth_noise(n, 5), smooth_noise(n, 5)], 1) * 0.012 * each(some(n, 0.5))
    grid = grid + bend.permute(0, 2, 3, 1)
    image = F.grid_sample(frames[:, None].float() / 255, grid, mode="bilinear", align_corners=False)
    # Outside of the picture lies no structure: shifted by one, zeros are that.
    label = F.grid_sample(labels[:, None].float() + 1, grid, mode="nearest", align_corners=False)[:, 0].long() - 1
    image = image ** each(torch.exp(torch.randn(n) * 0.2)) * each(torch.exp(torch.randn(n) * 0.12))
    return image.clamp(0, 1), torch.where(label < 0, torch.full_like(label, OUTSIDE), label)


def main():
    arguments = argparse.ArgumentParser()
    for name in ["--slices", "--frames", "--start", "--out"]:
        arguments.add_argument(name, required=True)
    arguments.add_argument("--minutes", type=float, default=11)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--threads", type=int, default=1)
    options = arguments.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    out = Path(options.out)
    out.mkdir(parents=True, exist_ok=True)

    slices, facts = load(options.slices)
    table = target_table(facts["structures"])
    frames, labels = load_frames(options.frames)
    held = [(part[:, None].float() / 255, targets_of(own, table)) for part, own in zip(frames[-HELD_OUT:].split(20), labels[-HELD_OUT:].split(20))]
    network = parasternal_net()
    if options.start.endswith(".onnx"):
        load_shipped(network, options.start)
    else:
        network.load_state_dict(torch.load(options.start)["averaged"])
    network.eval()
    averaged = copy.deepcopy(network)
    optimiser = torch.optim.AdamW(network.parameters(), lr=PEAK_RATE, weight_decay=1e-3)
    print(json.dumps({"step": 0, "dice": {name: round(float(score), 4) for name, score in zip(CLASSES[1:], dice(averaged, held)[1:])}}), flush=True)
    began, step, total = time.time(), 0, 0.0
    while (spent := (time.time() - began) / 60 / options.minutes) < 1:
        for group in optimiser.param_groups:
            group["lr"] = PEAK_RATE * min(1.0, (step + 1) / 20) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * spent)))
        chosen = torch.randint(len(frames) - HELD_OUT, (FRAMES_A_BATCH,))
        image, label = varied(frames[chosen], labels[chosen])
        cheap_image, cheap_label = make_batch(slices[torch.randint(len(slices), (SLICES_A_BATCH,))], facts, table)
        loss = loss_of(network(torch.cat([image, cheap_image])), torch.cat([targets_of(label, table), cheap_label]))
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
        if step % 50 == 0:
            scores = dice(averaged, held)
            print(json.dumps({"step": step, "minutes": round((time.time() - began) / 60, 1), "loss": round(total / 50, 4), "dice": {name: round(float(score), 4) for name, score in zip(CLASSES[1:], scores[1:])}}), flush=True)
            total = 0.0
            export(averaged, out / "echo-parasternal.onnx")
    export(averaged, out / "echo-parasternal.onnx")


if __name__ == "__main__":
    main()
