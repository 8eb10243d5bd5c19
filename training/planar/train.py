"""Trains one planar network on exported digital patients and writes ONNX. Runs on a CPU with torch 1.13 or later.

Usage: python3 train.py body|chest --bodies DIR [DIR ...] --out DIR [--epochs 30] [--seed 1] [--folds 10 --fold 3]
One patient in `folds` is held out of training and of everything but the printed figures. Prints one JSON line per figure.
"""
import argparse
import copy
import json
import time

import numpy as np
import torch
import torch.nn.functional as F

from bodies import COLUMNS, ROWS, SPACING, clutter, drop_views, load, log_rand, normalise, rand, source_grid, unpack
from figures import report_body, report_chest, say
from networks import BODY_REGIONS, CHEST_REGIONS, BodyNet, ChestNet

BODY_GRID = (176, 56, 12.0)
CHEST_GRID = (96, 96, 5.0)
LARGE = 9999.0
SAVE_EVERY = 6


class Bodies:
    """Projections with what the sampling needs to know of each: grade, bone scan or not, heart centre, spine."""

    def __init__(self, folders):
        self.views, self.bits, self.facts = load(folders)
        self.grade = torch.tensor([f["grade"] for f in self.facts])
        self.bone = torch.tensor([f["other"] is None for f in self.facts]).float()
        places = [self.places(self.bits[k:k + 200]) for k in range(0, len(self.facts), 200)]
        self.heart_row, self.spine_column = (torch.cat(values) for values in zip(*places))

    @staticmethod
    def places(bits):
        heart, spine = unpack(bits, ["heart", "spine"]).unbind(1)
        rows = torch.arange(ROWS).float()[None] * SPACING + SPACING / 2
        columns = torch.arange(COLUMNS).float()[None] * SPACING + SPACING / 2
        heart_row = (heart.sum(2) * rows).sum(1) / heart.sum((1, 2))
        near = ((rows - heart_row[:, None]).abs() < 60).float()
        spine = (spine * near[:, :, None]).sum(1)
        return heart_row, (spine * columns).sum(1) / spine.sum(1).clamp(min=1)

    def sample(self, index, grid, names, smooth=1):
        """Views by linear interpolation after a box filter of `smooth` pixels; masks by the nearest pixel."""
        views = self.views[index].float()
        if smooth > 1:
            views = F.avg_pool2d(views, smooth, 1, smooth // 2)
        views = F.grid_sample(views, grid, mode="bilinear", align_corners=False).clamp(min=0)
        column = ((grid[..., 0] + 1) / 2 * COLUMNS).long()
        row = ((grid[..., 1] + 1) / 2 * ROWS).long()
        inside = (column >= 0) & (column < COLUMNS) & (row >= 0) & (row < ROWS)
        flat = (row.clamp(0, ROWS - 1) * COLUMNS + column.clamp(0, COLUMNS - 1)).flatten(1)
        bits = torch.gather(self.bits[index].flatten(1), 1, flat).view_as(row) * inside
        return views, unpack(bits, names)


def some(n, probability):
    return torch.rand(n) < probability


def body_batch(data, index, strength=1.0):
    """A whole field of view: whole body, cropped or static; some turned upside down, some with their views swapped."""
    n = len(index)
    rows, columns, spacing = BODY_GRID
    static = some(n, 0.3)
    top = torch.where(static, data.heart_row[index] - rand(n, 190, 300), -rand(n, 0, 260))
    cropped = torch.where(some(n, 0.3), rand(n, 800, 2100), torch.full((n,), 2200.0))
    height = torch.where(static, rand(n, 380, 620), cropped)
    centre = torch.where(static, data.spine_column[index] + rand(n, -40, 80), torch.full((n,), COLUMNS * SPACING / 2)) + torch.randn(n) * 22
    grid = source_grid(n, rows, columns, spacing, top + rows * spacing / 2, centre, strength)
    views, masks = data.sample(index, grid, BODY_REGIONS, smooth=3)
    y = (torch.arange(rows)[None, :] + 0.5) * spacing
    x = (torch.arange(columns)[None, :] - columns / 2 + 0.5) * spacing
    half = torch.where(static, height / 2, rand(n, 210, 340))
    field = ((y < height[:, None])[:, None, :, None] & (x.abs() < half[:, None])[:, None, None, :]).float()
    views = clutter(views, strength) * field * (spacing / SPACING) ** 2 * (log_rand(n, 8e4, 4e6) / 1e6)[:, None, None, None]
    counts, masks = torch.poisson(views), masks * field
    swapped, upside = some(n, 0.12), some(n, 0.12)
    counts = torch.where(swapped[:, None, None, None], counts.flip(1).flip(3), counts)
    masks = torch.where(swapped[:, None, None, None], masks.flip(3), masks)
    counts = drop_views(counts, 0.27, 0.06)
    counts = torch.where(upside[:, None, None, None], turn_within(counts, height, spacing), counts)
    masks = torch.where(upside[:, None, None, None], turn_within(masks, height, spacing), masks)
    return normalise(counts), masks, torch.stack([data.bone[index], upside.float(), swapped.float()], 1)


def turn_within(images, height, spacing):
    """Rotates by 180 degrees; rows inside the field of view stay at the top of the grid."""
    rows = images.shape[2]
    used = (height / spacing).round().clamp(max=rows).long()
    row = torch.arange(rows)[None, :]
    source = torch.where(row < used[:, None], used[:, None] - 1 - row, row)
    return torch.gather(images, 2, source[:, None, :, None].expand_as(images)).flip(3)


def chest_batch(data, index, strength=1.0, jitter=1.0, counts=(1e5, 6e6)):
    """The chest as the product cuts it out: about the spine and the heart's level, give or take `jitter`."""
    n = len(index)
    rows, columns, spacing = CHEST_GRID
    centre_row = data.heart_row[index] + torch.randn(n).clamp(-2.5, 2.5) * 16 * jitter
    centre_column = data.spine_column[index] + torch.randn(n).clamp(-2.5, 2.5) * 14 * jitter
    grid = source_grid(n, rows, columns, spacing, centre_row, centre_column, strength)
    views, masks = data.sample(index, grid, CHEST_REGIONS)
    cut = some(n, 0.25 * jitter)
    y = (torch.arange(rows)[None, :] - rows / 2 + 0.5) * spacing
    x = (torch.arange(columns)[None, :] - columns / 2 + 0.5) * spacing
    edge = [torch.where(cut, rand(n, 130, 260), torch.full((n,), LARGE))[:, None] for _ in range(4)]
    field = (((y > -edge[0]) & (y < edge[1]))[:, None, :, None] & ((x > -edge[2]) & (x < edge[3]))[:, None, None, :]).float()
    views = clutter(views, strength) * field * (spacing / SPACING) ** 2 * (log_rand(n, *counts) / 1e6)[:, None, None, None]
    counted = drop_views(torch.poisson(views), 0.25 * jitter, 0.06 * jitter)
    return normalise(counted), masks * field, data.grade[index], data.bone[index]


def region_loss(logits, masks, weights):
    cross = F.binary_cross_entropy_with_logits(logits, masks, reduction="none").mean((2, 3))
    p = torch.sigmoid(logits)
    overlap = 1 - (2 * (p * masks).sum((2, 3)) + 20) / ((p + masks).sum((2, 3)) + 20)
    return ((4 * cross + overlap) * torch.tensor(weights)).mean()


def centroid(p, spacing):
    rows, columns = p.shape[1:]
    mass = p.sum((1, 2)) + 1e-3
    y = (p.sum(2) * torch.arange(rows).float() * spacing).sum(1) / mass
    x = (p.sum(1) * torch.arange(columns).float() * spacing).sum(1) / mass
    return torch.stack([y, x], 1), mass


def heart_error(logits, masks, spacing):
    """Found less true heart centre (row, column) in mm, log ratio of areas, and whether there is a heart to find."""
    p = torch.sigmoid(logits)
    found, found_mass = centroid(p * (p > 0.05), spacing)
    true, true_mass = centroid(masks, spacing)
    return found - true, torch.log(found_mass / true_mass), (true_mass > 20).float()


def chest_loss(outputs, masks, grade, bone):
    regions, grades, bones, spread, _ = outputs
    loss = region_loss(regions, masks, [3.0, 1.5, 1.0, 0.6, 0.5, 0.7, 0.5, 0.5])
    error, area, visible = heart_error(regions[:, 0], masks[:, 0], CHEST_GRID[2])
    loss = loss + (visible[:, None] * error.abs() / 20).mean() + 0.3 * (visible * area.abs()).mean()
    sigma = F.softplus(spread) * 10 + 0.5
    loss = loss + 0.1 * (visible[:, None] * (error.detach().abs() / sigma + torch.log(sigma))).mean()
    right = F.cross_entropy(grades, grade, reduction="none", label_smoothing=0.01)
    ordinal = ((torch.softmax(grades, 1) * torch.arange(4.0)).sum(1) - grade.float()).abs()
    loss = loss + 1.2 * (bone * (right + 0.3 * ordinal)).mean()
    return loss + 0.3 * F.binary_cross_entropy_with_logits(bones[:, 0], bone)


def body_loss(outputs, masks, answers):
    regions, found = outputs
    loss = region_loss(regions, masks, [1.0, 3.0, 1.5, 1.0, 1.0, 1.0, 0.7, 0.7, 0.5])
    error, _, visible = heart_error(regions[:, 1], masks[:, 1], BODY_GRID[2])
    return loss + (visible[:, None] * error.abs() / 30).mean() + 0.6 * F.binary_cross_entropy_with_logits(found, answers)


def train(net, data, index, batch_of, loss_of, epochs, seed, save, batch=32, rate=3e-3):
    """One-cycle AdamW; the moving average of the weights over the last few hundred steps is saved, at times on the way too."""
    torch.manual_seed(seed)
    steps = epochs * (len(index) // batch)
    optimiser = torch.optim.AdamW(net.parameters(), lr=rate, weight_decay=1e-3)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, total_steps=steps, pct_start=0.1)
    averaged = torch.optim.swa_utils.AveragedModel(net, avg_fn=lambda old, new, _: old + 0.004 * (new - old))
    net.train()
    start = time.time()
    for epoch in range(epochs):
        order = index[torch.randperm(len(index))]
        total, count = 0.0, len(order) // batch
        for k in range(count):
            inputs, *targets = batch_of(data, order[k * batch:(k + 1) * batch])
            loss = loss_of(net(inputs), *targets)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            averaged.update_parameters(net)
            total += loss.item()
        say(network=type(net).__name__, epoch=epoch + 1, loss=round(total / count, 4), seconds=round(time.time() - start))
        if (epoch + 1) % SAVE_EVERY == 0 or epoch + 1 == epochs:
            save(with_fresh_statistics(copy.deepcopy(averaged.module), data, index, batch_of))


@torch.no_grad()
def with_fresh_statistics(net, data, index, batch_of):
    """Batch-norm statistics of the averaged weights, measured anew on training patients."""
    norms = [m for m in net.modules() if isinstance(m, torch.nn.BatchNorm2d)]
    for norm in norms:
        norm.reset_running_stats()
        norm.momentum = None
    net.train()
    for part in index[torch.randperm(len(index))[:1920]].split(32):
        net(batch_of(data, part)[0])
    return net.eval()


class WithProbabilities(torch.nn.Module):
    """What the product runs: probabilities instead of logits, spread in mm."""

    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, x):
        if isinstance(self.net, BodyNet):
            regions, answers = self.net(x)
            return torch.sigmoid(regions), torch.sigmoid(answers)
        regions, grades, bones, spread, embedding = self.net(x)
        return torch.sigmoid(regions), torch.softmax(grades, 1), torch.sigmoid(bones), F.softplus(spread) * 10 + 0.5, embedding


