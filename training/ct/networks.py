"""The network that finds the heart's chambers and what surrounds them on a coarse CT: about 1.6 million weights."""
import torch
from torch import nn

# Channels of the output, in order.
CLASSES = [
    "background", "leftVentricleWall", "septum", "leftVentricleCavity", "rightVentricle", "leftAtrium", "rightAtrium", "aorta",
    "inferiorVenaCava", "vertebrae", "sternum", "ribs", "paraspinalMuscle", "lungs", "liver",
]
HEART = range(1, 7)
SPACING_MM = 6.0
# Slices, rows and columns of a training volume; any multiples of 8 can be read.
SHAPE = (64, 56, 72)
AIR = -1000.0


def normalised(hounsfield):
    """Grey as the network takes it: air is -2, soft tissue about 0.1."""
    return hounsfield.clamp(-1000, 600) / 500


def block(inside, outside, stride=1, size=3):
    return nn.Sequential(nn.Conv3d(inside, outside, size, stride, size // 2, bias=False), nn.InstanceNorm3d(outside, affine=True), nn.LeakyReLU(0.01, inplace=True))


class ChestNet(nn.Module):
    """U-Net whose first convolution halves the grid, so that most of its work is done on voxels of 12 mm and more.

    In: [n, 1, slices, rows, columns], grey as `normalised`. Out: [n, 15, slices, rows, columns] logits.
    """

    def __init__(self, widths=(24, 64, 128)):
        super().__init__()
        w = widths
        self.stem = block(1, w[0], 2, 5)
        self.first = block(w[0], w[0])
        self.down = nn.ModuleList([nn.Sequential(block(w[i], w[i + 1], 2), block(w[i + 1], w[i + 1])) for i in range(len(w) - 1)])
        self.deep = block(w[-1], w[-1])
        self.up = nn.ModuleList([nn.ConvTranspose3d(w[i + 1], w[i], 2, 2) for i in range(len(w) - 1)])
        self.join = nn.ModuleList([nn.Sequential(block(2 * w[i], w[i]), block(w[i], w[i])) for i in range(len(w) - 1)])
        self.fine = nn.ConvTranspose3d(w[0], 11, 2, 2)
        self.last = block(12, 16)
        self.out = nn.Conv3d(16, len(CLASSES), 1)

    def forward(self, x):
        levels = [self.first(self.stem(x))]
        for down in self.down:
            levels.append(down(levels[-1]))
        wide = self.deep(levels[-1])
        for i in reversed(range(len(self.join))):
            wide = self.join[i](torch.cat([self.up[i](wide), levels[i]], 1))
        return self.out(self.last(torch.cat([self.fine(wide), x], 1)))
