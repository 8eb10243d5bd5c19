"""Trains the network that tells whether a four-chamber frame is shown with left and right changed, and writes ONNX. CPU, torch 1.13 or later.

Usage: python3 train.py --train camus/train --valid camus/valid --frames DIR --out DIR [--steps 1500] [--seed 1] [--threads 1]
--frames is a folder of `training/echo/export-frames.ts`, of which the four-chamber frames are taken. Half of every batch are stills of
patients, half digital frames; half of either are turned over. The last 60 digital frames and the validation patients choose nothing
and are reported, shown either way. A JSON line every 250 steps.
"""
import argparse
import copy
import json
import math
import sys
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

sys.path.append(str(Path(__file__).parent.parent / "echo-views"))
import stills  # noqa: E402
from pictures import SIDE, annotated  # noqa: E402
from view_net import ViewNet  # noqa: E402

BATCH = 48
PEAK_RATE = 2e-3
AVERAGING = 0.99
HELD_OUT = 60
# As `export-frames.ts` draws them: so many frames of one view, then of the next of three.
MOMENTS, VIEWS, FOUR_CHAMBERS = 2, 3, 0
FRAME_SIDE = 256


class Orientation(nn.Module):
    """In: [n, 1, 96, 96], grey from 0 to 1. Out: [n, 1] probability that left and right are changed; 1 less it for the mirrored frame."""

    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, x):
        own, other = self.network(x), self.network(x.flip(3))
        return torch.sigmoid((own - other) / 2)


def four_chambers(folder):
    """Digital four-chamber frames as uint8 [n, 96, 96]."""
    frames = np.fromfile(Path(folder) / "frames.bin", np.uint8).reshape(-1, FRAME_SIDE, FRAME_SIDE)
    chosen = np.arange(len(frames)) // MOMENTS % VIEWS == FOUR_CHAMBERS
    shown = torch.from_numpy(frames[chosen])[:, None].float()
    return F.interpolate(shown, size=(SIDE, SIDE), mode="bilinear", align_corners=False, antialias=True)[:, 0].round().byte()


@torch.no_grad()
def told(network, images):
    """Share of the images told rightly, and by how much the least sure is told, as a probability; the mirrored ones mirror this."""
    network.eval()
    wrong_way = Orientation(network)(images[:, None].float() / 255)[:, 0]
    return round(float((wrong_way < 0.5).float().mean()), 4), round(float(1 - wrong_way.max()), 3)


def main():
    arguments = argparse.ArgumentParser()
    for name in ["--train", "--valid", "--frames", "--out"]:
        arguments.add_argument(name, required=True)
    arguments.add_argument("--steps", type=int, default=1500)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--threads", type=int, default=1)
    options = arguments.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    out = Path(options.out)
    out.mkdir(parents=True, exist_ok=True)

    patients, digital = stills.load(options.train)[0], four_chambers(options.frames)
    held = stills.load(options.valid)[0]
    network = ViewNet()
    network.out = nn.Linear(network.out.in_features, 1)
    averaged = copy.deepcopy(network)
    optimiser = torch.optim.AdamW(network.parameters(), lr=PEAK_RATE, weight_decay=2e-3)
    for step in range(options.steps):
        for group in optimiser.param_groups:
            group["lr"] = PEAK_RATE * min(1.0, (step + 1) / 50) * 0.5 * (1 + math.cos(math.pi * step / options.steps))
        network.train()
        shown = torch.cat([patients[torch.randint(len(patients), (BATCH // 2,))], digital[torch.randint(len(digital) - HELD_OUT, (BATCH // 2,))]])
        turned = torch.rand(BATCH) < 0.5
        picture = stills.moved(torch.where(turned[:, None, None], shown.flip(2), shown).float() / 255)
        loss = F.binary_cross_entropy_with_logits(network(annotated(picture[:, 0])[:, None])[:, 0], turned.float() * 0.96 + 0.02)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        optimiser.step()
        share = min(AVERAGING, (step + 1) / (step + 10))
        with torch.no_grad():
            for mean, now in zip(averaged.state_dict().values(), network.state_dict().values()):
                mean.copy_(mean * share + now * (1 - share) if mean.is_floating_point() else now)
        if (step + 1) % 250 == 0 or step + 1 == options.steps:
            print(json.dumps({"step": step + 1, "loss": round(loss.item(), 4), "patients": told(averaged, held), "digital": told(averaged, digital[-HELD_OUT:])}), flush=True)
            torch.onnx.export(Orientation(averaged).eval(), torch.zeros(1, 1, SIDE, SIDE), str(out / "echo-orientation.onnx"), opset_version=13, input_names=["frame"], output_names=["reversed"],
                              dynamic_axes={"frame": {0: "n"}, "reversed": {0: "n"}})


if __name__ == "__main__":
    main()
