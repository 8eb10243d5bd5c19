"""The network that outlines the left heart on one frame of an apical view: about 1.3 million weights, 0.8 GMAC."""
import torch
from torch import nn
import torch.nn.functional as F

# Channels of the output, as logits of a softmax; the numbers are those of the labels of CAMUS.
CLASSES = ["background", "leftVentricle", "myocardium", "leftAtrium"]
SIDE = 256


def block(inside, outside, stride=1):
    return nn.Sequential(nn.Conv2d(inside, outside, 3, stride, 1, bias=False), nn.BatchNorm2d(outside), nn.ReLU(inplace=True))


class ApicalNet(nn.Module):
    """U-Net on 256 x 256 pixels whose first convolution halves the grid; its output is brought back by pixel shuffling.

    In: [n, 1, 256, 256], grey from 0 to 1. Out: [n, 4, 256, 256] logits.
    """

    def __init__(self, widths=(24, 48, 96, 128, 160)):
        super().__init__()
        w = widths
        self.stem = nn.Sequential(nn.Conv2d(1, w[0], 5, 2, 2, bias=False), nn.BatchNorm2d(w[0]), nn.ReLU(inplace=True))
        self.first = block(w[0], w[0])
        self.down = nn.ModuleList([nn.Sequential(block(w[i], w[i + 1], 2), block(w[i + 1], w[i + 1])) for i in range(len(w) - 1)])
        self.narrow = nn.ModuleList([nn.Conv2d(w[i + 1], w[i], 1) for i in range(len(w) - 1)])
        self.join = nn.ModuleList([nn.Sequential(block(w[i], w[i]), block(w[i], w[i])) for i in range(len(w) - 1)])
        self.out = nn.Sequential(nn.Conv2d(w[0], 4 * len(CLASSES), 3, 1, 1), nn.PixelShuffle(2))

    def forward(self, x):
        levels = [self.first(self.stem(x))]
        for down in self.down:
            levels.append(down(levels[-1]))
        up = levels[-1]
        for i in reversed(range(len(self.join))):
            wide = F.interpolate(self.narrow[i](up), scale_factor=2.0, mode="nearest")
            up = self.join[i](wide + levels[i])
        return self.out(up)
