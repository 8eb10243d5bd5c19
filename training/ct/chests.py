"""Reads the chests of export-chests.ts and makes of each a new one every time: bent, turned, scaled, cut, noisier."""
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from scipy import ndimage

from networks import AIR, CLASSES, HEART, SHAPE, SPACING_MM

SIDE = 80
VOXELS = SIDE ** 3
RECORD = 2 + 3 * VOXELS
# Class of each structure, in the order of src/phantom/structures.ts; the walls of the atria (7) go to the nearer atrium.
ATRIAL_WALL, LEFT_ATRIUM, RIGHT_ATRIUM = 6, 7, 8
CLASS_OF = np.zeros(32, np.uint8)
for label, name in {1: "leftVentricleWall", 2: "septum", 3: "leftVentricleCavity", 4: "rightVentricle", 5: "rightVentricle", 7: "leftAtrium", 8: "rightAtrium", 9: "aorta",
                    12: "inferiorVenaCava", 13: "vertebrae", 14: "sternum", 15: "ribs", 17: "paraspinalMuscle", 18: "lungs", 19: "liver"}.items():
    CLASS_OF[label] = CLASSES.index(name)


def classes_of(labels):
    classes = CLASS_OF[labels]
    wall = labels == ATRIAL_WALL
    if wall.any() and np.isin(labels, (LEFT_ATRIUM, RIGHT_ATRIUM)).any():
        left, right = (ndimage.distance_transform_edt(labels != atrium) for atrium in (LEFT_ATRIUM, RIGHT_ATRIUM))
        classes[wall] = np.where(left < right, CLASSES.index("leftAtrium"), CLASSES.index("rightAtrium"))[wall]
    return classes


def with_fat(hounsfield, classes, random):
    """A voxelised anatomy knows soft tissue alone: fat is put under its skin and between its lungs."""
    grey = hounsfield.copy()
    body = ndimage.binary_fill_holes(grey > -400)
    soft = (classes == 0) & (np.abs(grey - 45) < 90)
    under_skin = soft & (ndimage.distance_transform_edt(body) * SPACING_MM < random.uniform(5, 28))
    between = soft & ndimage.binary_closing(classes == CLASSES.index("lungs"), iterations=7)
    grey[under_skin] = -100 + random.normal(0, 12, int(under_skin.sum()))
    grey[between] = random.uniform(-100, 0) + random.normal(0, 12, int(between.sum()))
    return grey


def load(folder):
    """HU (int16) and classes (uint8) of every chest, [n, 80, 80, 80] each: slices from the feet, rows to the back, columns to the left;
    and whether it is of the voxelised anatomy."""
    greys, truths, voxelised = [], [], []
    random = np.random.default_rng(7)
    for file in sorted(Path(folder).glob("chests-*.raw")):
        data = np.fromfile(file, np.uint8)
        for record in data.reshape(-1, RECORD):
            grey = record[2:2 + 2 * VOXELS].view("<i2").reshape(SIDE, SIDE, SIDE).astype(np.float32)
            classes = classes_of(record[2 + 2 * VOXELS:].reshape(SIDE, SIDE, SIDE))
            if record[0] == 1:
                grey = with_fat(grey, classes, random)
            greys.append(torch.from_numpy(np.clip(grey, -1024, 3071).astype(np.int16)))
            truths.append(torch.from_numpy(classes))
            voxelised.append(record[0] == 1)
    return torch.stack(greys), torch.stack(truths), voxelised


def uniform(low, high):
    return low + (high - low) * torch.rand(1).item()


def chance(probability):
    return torch.rand(1).item() < probability


def sampling_grid(vary):
    """Where each voxel of SHAPE is read, in the coordinates of grid_sample (x, y, z from -1 to 1)."""
    half = (SIDE - 1) / 2
    axes = [torch.arange(n) - (n - 1) / 2 for n in SHAPE]
    z, y, x = torch.meshgrid(*axes, indexing="ij")
    points = torch.stack([x, y, z], -1)
    if vary:
        angles = [uniform(-0.14, 0.14) for _ in range(3)]
        turn = torch.eye(3)
        for axis, angle in enumerate(angles):
            c, s = np.cos(angle), np.sin(angle)
            i, j = [k for k in range(3) if k != axis]
            one = torch.eye(3)
            one[i, i], one[j, j], one[i, j], one[j, i] = c, c, -s, s
            turn = turn @ one
        scale = torch.tensor([uniform(0.87, 1.15) for _ in range(3)]) * uniform(0.93, 1.07)
        points = (points * scale) @ turn.T + torch.tensor([uniform(-6, 6), uniform(-5, 5), uniform(-12, 12)])
        bend = F.interpolate(torch.randn(1, 3, 5, 5, 6) * uniform(0, 1.6), size=SHAPE, mode="trilinear", align_corners=True)[0]
        points = points + bend.permute(1, 2, 3, 0)
    return (points / half)[None]


