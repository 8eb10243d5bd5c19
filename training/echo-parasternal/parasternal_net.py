"""The network of parasternal views: that of the apical views with more structures, begun from what the apical one learnt."""
import sys
from pathlib import Path

import torch
from torch import nn

sys.path.append(str(Path(__file__).parent.parent / "echo"))
from networks import ApicalNet  # noqa: E402

# Channels of the output, as logits of a softmax. The first four are those of the apical network.
CLASSES = ["background", "leftVentricle", "myocardium", "leftAtrium", "rightVentricle", "aorticRoot"]


def parasternal_net(apical_weights=None):
    """In: [n, 1, 256, 256], grey from 0 to 1. Out: [n, 6, 256, 256] logits. @param apical_weights state of the apical network."""
    network = ApicalNet()
    if apical_weights:
        network.load_state_dict(apical_weights)
    known = network.out[0]
    wide = nn.Conv2d(known.in_channels, 4 * len(CLASSES), 3, 1, 1)
    with torch.no_grad():
        wide.weight[:known.out_channels] = known.weight
        wide.bias[:known.out_channels] = known.bias
        # A structure not yet known begins less likely than all others.
        wide.bias[known.out_channels:] = known.bias.mean() - 2
        wide.weight[known.out_channels:] *= 0.1
    network.out = nn.Sequential(wide, nn.PixelShuffle(2))
    return network