def export(net, grid, path, outputs):
    torch.onnx.export(WithProbabilities(net).eval(), torch.zeros(1, 2, grid[0], grid[1]), path, input_names=["views"], output_names=outputs, opset_version=16)


@torch.no_grad()
def write_embedding_facts(net, data, index, path):
    """Mean and precision matrix of the embedding of training bone scans: what the product calls familiar."""
    torch.manual_seed(4)
    index = index[data.bone[index] > 0.5][:2000]
    found = torch.cat([net(chest_batch(data, part)[0])[4] for part in index.split(64)]).numpy()
    covariance = np.cov(found.T) + 1e-3 * np.eye(found.shape[1])
    precision = np.linalg.inv(covariance)
    centred = found - found.mean(0)
    distance = np.sqrt(np.einsum("ni,ij,nj->n", centred, precision, centred))
    facts = {"mean": found.mean(0).round(6).tolist(), "precision": precision.round(5).tolist(), "distance99": round(float(np.quantile(distance, 0.99)), 3), "distance999": round(float(np.quantile(distance, 0.999)), 3)}
    with open(path, "w") as file:
        json.dump(facts, file)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("network", choices=["body", "chest"])
    options.add_argument("--bodies", required=True, nargs="+")
    options.add_argument("--out", required=True)
    options.add_argument("--epochs", type=int, default=30)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--folds", type=int, default=10)
    options.add_argument("--fold", type=int, default=3)
    options.add_argument("--threads", type=int, default=1)
    options = options.parse_args()
    torch.set_num_threads(options.threads)
    data = Bodies(options.bodies)
    everyone = torch.arange(len(data.facts))
    held = everyone % options.folds == options.fold
    say(bodies=len(everyone), grades=torch.bincount(data.grade[data.bone > 0.5]).tolist(), other=int((data.bone < 0.5).sum()))
    torch.manual_seed(options.seed)
    rest, held = everyone[~held], everyone[held]

    def save_body(net):
        report_body(net, data, held, body_batch, heart_error, BODY_GRID)
        export(net, BODY_GRID, f"{options.out}/planar-body.onnx", ["regions", "answers"])

    def save_chest(net):
        report_chest(net, data, held, chest_batch, heart_error, CHEST_GRID)
        write_embedding_facts(net, data, rest, f"{options.out}/planar-chest.embedding.json")
        export(net, CHEST_GRID, f"{options.out}/planar-chest.onnx", ["regions", "grades", "boneScan", "spreadMm", "embedding"])

    if options.network == "body":
        train(BodyNet(), data, rest, body_batch, body_loss, options.epochs, options.seed, save_body)
    else:
        train(ChestNet(), data, rest, chest_batch, chest_loss, options.epochs, options.seed, save_chest)


if __name__ == "__main__":
    main()