def cut(grey, truth):
    """What lies outside the field of view is air without a label: a box about the heart, or a circle."""
    keep = torch.ones(SHAPE, dtype=torch.bool)
    heart = (truth >= HEART[0]) & (truth <= HEART[-1])
    if chance(0.4) and heart.any():
        middle = [float(at.float().mean()) + uniform(-6, 6) for at in torch.nonzero(heart, as_tuple=True)]
        for axis, (at, least, most) in enumerate(zip(middle, (11, 10, 12), (24, 22, 26))):
            line = torch.arange(SHAPE[axis])
            inside = (line > at - uniform(least, most)) & (line < at + uniform(least, most))
            keep &= inside.view([-1 if k == axis else 1 for k in range(3)])
    if chance(0.3):
        rows, columns = (torch.arange(n).float() - n / 2 + uniform(-3, 3) for n in SHAPE[1:])
        keep &= (torch.hypot(rows[:, None], columns[None]) < uniform(26, 38))[None]
    if chance(0.3):
        first, last = int(uniform(0, 20)), SHAPE[0] - int(uniform(0, 20))
        keep[:first] = False
        keep[last:] = False
    return torch.where(keep, grey, torch.tensor(AIR)), torch.where(keep, truth, torch.zeros_like(truth))


def enhanced(seen, known):
    """Contrast medium as bright as in CT of the coronary arteries, for which the digital CTs have too little."""
    for names in (("leftVentricleCavity", "leftAtrium", "aorta"), ("rightVentricle", "rightAtrium", "inferiorVenaCava")):
        blood = sum((known == CLASSES.index(name)).float() for name in names)
        softened = F.avg_pool3d(F.pad(blood[None, None], [1] * 6, mode="replicate"), 3, 1)[0, 0]
        seen = seen + uniform(0, 380) * (0.6 * blood + 0.4 * softened)
    return seen


def trimmed(grey, truth):
    """The box of the body in whole blocks of 8 voxels, as a CT is given to the network: less air, and less work."""
    for axis in range(3):
        line = torch.nonzero((grey > -300).movedim(axis, 0).flatten(1).any(1)).flatten()
        if len(line) == 0:
            return grey, truth
        first, length = int(line[0]), int(line[-1] - line[0]) + 1
        kept = min(grey.shape[axis], 8 * max(3, -(-length // 8)))
        start = min(max(0, first - (kept - length) // 2), grey.shape[axis] - kept)
        grey, truth = grey.narrow(axis, start, kept), truth.narrow(axis, start, kept)
    return grey, truth


def make_chest(grey, truth, vary=True):
    """One chest as the network is shown it: HU and classes of SHAPE."""
    points = sampling_grid(vary)
    seen = F.grid_sample(grey[None, None].float() - AIR, points, align_corners=True)[0, 0] + AIR
    known = F.grid_sample(truth[None, None].float(), points, mode="nearest", align_corners=True)[0, 0].long()
    if not vary:
        return seen, known
    if chance(0.25):
        seen = enhanced(seen, known)
    if chance(0.3):
        seen = F.avg_pool3d(F.pad(seen[None, None], [1] * 6, mode="replicate"), 3, 1)[0, 0] * 0.6 + seen * 0.4
    field = F.interpolate(torch.randn(1, 1, 6, 6, 6) * uniform(0, 22), size=SHAPE, mode="trilinear", align_corners=True)[0, 0]
    texture = F.interpolate(torch.randn(1, 1, 20, 18, 22) * uniform(0, 25), size=SHAPE, mode="trilinear", align_corners=True)[0, 0]
    inside = seen > -950
    seen = torch.where(inside, seen * uniform(0.94, 1.06) + field + texture + uniform(-12, 12), seen)
    seen = seen + torch.randn(SHAPE) * uniform(0, 25)
    seen, known = cut(seen, known)
    return trimmed(seen, known) if chance(0.7) else (seen, known)
