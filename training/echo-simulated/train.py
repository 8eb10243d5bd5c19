"""Trains one network of apical and parasternal views on digital hearts alone, from random weights. CPU, torch 1.13 or later.

Usage: python3 train.py --apical DIR --parasternal DIR --out DIR [--minutes 50] [--seed 1] [--threads 1] [--valid camus/valid]
The folders are frames of `training/echo/export-frames.ts` and `training/echo-parasternal/export-frames.ts`. A third of every batch are
their frames of apical views; a third are cheap pictures of the labels of such frames, by ever new scanners (`training/echo-parasternal/pictures.py`);
a third are frames of parasternal views. All are bent, lit and cut anew as real ones are in `training/echo/frames.py`, and made harder. The last 60 frames of either folder choose nothing and are
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
from frames import smooth_noise, some, uniform  # noqa: E402
from networks import SIDE  # noqa: E402
from parasternal_net import CLASSES, parasternal_net  # noqa: E402
from pictures import pictures, sectors, warped  # noqa: E402
from train import export  # noqa: E402

A_BATCH = 3
PEAK_RATE = 2e-3
AVERAGING = 0.998
HELD_OUT = 60
IGNORED = 255
OUTSIDE = 255
# The target of each structure of the frames; valves lie between chambers and teach nothing, what lies outside the sector is background.
TARGETS = {"papillaryMuscle": "leftVentricle", "valve": None}


def load_frames(folder):
    """Frames and the structures in them as uint8 [n, 256, 256]."""
    return [torch.from_numpy(np.fromfile(Path(folder) / f"{name}.bin", np.uint8).reshape(-1, SIDE, SIDE)) for name in ["frames", "labels"]]


def target_table(structures):
    """The target of each structure; 255 lies outside the sector."""
    names = [TARGETS.get(name, name if name in CLASSES else "background") for name in structures]
    table = np.zeros(256, np.uint8)
    table[:len(names)] = [IGNORED if name is None else CLASSES.index(name) for name in names]
    return torch.from_numpy(table)


def cheap_pictures(labels, structures):
    """Pictures of the structures by new scanners, as uint8, and the structures they show; 255 outside their sectors."""
    half, depth, face = sectors(len(labels))
    shown = warped(labels.where(labels != OUTSIDE, torch.zeros_like(labels)), face)
    picture, inside = pictures(shown, structures, half, depth, face)
    return (picture[:, 0] * 255).byte(), shown.where(inside > 0, torch.full_like(shown, OUTSIDE)).byte()


def harder(image):
    """Walls that fade in places, haze near the probe, coarse speckle and blur, beyond what the simulated scanners show: so that shapes are learnt."""
    n = len(image)
    each = lambda value: value[:, None, None, None]
    inside = (image > 0.004).float()
    image = image * torch.exp(smooth_noise(n, 7) * each(uniform(n, 0, 0.8)))
    coarse = torch.cat([F.interpolate(torch.randn(1, 1, cells, cells), size=(SIDE, SIDE), mode="bicubic", align_corners=False) for cells in torch.randint(30, 110, (n,)).tolist()])
    image = image * torch.exp(coarse * each(uniform(n, 0, 0.45)))
    down = torch.linspace(0, 1, SIDE)[None, None, :, None]
    haze = torch.exp(-down / each(uniform(n, 0.08, 0.3))) * torch.sigmoid(smooth_noise(n, 5)) * each(uniform(n, 0, 0.7) * some(n, 0.6))
    image = image + haze * inside * (1 - image).clamp(0, 1)
    soft = F.avg_pool2d(image, 5, 1, 2)
    return torch.lerp(image, soft, each(uniform(n, 0, 1) * some(n, 0.5))).clamp(0, 1)


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
    table = target_table(structures)
    apical, parasternal = [load_frames(folder) for folder in [options.apical, options.parasternal]]
    patients = real_frames.load(options.valid)[:2] if options.valid else None
    network = parasternal_net()
    averaged = copy.deepcopy(network)
    optimiser = torch.optim.AdamW(network.parameters(), lr=PEAK_RATE, weight_decay=1e-3)

    def report(facts):
        for name, (images, labels) in {"apical": apical, "parasternal": parasternal}.items():
            facts[name] = dice(averaged, images[-HELD_OUT:], table[labels[-HELD_OUT:].long()])
        if patients:
            facts["patients"] = dice(averaged, *patients)
        print(json.dumps(facts), flush=True)

    began, step, total = time.time(), 0, 0.0
    while (spent := (time.time() - began) / 60 / options.minutes) < 1:
        # The rate falls with time and not with steps, so that a slow machine ends in good order too.
        for group in optimiser.param_groups:
            group["lr"] = PEAK_RATE * min(1.0, (step + 1) / 100) * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * spent)))
        network.train()
        drawn = lambda part: torch.randint(len(part[0]) - HELD_OUT, (A_BATCH,))
        shown = [[part[at] for part in parts] for parts, at in [(apical, drawn(apical)), (parasternal, drawn(parasternal))]]
        shown.append(cheap_pictures(apical[1][drawn(apical)], structures))
        image, label = real_frames.make_batch(torch.cat([images for images, _ in shown]), table[torch.cat([labels for _, labels in shown]).long()])
        loss = loss_of(network(harder(image)), label)
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
