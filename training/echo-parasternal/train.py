"""Trains the network of parasternal views on slices of digital hearts, drawn anew with cheap speckle. CPU, torch 1.13 or later.

Usage: python3 train.py --slices DIR --apical apical.checkpoint --out DIR [--minutes 22] [--seed 1] [--threads 1]
Without --apical the weights begin at random. The last 40 slices choose nothing and are reported. Prints one JSON line every 50 steps.
"""
import argparse
import copy
import json
import math
import time
from pathlib import Path

import torch
import torch.nn.functional as F

from parasternal_net import CLASSES, parasternal_net
from pictures import IGNORED, SIDE, load, pictures, sectors, warped

BATCH = 4
PEAK_RATE = 1.5e-3
AVERAGING = 0.985
HELD_OUT = 40
# The target of each structure of the slices; valves lie between chambers and teach nothing.
TARGETS = {"papillaryMuscle": "leftVentricle", "valve": None}


def target_table(structures):
    names = [TARGETS.get(name, name if name in CLASSES else "background") for name in structures]
    return torch.tensor([IGNORED if name is None else CLASSES.index(name) for name in names])


def make_batch(slices, facts, table):
    half, depth, face = sectors(len(slices))
    labels = warped(slices, face)
    image, inside = pictures(labels, facts["structures"], half, depth, face)
    return image, torch.where(inside > 0, table[labels], torch.zeros_like(labels))


def loss_of(logits, label):
    """Cross-entropy and one minus the soft Dice coefficient of the structures."""
    known = (label != IGNORED).float()[:, None]
    probability = logits.softmax(1) * known
    truth = F.one_hot(label.where(label != IGNORED, torch.zeros_like(label)), len(CLASSES)).permute(0, 3, 1, 2).float() * known
    both, either = (probability * truth).sum((0, 2, 3))[1:], (probability + truth).sum((0, 2, 3))[1:]
    return F.cross_entropy(logits, label, ignore_index=IGNORED) + 1 - ((2 * both + 1) / (either + 1)).mean()


@torch.no_grad()
def dice(network, batches):
    """Dice coefficient of each structure over all held-out pictures together."""
    network.eval()
    both, either = torch.zeros(len(CLASSES)), torch.zeros(len(CLASSES))
    for image, label in batches:
        found = network(image).argmax(1)
        for k in range(len(CLASSES)):
            one, other = (found == k) & (label != IGNORED), label == k
            both[k] += (one & other).sum()
            either[k] += one.sum() + other.sum()
    return 2 * both / either


def export(network, to):
    """Writes ONNX whose output are probabilities."""
    whole = torch.nn.Sequential(network, torch.nn.Softmax(1)).eval()
    torch.onnx.export(whole, torch.zeros(1, 1, SIDE, SIDE), str(to), opset_version=13, input_names=["frame"], output_names=["outlines"],
                      dynamic_axes={"frame": {0: "n"}, "outlines": {0: "n"}})


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--slices", required=True)
    arguments.add_argument("--apical")
    arguments.add_argument("--out", required=True)
    arguments.add_argument("--minutes", type=float, default=22)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--threads", type=int, default=1)
    options = arguments.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    out = Path(options.out)
    out.mkdir(parents=True, exist_ok=True)

    slices, facts = load(options.slices)
    table = target_table(facts["structures"])
    held = [make_batch(part, facts, table) for part in slices[-HELD_OUT:].split(20)]
    network = parasternal_net(torch.load(options.apical)["averaged"] if options.apical else None)
    averaged = copy.deepcopy(network)
    optimiser = torch.optim.AdamW(network.parameters(), lr=PEAK_RATE, weight_decay=1e-3)
    began, step, total = time.time(), 0, 0.0
    while (spent := (time.time() - began) / 60 / options.minutes) < 1:
        # The rate falls with time and not with steps, so that a slow machine ends in good order too.
        for group in optimiser.param_groups:
            group["lr"] = PEAK_RATE * min(1.0, (step + 1) / 60) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * spent)))
        network.train()
        image, label = make_batch(slices[torch.randint(len(slices) - HELD_OUT, (BATCH,))], facts, table)
        loss = loss_of(network(image), label)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 2.0)
        optimiser.step()
        total += loss.item()
        step += 1
        share = min(AVERAGING, step / (step + 10))
        with torch.no_grad():
            for mean, now in zip(averaged.state_dict().values(), network.state_dict().values()):
                mean.copy_(mean * share + now * (1 - share) if mean.is_floating_point() else now)
        if step % 50 == 0:
            scores = dice(averaged, held)
            print(json.dumps({"step": step, "minutes": round((time.time() - began) / 60, 1), "loss": round(total / 50, 4), "dice": {name: round(float(score), 4) for name, score in zip(CLASSES[1:], scores[1:])}}), flush=True)
            total = 0.0
            export(averaged, out / "echo-parasternal.onnx")
    export(averaged, out / "echo-parasternal.onnx")
    torch.save({"averaged": averaged.state_dict()}, out / "parasternal.checkpoint")


if __name__ == "__main__":
    main()
