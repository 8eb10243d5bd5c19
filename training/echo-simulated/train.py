"""Trains one network of apical and parasternal views on digital hearts alone, from random weights. CPU, torch 1.13 or later.

Usage: python3 train.py --apical DIR --parasternal DIR --out DIR [--minutes 50] [--seed 1] [--threads 1] [--valid camus/valid]
The folders are frames of `training/echo/export-frames.ts` and `training/echo-parasternal/export-frames.ts`. Frames are bent, lit and
cut anew in every batch as real ones are in `training/echo/frames.py`. The last 60 frames of either folder choose nothing and are
reported; so are real patients where --valid names them: no weight is learnt of them. A JSON line every 200 steps.
"""
import argparse
import copy
import json
import math
import sys
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

for folder in ["echo-parasternal", "echo"]:
    sys.path.insert(0, str(Path(__file__).parent.parent / folder))
import frames as real_frames  # noqa: E402
from networks import SIDE  # noqa: E402
from parasternal_net import CLASSES, parasternal_net  # noqa: E402
from train import export  # noqa: E402

APICAL_A_BATCH = 4
PARASTERNAL_A_BATCH = 4
PEAK_RATE = 2e-3
AVERAGING = 0.998
HELD_OUT = 60
IGNORED = 255
# The target of each structure of the frames; valves lie between chambers and teach nothing, what lies outside the sector is background.
TARGETS = {"papillaryMuscle": "leftVentricle", "valve": None}


def load_frames(folder, structures):
    """Frames and targets as uint8 [n, 256, 256]."""
    frames, labels = [np.fromfile(Path(folder) / f"{name}.bin", np.uint8).reshape(-1, SIDE, SIDE) for name in ["frames", "labels"]]
    names = [TARGETS.get(name, name if name in CLASSES else "background") for name in structures]
    table = np.zeros(256, np.uint8)
    table[:len(names)] = [IGNORED if name is None else CLASSES.index(name) for name in names]
    return torch.from_numpy(frames), torch.from_numpy(table[labels])


def loss_of(logits, label):
    """Cross-entropy and one minus the soft Dice coefficient of the structures, where the label is known."""
    known = (label != IGNORED).float()[:, None]
    probability = logits.softmax(1) * known
    truth = F.one_hot(label.where(label != IGNORED, torch.zeros_like(label)), len(CLASSES)).permute(0, 3, 1, 2).float() * known
    both, either = (probability * truth).sum((0, 2, 3))[1:], (probability + truth).sum((0, 2, 3))[1:]
    return F.cross_entropy(logits, label, ignore_index=IGNORED) + 1 - ((2 * both + 1) / (either + 1)).mean()


@torch.no_grad()
def dice(network, images, labels):
    """Dice coefficient of each structure over all frames together."""
    network.eval()
    both, either = torch.zeros(len(CLASSES)), torch.zeros(len(CLASSES))
    for image, label in zip(images.split(20), labels.split(20)):
        found = network(image[:, None].float() / 255).argmax(1)
        for k in range(len(CLASSES)):
            one, other = (found == k) & (label != IGNORED), label == k
            both[k] += (one & other).sum()
            either[k] += one.sum() + other.sum()
    return {name: round(float(2 * both[k] / either[k]), 4) for k, name in enumerate(CLASSES) if k > 0 and either[k] > 0}


def main():
    arguments = argparse.ArgumentParser()
    for name in ["--apical", "--parasternal", "--out"]:
        arguments.add_argument(name, required=True)
    arguments.add_argument("--valid")
    arguments.add_argument("--minutes", type=float, default=50)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--threads", type=int, default=1)
    options = arguments.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    out = Path(options.out)
    out.mkdir(parents=True, exist_ok=True)

    structures = json.loads((Path(options.apical) / "frames.json").read_text())["structures"]
    parts = [(load_frames(folder, structures), count) for folder, count in [(options.apical, APICAL_A_BATCH), (options.parasternal, PARASTERNAL_A_BATCH)]]
    patients = real_frames.load(options.valid)[:2] if options.valid else None
    network = parasternal_net()
    averaged = copy.deepcopy(network)
    optimiser = torch.optim.AdamW(network.parameters(), lr=PEAK_RATE, weight_decay=1e-3)

    def report(facts):
        for name, ((images, labels), _) in zip(["apical", "parasternal"], parts):
            facts[name] = dice(averaged, images[-HELD_OUT:], labels[-HELD_OUT:])
        if patients:
            facts["patients"] = dice(averaged, *patients)
        print(json.dumps(facts), flush=True)

    began, step, total = time.time(), 0, 0.0
    while (spent := (time.time() - began) / 60 / options.minutes) < 1:
        # The rate falls with time and not with steps, so that a slow machine ends in good order too.
        for group in optimiser.param_groups:
            group["lr"] = PEAK_RATE * min(1.0, (step + 1) / 100) * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * spent)))
        network.train()
        chosen = [torch.randint(len(images) - HELD_OUT, (count,)) for (images, _), count in parts]
        image, label = real_frames.make_batch(torch.cat([images[at] for ((images, _), _), at in zip(parts, chosen)]), torch.cat([labels[at] for ((_, labels), _), at in zip(parts, chosen)]))
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
        if step % 200 == 0:
            report({"step": step, "minutes": round((time.time() - began) / 60, 1), "loss": round(total / 200, 4)})
            total = 0.0
            export(averaged, out / "echo-simulated.onnx")
    report({"step": step})
    export(averaged, out / "echo-simulated.onnx")


if __name__ == "__main__":
    main()
