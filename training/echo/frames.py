"""Frames of CAMUS form for training: a folder of `NAME.png` and `NAME_label.png` with `index.json` beside or above it.

Every frame is scaled so that its larger side, at square pixels, fills the 256 pixels of the network, and centred on black.
"""
import json
import math
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

from networks import CLASSES, SIDE


def read_index(folder):
    folder = Path(folder)
    at = next(path for path in [folder / "index.json", folder.parent / "index.json"] if path.exists())
    index = json.loads(at.read_text())
    return {name: facts for name, facts in sorted(index.items()) if (folder / f"{name}.png").exists()}


def fitted_size(facts):
    """Rows and columns of the frame within the network's square."""
    height, width = facts["rows"] * facts["pixel_mm"][0], facts["cols"] * facts["pixel_mm"][1]
    scale = SIDE / max(height, width)
    return round(height * scale), round(width * scale)


def centred(array):
    out = np.zeros((SIDE, SIDE), np.uint8)
    top, left = (SIDE - array.shape[0]) // 2, (SIDE - array.shape[1]) // 2
    out[top:top + array.shape[0], left:left + array.shape[1]] = array
    return out


def load(folder):
    """Frames and labels as uint8 tensors [n, 256, 256], and the names."""
    images, labels, index = [], [], read_index(folder)
    for name, facts in index.items():
        rows, columns = fitted_size(facts)
        image = Image.open(Path(folder) / f"{name}.png").convert("L").resize((columns, rows), Image.BILINEAR, reducing_gap=None)
        label = np.array(Image.open(Path(folder) / f"{name}_label.png"))
        shares = [np.array(Image.fromarray((label == k).astype(np.float32)).resize((columns, rows), Image.BILINEAR)) for k in range(len(CLASSES))]
        images.append(centred(np.array(image)))
        labels.append(centred(np.argmax(shares, 0).astype(np.uint8)))
    return torch.from_numpy(np.stack(images)), torch.from_numpy(np.stack(labels)), list(index)


def uniform(n, low, high):
    return low + (high - low) * torch.rand(n)


def some(n, probability):
    return (torch.rand(n) < probability).float()


def smooth_noise(n, cells):
    """Noise of about unit size, smooth over SIDE / cells pixels: [n, 1, 256, 256]."""
    return F.interpolate(torch.randn(n, 1, cells, cells), size=(SIDE, SIDE), mode="bicubic", align_corners=False)


def bent_grid(n):
    """Where each output pixel is read from: turned, scaled, stretched, shifted and bent a little."""
    angle = torch.randn(n) * math.radians(10)
    scale = torch.exp(uniform(n, -0.22, 0.16))
    stretch = torch.exp(torch.randn(n) * 0.06)
    shear = torch.randn(n) * 0.05
    cos, sin = torch.cos(angle), torch.sin(angle)
    matrix = torch.stack([
        torch.stack([cos / scale * stretch, -sin / scale + shear, uniform(n, -0.16, 0.16)], 1),
        torch.stack([sin / scale, cos / scale / stretch, uniform(n, -0.16, 0.16)], 1),
    ], 1)
    grid = F.affine_grid(matrix, (n, 1, SIDE, SIDE), align_corners=False)
    bend = torch.cat([smooth_noise(n, 5), smooth_noise(n, 5)], 1) * 0.022 * some(n, 0.7)[:, None, None, None]
    return grid + bend.permute(0, 2, 3, 1)


def relight(image):
    """Gain, contrast, gain by depth and side, speckle, blur, shadow and haze, as scanners and patients vary."""
    n = len(image)
    each = lambda value: value[:, None, None, None]
    inside = (image > 0.004).float()
    image = image.clamp(0, 1) ** each(torch.exp(torch.randn(n) * 0.32))
    image = image * torch.exp(0.22 * smooth_noise(n, 3) * each(some(n, 0.7)))
    shadow = torch.sigmoid(3.0 * smooth_noise(n, 4) + 3.2)
    image = image * (1 - each(some(n, 0.35)) * (1 - shadow))
    haze = torch.sigmoid(smooth_noise(n, 4) * 1.5 - 1.0) * each(uniform(n, 0, 0.28) * some(n, 0.4))
    image = image + haze * inside * (1 - image)
    soft = F.avg_pool2d(image, 3, 1, 1)
    image = torch.lerp(image, soft, each(uniform(n, 0, 1) * some(n, 0.4)))
    grain = torch.randn(n, 1, SIDE, SIDE)
    coarse = F.avg_pool2d(grain, 3, 1, 1) * 3
    grain = torch.where(each(some(n, 0.5)) > 0, coarse, grain)
    image = image * (1 + grain * each(uniform(n, 0, 0.2) * some(n, 0.5)))
    image = image * each(torch.exp(torch.randn(n) * 0.22)) + each(torch.randn(n) * 0.03) * inside
    return image.clamp(0, 1)


def recrop(image):
    """Now and then a narrower field of view: the frame is cut at the left, the right or the bottom."""
    n = len(image)
    position = torch.arange(SIDE).float()[None]
    left = uniform(n, 0, 45) * some(n, 0.15)
    right = SIDE - uniform(n, 0, 45) * some(n, 0.15)
    bottom = SIDE - uniform(n, 0, 50) * some(n, 0.15)
    across = ((position >= left[:, None]) & (position < right[:, None])).float()
    down = (position < bottom[:, None]).float()
    return image * across[:, None, None, :] * down[:, None, :, None]


def make_batch(images, labels):
    """One batch made anew: images [n, 1, 256, 256] from 0 to 1 and labels [n, 256, 256]."""
    n = len(images)
    grid = bent_grid(n)
    image = F.grid_sample(images[:, None].float() / 255, grid, mode="bilinear", align_corners=False)
    label = F.grid_sample(labels[:, None].float(), grid, mode="nearest", align_corners=False)[:, 0].long()
    return recrop(relight(image)), label
