"""Dice coefficients of every structure on digital chests that were not trained on: python3 evaluate-chests.py NETWORK.pt DIR

Prints one line for the parametric bodies and one for the voxelised anatomy.
"""
import json
import sys

import torch

from chests import load
from networks import ChestNet
from train import dice_of


def main(network_file, folder):
    greys, truths, voxelised = load(folder)
    network = ChestNet()
    network.load_state_dict(torch.load(network_file))
    for name, wanted in {"parametric": False, "voxelised": True}.items():
        chosen = [i for i, one in enumerate(voxelised) if one == wanted]
        print(json.dumps({"bodies": name, "chests": len(chosen), "dice": dice_of(network, [(greys[i], truths[i]) for i in chosen])}))


if __name__ == "__main__":
    main(*sys.argv[1:3])
