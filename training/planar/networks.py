"""The two networks of the planar pipeline, small enough to run in about two milliseconds on one core."""
import torch
from torch import nn
import torch.nn.functional as F

BODY_REGIONS = ["body", "heart", "spine", "kidneys", "bladder", "skull", "pelvis", "ribs", "hotSpot"]
CHEST_REGIONS = ["heart", "sternum", "spine", "ribs", "kidneys", "lungs", "liver", "body"]
# Global answers of the body network, as logits.
BODY_ANSWERS = ["boneScan", "upsideDown", "viewsSwapped"]


def block(inside, outside, stride=1):
    return nn.Sequential(nn.Conv2d(inside, outside, 3, stride, 1, bias=False), nn.BatchNorm2d(outside), nn.ReLU(inplace=True))


class SmallUNet(nn.Module):
    """U-Net whose first convolution already halves the grid; its output is brought back by pixel shuffling."""

    def __init__(self, widths, regions):
        super().__init__()
        w = widths
        self.stem = nn.Sequential(nn.Conv2d(2, w[0], 5, 2, 2, bias=False), nn.BatchNorm2d(w[0]), nn.ReLU(inplace=True))
        self.first = block(w[0], w[0])
        self.down = nn.ModuleList([nn.Sequential(block(w[i], w[i + 1], 2), block(w[i + 1], w[i + 1])) for i in range(len(w) - 1)])
        self.narrow = nn.ModuleList([nn.Conv2d(w[i + 1], w[i], 1) for i in range(len(w) - 1)])
        self.join = nn.ModuleList([block(w[i], w[i]) for i in range(len(w) - 1)])
        self.out = nn.Sequential(nn.Conv2d(w[0], 4 * regions, 1), nn.PixelShuffle(2))

    def forward(self, x):
        levels = [self.first(self.stem(x))]
        for down in self.down:
            levels.append(down(levels[-1]))
        bottom = up = levels[-1]
        for i in reversed(range(len(self.join))):
            wide = F.interpolate(self.narrow[i](up), size=levels[i].shape[2:], mode="nearest")
            up = self.join[i](wide + levels[i])
        return self.out(up), bottom, up


class BodyNet(nn.Module):
    """Whole field of view at 12 mm: where things are, and whether this is a bone scan seen the right way."""

    def __init__(self, widths=(10, 20, 40, 64)):
        super().__init__()
        self.unet = SmallUNet(widths, len(BODY_REGIONS))
        self.answers = nn.Sequential(nn.Linear(2 * widths[-1], 48), nn.ReLU(inplace=True), nn.Linear(48, len(BODY_ANSWERS)))

    def forward(self, x):
        regions, bottom, _ = self.unet(x)
        pooled = torch.cat([bottom.mean((2, 3)), bottom.amax((2, 3))], 1)
        return regions, self.answers(pooled)


class ChestNet(nn.Module):
    """The chest at 5 mm: outlines, the embedding, the grade, bone scan or not, and how far the heart centre may be off."""

    def __init__(self, widths=(12, 24, 48, 72), embedding=32):
        super().__init__()
        self.unet = SmallUNet(widths, len(CHEST_REGIONS))
        pooled = widths[-1] + len(CHEST_REGIONS) * (widths[0] + 2)
        self.embed = nn.Sequential(nn.Linear(pooled, 96), nn.ReLU(inplace=True), nn.Dropout(0.1), nn.Linear(96, embedding), nn.Tanh())
        self.grade = nn.Linear(embedding, 4)
        self.bone = nn.Linear(embedding, 1)
        self.spread = nn.Linear(embedding, 2)

    def forward(self, x):
        regions, bottom, fine = self.unet(x)
        weight = F.avg_pool2d(torch.sigmoid(regions), 2)
        values = torch.cat([fine, F.avg_pool2d(x, 2)], 1)
        total = weight.sum((2, 3)) + 1.0
        means = torch.einsum("brhw,bchw->brc", weight, values) / total.unsqueeze(2)
        embedding = self.embed(torch.cat([bottom.mean((2, 3)), means.flatten(1)], 1))
        return regions, self.grade(embedding), self.bone(embedding), self.spread(embedding), embedding
