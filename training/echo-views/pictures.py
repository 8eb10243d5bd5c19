"""Pictures of ultrasound made of slices of labels in the geometry of a sector: cheap speckle of ever new scanners.

A slice says which structure lies at each sample of a sector. Every batch draws how brightly each structure answers, gain,
attenuation, shadow, dropout, haze, noise, blur, the part of the square that the sector fills, text and an electrocardiogram.
"""
import json
import sys
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

sys.path.append(str(Path(__file__).parent.parent / "echo"))
from frames import some, uniform  # noqa: E402

SIDE = 96
# Mean and spread of what each structure sends back, dB.
ECHOES = {
    "surroundings": (-15, 7), "leftVentricle": (-34, 7), "myocardium": (0, 2.5), "leftAtrium": (-34, 7), "rightVentricle": (-34, 7), "aorticRoot": (-34, 7),
    "rightAtrium": (-34, 7), "papillaryMuscle": (0, 3), "valve": (-1, 3.5), "chamberWall": (0, 3.5), "pericardium": (3.5, 4), "liver": (-7, 4), "shadow": (-42, 7),
}
BLOOD = ["leftVentricle", "leftAtrium", "rightVentricle", "aorticRoot", "rightAtrium"]


def load(folder):
    """Slices [n, depths, lines] and traces [n, 96, 96] as uint8, and what is known of them."""
    facts = json.loads((Path(folder) / "slices.json").read_text())
    slices = np.fromfile(Path(folder) / "labels.bin", np.uint8).reshape(-1, facts["depths"], facts["lines"])
    traces = np.fromfile(Path(folder) / "traces.bin", np.uint8).reshape(-1, SIDE, SIDE)
    return torch.from_numpy(slices), torch.from_numpy(traces), facts


def each(value, dimensions=3):
    return value.reshape(-1, *([1] * dimensions))


def smooth(n, cells, rows, columns):
    return F.interpolate(torch.randn(n, 1, cells, cells), size=(rows, columns), mode="bilinear", align_corners=False)[:, 0]


def bells(sigma, reach):
    at = torch.arange(-reach, reach + 1).float()
    bell = torch.exp(-0.5 * (at[None] / sigma[:, None]) ** 2)
    return bell / bell.square().sum(1, keepdim=True).sqrt()


def blurred(field, along, across):
    """Each picture blurred by its own beam; energy is kept. @param field [2, n, depths, lines], real and imaginary."""
    n = field.shape[1]
    field = F.conv2d(field, bells(along, 2)[:, None, :, None], padding=(2, 0), groups=n)
    return F.conv2d(field, bells(across, 3)[:, None, None, :], padding=(0, 3), groups=n)


def echoes(labels, structures):
    """Strength of each sample, dB: one for all blood with a little of its own in each chamber, a smooth field for what lies about the heart."""
    n, rows, columns = labels.shape
    table = torch.stack([ECHOES[name][0] + ECHOES[name][1] * torch.randn(n) for name in structures], 1)
    blood = torch.randn(n) * 7 - 34
    for name in BLOOD:
        table[:, structures.index(name)] = blood + torch.randn(n) * 2
    strength = table.gather(1, labels.reshape(n, -1).long()).reshape(labels.shape)
    about = (labels == structures.index("surroundings")).float()
    return strength + about * smooth(n, 5, rows, columns) * 6 + smooth(n, 7, rows, columns) * each(uniform(n, 0, 3.5), 2)


