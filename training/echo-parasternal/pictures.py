"""Pictures of ultrasound made of slices of labels: cheap speckle, in the geometry of a sector, of ever new scanners.

A slice says which structure lies at each pixel. Every batch draws how brightly each structure answers, sector, gain, attenuation,
shadow, dropout, haze, noise and blur, and makes the speckle of a beam by blurring complex noise along and across its lines.
"""
import json
import math
import sys
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

sys.path.append(str(Path(__file__).parent.parent / "echo"))
from frames import smooth_noise, some, uniform  # noqa: E402

SIDE = 256
# Samples along and lines across the sector.
DEPTHS, LINES = 320, 144
# Mean and spread of what each structure sends back, dB, in the order of the slices.
ECHOES = {
    "surroundings": (-20, 7), "leftVentricle": (-36, 7), "myocardium": (0, 2.5), "leftAtrium": (-36, 7), "rightVentricle": (-36, 7), "aorticRoot": (-36, 7),
    "rightAtrium": (-36, 7), "papillaryMuscle": (0, 3), "valve": (-2, 3.5), "chamberWall": (0, 3.5), "pericardium": (3.5, 4),
}
BLOOD = ["leftVentricle", "leftAtrium", "rightVentricle", "aorticRoot", "rightAtrium"]
IGNORED = 255


def load(folder):
    """Slices [n, 256, 256] as uint8, and what is known of them."""
    facts = json.loads((Path(folder) / "slices.json").read_text())
    return torch.from_numpy(np.fromfile(Path(folder) / "labels.bin", np.uint8).reshape(-1, facts["side"], facts["side"])), facts


def each(value, dimensions=3):
    return value.reshape(-1, *([1] * dimensions))


def warped(slices, face):
    """Slices turned, zoomed, shifted and bent a little; the probe's face comes near its row in the sector."""
    n = len(slices)
    angle, zoom, stretch = torch.randn(n) * 0.12, torch.exp(uniform(n, -0.25, 0.45)), torch.exp(torch.randn(n) * 0.06)
    cos, sin = torch.cos(angle), torch.sin(angle)
    top = face / (SIDE / 2) - 1
    matrix = torch.stack([
        torch.stack([cos * zoom * stretch, -sin * zoom, sin * zoom * top + uniform(n, -0.14, 0.14)], 1),
        torch.stack([sin * zoom, cos * zoom / stretch, -1 - cos * zoom / stretch * top + uniform(n, -0.08, 0.12)], 1),
    ], 1)
    grid = F.affine_grid(matrix, (n, 1, SIDE, SIDE), align_corners=False)
    bend = torch.cat([smooth_noise(n, 5), smooth_noise(n, 5)], 1) * 0.018 * each(some(n, 0.6))
    return F.grid_sample(slices[:, None].float(), grid + bend.permute(0, 2, 3, 1), mode="nearest", align_corners=False)[:, 0].long()


def sectors(n):
    """Half angle, depth in pixels and row of the probe's face of sectors that fill the square, or nearly so."""
    half = uniform(n, 0.5, 0.78)
    fill = uniform(n, 0.66, 1)
    depth = torch.minimum(SIDE / (2 * torch.sin(half)), torch.full((n,), float(SIDE))) * fill
    return half, depth, (SIDE - depth) / 2 + torch.randn(n) * 4


def sector_grids(half, depth, face):
    """Where each sample of the sector lies on the square, and where each pixel lies among the samples."""
    along = (torch.arange(DEPTHS) + 0.5) / DEPTHS
    line = (torch.arange(LINES) + 0.5) / LINES * 2 - 1
    angle = each(half, 2) * line[None, None]
    distance = each(depth, 2) * along[None, :, None]
    x, y = distance * torch.sin(angle), distance * torch.cos(angle) + each(face, 2)
    samples = torch.stack([x / (SIDE / 2), (y - SIDE / 2) / (SIDE / 2)], -1)
    row, column = torch.meshgrid(torch.arange(SIDE) + 0.5, torch.arange(SIDE) + 0.5, indexing="ij")
    down, aside = row[None] - each(face, 2), (column - SIDE / 2)[None]
    reach = torch.sqrt(down ** 2 + aside ** 2)
    pixels = torch.stack([torch.atan2(aside.expand_as(down), down) / each(half, 2), 2 * reach / each(depth, 2) - 1], -1)
    inside = ((pixels.abs() <= 1).all(-1) & (down > 0)).float()
    return samples, pixels, inside


