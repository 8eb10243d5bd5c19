"""Trains the network that tells views apart and writes ONNX. Runs on a CPU with torch 1.13 or later.

Usage: python3 train.py --slices DIR --train DIR --out DIR [--steps 6000] [--seed 1] [--threads 1]
--train is a folder of CAMUS form. The last tenth of the digital patients, none of which trains, sets the temperature.
Prints one JSON line every 250 steps.
"""
import argparse
import copy
import json
import math
import time
from pathlib import Path

import torch
import torch.nn.functional as F

import stills
from pictures import SIDE, annotated, load, matched, pictures
from view_net import ViewNet

BATCH = 48
REAL = 10
PEAK_RATE = 3e-3
AVERAGING = 0.995
RENDERINGS = 2
SMOOTHING = 0.03


def rendered(slices, traces, facts, times):
    """Pictures of all slices, `times` each, and their views; traces are pictures already."""
    names = facts["views"]
    grey, views = [], []
    for _ in range(times):
        for at in range(0, len(slices), 64):
            about = facts["slices"][at:at + 64]
            grey.append((pictures(slices[at:at + 64], facts["structures"], about) * 255).byte())
            views += [names.index(one["view"]) for one in about]
    return torch.cat([*grey, traces]), torch.tensor(views + [names.index("other")] * len(traces))


def real_batch(images, labels, names):
    """Stills of real patients: whole, with a chamber hidden, or turned into no view."""
    chosen = torch.randint(len(images), (REAL,))
    out, views = [], []
    for i in chosen.tolist():
        image, way = images[i].float() / 255, torch.rand(())
        if way < 0.6:
            out.append(image), views.append(names.index("a4c"))
        elif way < 0.75:
            out.append(stills.without_atrium(image, labels[i])), views.append(names.index("a4cAtriumHidden"))
        elif way < 0.88:
            out.append(stills.without_ventricle(image, labels[i])), views.append(names.index("a4cVentricleHidden"))
        else:
            out.append(stills.no_view(image)), views.append(names.index("other"))
    return torch.stack(out), torch.tensor(views)


def make_batch(grey, views, real, names):
    images, labels = real
    chosen = torch.randint(len(grey), (BATCH - REAL,))
    simulated = grey[chosen].float() / 255
    like = torch.rand(len(simulated)) < 0.45
    if like.any():
        tones = images[torch.randint(len(images), (int(like.sum()),))].float() / 255
        simulated[like] = matched(simulated[like], tones)
    stilled, still_views = real_batch(images, labels, names)
    batch = annotated(torch.cat([simulated, stilled]))
    return stills.moved(batch), torch.cat([views[chosen], still_views])


@torch.no_grad()
def logits_of(network, grey):
    network.eval()
    return torch.cat([network(grey[at:at + 128, None].float() / 255) for at in range(0, len(grey), 128)])


def temperature(logits, views):
    """By which logits are divided so that probabilities are as often right as they say: the least log loss on a grid."""
    return min((0.5 + 0.05 * k for k in range(60)), key=lambda one: F.cross_entropy(logits / one, views).item())


class Calibrated(torch.nn.Module):
    def __init__(self, network, at):
        super().__init__()
        self.network, self.at = network, at

    def forward(self, x):
        return (self.network(x) / self.at).softmax(1)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--slices", required=True)
    arguments.add_argument("--train", required=True)
    arguments.add_argument("--out", required=True)
    arguments.add_argument("--steps", type=int, default=6000)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--threads", type=int, default=1)
    options = arguments.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    out = Path(options.out)
    out.mkdir(parents=True, exist_ok=True)

    slices, traces, facts = load(options.slices)
    names, kept = facts["views"], len(slices) * 9 // 10
    parts = [({**facts, "slices": facts["slices"][a:b]}, slices[a:b]) for a, b in [(0, kept), (kept, len(slices))]]
    cut = len(traces) * 9 // 10
    grey, views = rendered(parts[0][1], traces[:cut], parts[0][0], RENDERINGS)
    held, held_views = rendered(parts[1][1], traces[cut:], parts[1][0], 1)
    real = stills.load(options.train)
    print(json.dumps({"pictures": len(grey), "held out": len(held), "stills": len(real[0])}), flush=True)

    network = ViewNet()
    averaged = copy.deepcopy(network)
    optimiser = torch.optim.AdamW(network.parameters(), lr=PEAK_RATE, weight_decay=2e-3)
    began, total = time.time(), 0.0
    for step in range(options.steps):
        rate = PEAK_RATE * min(1.0, step / 100) * 0.5 * (1 + math.cos(math.pi * step / options.steps))
        for group in optimiser.param_groups:
            group["lr"] = rate
        network.train()
        batch, truth = make_batch(grey, views, real, names)
        loss = F.cross_entropy(network(batch), truth, label_smoothing=SMOOTHING)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        optimiser.step()
        total += loss.item()
        with torch.no_grad():
            share = min(AVERAGING, (step + 1) / (step + 10))
            for mean, now in zip(averaged.state_dict().values(), network.state_dict().values()):
                mean.copy_(mean * share + now * (1 - share) if mean.dtype.is_floating_point else now)
        if (step + 1) % 250 == 0 or step + 1 == options.steps:
            logits = logits_of(averaged, held)
            at = temperature(logits, held_views)
            right = (logits.argmax(1) == held_views).float().mean().item()
            print(json.dumps({"step": step + 1, "loss": round(total / 250, 4), "right": round(right, 4), "temperature": round(at, 2), "seconds": round(time.time() - began)}), flush=True)
            total = 0.0
            torch.onnx.export(Calibrated(averaged, at).eval(), torch.zeros(1, 1, SIDE, SIDE), str(out / "echo-view.onnx"), opset_version=13, input_names=["frame"], output_names=["views"],
                              dynamic_axes={"frame": {0: "n"}, "views": {0: "n"}})


if __name__ == "__main__":
    main()