def scanned(labels, structures):
    """Grey of each sample of the sector, 0 to 1."""
    n, rows, columns = labels.shape
    along, line = torch.linspace(0, 1, rows)[None, :, None], torch.linspace(-1, 1, columns)[None, None]
    field = torch.randn(2, n, rows, columns) * 10 ** (echoes(labels, structures) / 20)
    haze = blurred(torch.randn(2, n, rows, columns), uniform(n, 0.5, 1.2), uniform(n, 0.7, 2)) * (10 ** (each(uniform(n, -34, -16), 2) / 20) * (0.25 + 2 * torch.exp(-along * 7)))[None]
    field = blurred(field, uniform(n, 0.3, 1.1), uniform(n, 0.4, 1.8)) + haze
    shadow = each(uniform(n, 6, 18) * some(n, 0.3), 2) * torch.exp(-((line - each(uniform(n, -1, 1), 2)) / each(uniform(n, 0.06, 0.2), 2)) ** 2)
    lost = each(uniform(n, -14, 5), 2) * along - shadow - each(uniform(n, 0, 10), 2) * line ** 2
    noise = torch.randn(2, n, rows, columns) * 10 ** (each(uniform(n, -56, -34), 2) / 20)
    decibels = 10 * torch.log10(((field * 10 ** (lost / 20) + noise) ** 2).sum(0) / 2 + 1e-9)
    return ((decibels + each(uniform(n, -16, -3), 2)) / each(uniform(n, 40, 70), 2) + 1).clamp(0, 1) ** each(uniform(n, 0.9, 1.7), 2)


def placed(grey, half, depth_mm, zooms):
    """Sectors on the square, filling most of it; those with a zoom window show that part alone, from edge to edge."""
    n = len(grey)
    row, column = torch.meshgrid((torch.arange(SIDE) + 0.5) / SIDE * 2 - 1, (torch.arange(SIDE) + 0.5) / SIDE * 2 - 1, indexing="ij")
    reach = torch.maximum(torch.ones(n), 2 * torch.sin(half)) / 2
    size = reach / uniform(n, 0.72, 1.04)
    y = (row[None] + each(uniform(n, -0.12, 0.12), 2)) * each(size, 2) + 0.5
    x = (column[None] + each(uniform(n, -0.12, 0.12), 2)) * each(size, 2)
    for i, zoom in enumerate(zooms):
        if zoom:
            y[i] = (zoom["depthMm"] + row * zoom["halfMm"]) / depth_mm[i]
            x[i] = (zoom["sideMm"] + column * zoom["halfMm"]) / depth_mm[i]
    distance = torch.sqrt(x ** 2 + y ** 2)
    grid = torch.stack([torch.atan2(x, y) / each(half, 2), 2 * distance - 1], -1)
    near = each(uniform(n, 0, 0.05), 2)
    inside = ((grid.abs() <= 1).all(-1) & (y > 0) & (distance > near)).float()
    return F.grid_sample(grey[:, None], grid, mode="bilinear", padding_mode="border", align_corners=False)[:, 0] * inside


def annotated(picture):
    """Now and then an electrocardiogram at the bottom, text and marks at the edges."""
    n = len(picture)
    for i in range(n):
        if torch.rand(()) < 0.3:
            base = 96 - torch.randint(4, 16, ()).item()
            beat = torch.randint(14, 60, ()).item()
            for column in range(SIDE):
                picture[i, max(0, base - (6 if column % beat == 3 else 0)):base + 1, column] = 0.6
        for _ in range(torch.poisson(torch.tensor(1.2)).int().item()):
            top, left = torch.randint(0, 90, ()).item(), torch.randint(0, 16, ()).item() + (64 if torch.rand(()) < 0.5 else 0)
            wide, tall = torch.randint(3, 16, ()).item(), torch.randint(1, 4, ()).item()
            mark = picture[i, top:top + tall, left:left + wide]
            mark.copy_((torch.rand(mark.shape) > 0.4).float() * 0.8)
    return picture


def matched(picture, like):
    """Grey levels of a picture put in the place of those of equal rank of a real one: the same tones, another content."""
    n = len(picture)
    order = picture.reshape(n, -1).argsort(1)
    tones = like.reshape(n, -1).sort(1)[0]
    return torch.zeros_like(tones).scatter(1, order, tones).reshape(picture.shape)


def pictures(slices, structures, about):
    """Grey pictures [n, 96, 96] from 0 to 1."""
    half, depth = torch.tensor([one["halfAngle"] for one in about]), [one["depthMm"] for one in about]
    return placed(scanned(slices, structures), half, depth, [one["zoom"] for one in about])