def echoes(labels, structures):
    """Strength of each pixel, dB: one for all blood with a little of its own in each chamber, a smooth field for what lies about the heart."""
    n = len(labels)
    table = torch.stack([ECHOES[name][0] + ECHOES[name][1] * torch.randn(n) for name in structures], 1)
    blood = torch.randn(n) * 7 - 36
    for name in BLOOD:
        table[:, structures.index(name)] = blood + torch.randn(n) * 2
    strength = table.gather(1, labels.reshape(n, -1)).reshape(labels.shape)
    about = (labels == structures.index("surroundings")).float()
    # The lung behind the heart answers almost as the wall does, and less with distance.
    near = F.avg_pool2d(1 - about[:, None], 31, 1, 15)[:, 0] * each(uniform(n, 0, 34), 2)
    strength = strength + about * (smooth_noise(n, 4)[:, 0] * 5 + near)
    return strength + smooth_noise(n, 6)[:, 0] * each(uniform(n, 0, 2.5), 2)


def bells(sigma, reach):
    at = torch.arange(-reach, reach + 1).float()
    bell = torch.exp(-0.5 * (at[None] / sigma[:, None]) ** 2)
    return bell / bell.square().sum(1, keepdim=True).sqrt()


def blurred(field, along, across):
    """Each picture blurred by its own beam; energy is kept. @param field [2, n, DEPTHS, LINES], real and imaginary."""
    n = field.shape[1]
    field = F.conv2d(field, bells(along, 5)[:, None, :, None], padding=(5, 0), groups=n)
    return F.conv2d(field, bells(across, 6)[:, None, None, :], padding=(0, 6), groups=n)


def pictures(labels, structures, half, depth, face):
    """Grey pictures [n, 1, 256, 256] from 0 to 1 of warped slices in their sectors, and where those are [n, 256, 256]."""
    n = len(labels)
    samples, pixels, inside = sector_grids(half, depth, face)
    strength = F.grid_sample(echoes(labels, structures)[:, None], samples, mode="nearest", padding_mode="border", align_corners=False)[:, 0]
    field = torch.randn(2, n, DEPTHS, LINES) * 10 ** (strength / 20)
    along = torch.linspace(0, 1, DEPTHS)[None, :, None]
    line = torch.linspace(-1, 1, LINES)[None, None]
    haze = blurred(torch.randn(2, n, DEPTHS, LINES), uniform(n, 0.6, 1.6), uniform(n, 1, 3)) * (10 ** (each(uniform(n, -32, -17), 2) / 20) * (0.25 + 2 * torch.exp(-along * 7)))[None]
    field = blurred(field, uniform(n, 0.5, 1.6), uniform(n, 0.7, 2.6)) + haze
    shadow = each(uniform(n, 6, 18) * some(n, 0.3), 2) * torch.exp(-((line - each(uniform(n, -1, 1), 2)) / each(uniform(n, 0.06, 0.25), 2)) ** 2)
    lost = each(uniform(n, -14, 5), 2) * along - shadow - each(uniform(n, 0, 10), 2) * line ** 2
    noise = torch.randn(2, n, DEPTHS, LINES) * 10 ** (each(uniform(n, -56, -34), 2) / 20)
    decibels = 10 * torch.log10(((field * 10 ** (lost / 20) + noise) ** 2).sum(0) / 2 + 1e-9)
    grey = ((decibels + each(uniform(n, -16, -4), 2)) / each(uniform(n, 42, 70), 2) + 1).clamp(0, 1) ** each(uniform(n, 0.9, 1.6), 2)
    picture = F.grid_sample(grey[:, None], pixels, mode="bilinear", padding_mode="border", align_corners=False)
    soft = F.avg_pool2d(picture, 3, 1, 1)
    picture = torch.lerp(picture, soft, each(uniform(n, 0, 1) * some(n, 0.5)))
    return (picture * each(torch.exp(torch.randn(n) * 0.12)) * inside[:, None]).clamp(0, 1), inside
