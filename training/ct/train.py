"""Trains the network of chests on digital CTs and writes ONNX. Runs on a CPU with torch 1.13 or later.

Usage: python3 train.py --chests DIR --out DIR [--steps 2000] [--minutes M] [--start WEIGHTS] [--seed 1] [--threads 1]
Ends after so many steps or minutes, whichever comes first; the rate falls towards that end.
One chest in twelve is held out; prints one JSON line per 100 steps, and at the end the Dice coefficients on those held out.
"""
import argparse
import copy
import json
import math
import time
from pathlib import Path

import torch
import torch.nn.functional as F

from chests import load, make_chest
from networks import CLASSES, SHAPE, ChestNet, normalised

PEAK_RATE = 3e-3
AVERAGING = 0.995
HELD_OUT = 12


def loss_of(logits, truth):
    """Cross-entropy and one minus the soft Dice coefficient of the structures that are there."""
    probability = logits.softmax(1)
    known = F.one_hot(truth, len(CLASSES)).permute(0, 4, 1, 2, 3).float()
    both = (probability * known).sum((0, 2, 3, 4))[1:]
    either = (probability + known).sum((0, 2, 3, 4))[1:]
    there = known.sum((0, 2, 3, 4))[1:] > 0
    return F.cross_entropy(logits, truth) + 1 - ((2 * both[there] + 1) / (either[there] + 1)).mean()


def rate_at(step, done):
    """@param done share of the training, 0 to 1."""
    return PEAK_RATE * min(1.0, step / 60) * 0.5 * (1 + math.cos(math.pi * min(1.0, done)))


def export(network, to):
    """Writes ONNX whose output are probabilities, for volumes of any size."""
    whole = torch.nn.Sequential(network, torch.nn.Softmax(1)).eval()
    sizes = {2: "slices", 3: "rows", 4: "columns"}
    torch.onnx.export(whole, torch.zeros(1, 1, *SHAPE), str(to), opset_version=13, input_names=["ct"], output_names=["probabilities"], dynamic_axes={"ct": sizes, "probabilities": sizes})


def keep(network, out):
    torch.save(network.state_dict(), out / "spect-ct-chest.pt")
    export(network, out / "spect-ct-chest.onnx")


@torch.no_grad()
def dice_of(network, chests):
    """Mean Dice coefficient of each structure, over the chests that show it."""
    network.eval()
    scores = {name: [] for name in CLASSES[1:]}
    for grey, truth in chests:
        seen, known = make_chest(grey, truth, vary=False)
        found = network(normalised(seen)[None, None]).argmax(1)[0]
        for k, name in enumerate(CLASSES[1:], 1):
            size = int((known == k).sum())
            if size > 0:
                scores[name].append(2 * int(((found == k) & (known == k)).sum()) / (size + int((found == k).sum())))
    return {name: round(sum(values) / len(values), 3) for name, values in scores.items()}


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--chests", required=True)
    arguments.add_argument("--out", required=True)
    arguments.add_argument("--steps", type=int, default=2000)
    arguments.add_argument("--minutes", type=float, default=math.inf)
    arguments.add_argument("--start")
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--threads", type=int, default=1)
    options = arguments.parse_args()
    torch.set_num_threads(options.threads)
    torch.set_flush_denormal(True)
    out = Path(options.out)
    out.mkdir(parents=True, exist_ok=True)

    greys, truths, _ = load(options.chests)
    held_out = list(range(0, len(greys), HELD_OUT))
    taught = [i for i in range(len(greys)) if i % HELD_OUT]
    torch.manual_seed(options.seed)
    network = ChestNet()
    if options.start:
        network.load_state_dict(torch.load(options.start))
    averaged = copy.deepcopy(network)
    optimiser = torch.optim.AdamW(network.parameters(), lr=PEAK_RATE, weight_decay=1e-3)
    began, total, step = time.time(), 0.0, 0
    while (done := max(step / options.steps, (time.time() - began) / 60 / options.minutes)) < 1:
        for group in optimiser.param_groups:
            group["lr"] = rate_at(step, done)
        i = taught[torch.randint(len(taught), (1,)).item()]
        seen, known = make_chest(greys[i], truths[i])
        loss = loss_of(network(normalised(seen)[None, None]), known[None])
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 2.0)
        optimiser.step()
        total += loss.item()
        share = min(AVERAGING, (step + 1) / (step + 20))
        with torch.no_grad():
            for mean, now in zip(averaged.parameters(), network.parameters()):
                mean.mul_(share).add_(now, alpha=1 - share)
        step += 1
        if step % 100 == 0:
            print(json.dumps({"step": step, "loss": round(total / 100, 4), "seconds": round(time.time() - began)}), flush=True)
            total = 0.0
            keep(averaged, out)
    keep(averaged, out)
    print(json.dumps({"steps": step, "weights": sum(p.numel() for p in network.parameters()), "held out": len(held_out), "dice": dice_of(averaged, [(greys[i], truths[i]) for i in held_out])}))


if __name__ == "__main__":
    main()
