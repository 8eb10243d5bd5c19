"""Trains both planar networks on exported digital patients and writes ONNX.

Usage: python3 train.py --bodies DIR --out DIR [--epochs 40] [--folds 0] [--seed 1]
Prints one JSON line per figure. Fixed seeds; a GPU gives the same figures up to the order of its sums.
"""
import argparse
import json
import math
import time

import numpy as np
import torch
import torch.nn.functional as F

from bodies import COLUMNS, ROWS, SPACING, clutter, drop_views, load, log_rand, normalise, rand, source_grid, unpack
from networks import BODY_REGIONS, CHEST_REGIONS, BodyNet, ChestNet

BODY_GRID = (176, 56, 12.0)
CHEST_GRID = (96, 96, 5.0)


def say(**facts):
    print(json.dumps(facts), flush=True)


class Bodies:
    def __init__(self, folder, device):
        self.views, self.bits, self.facts = load(folder, device)
        self.device = device
        self.grade = torch.tensor([f["grade"] for f in self.facts], device=device)
        self.bone = torch.tensor([f["other"] is None for f in self.facts], device=device).float()
        heart = unpack(self.bits, ["heart", "spine"])
        rows = torch.arange(ROWS, device=device).float()[None, :] * SPACING + SPACING / 2
        columns = torch.arange(COLUMNS, device=device).float()[None, :] * SPACING + SPACING / 2
        self.heart_row = (heart[:, 0].sum(2) * rows).sum(1) / heart[:, 0].sum((1, 2))
        self.heart_column = (heart[:, 0].sum(1) * columns).sum(1) / heart[:, 0].sum((1, 2))
        near = ((rows - self.heart_row[:, None]).abs() < 60).float()
        spine = (heart[:, 1] * near[:, :, None]).sum(1)
        self.spine_column = (spine * columns).sum(1) / spine.sum(1).clamp(min=1)
        self.middle = (ROWS * SPACING / 2, COLUMNS * SPACING / 2)

    def sample(self, index, grid, names):
        stack = torch.cat([self.views[index].float(), unpack(self.bits[index], names)], 1)
        out = F.grid_sample(stack, grid, mode="bilinear", align_corners=False)
        return out[:, :2].clamp(min=0), out[:, 2:]


def body_batch(data, index, strength=1.0):
    n, device = len(index), data.device
    rows, columns, spacing = BODY_GRID
    fine = spacing / 2
    static = torch.rand(n, device=device) < 0.3
    top = torch.where(static, data.heart_row[index] - rand(n, 190, 300, device), -rand(n, 0, 260, device))
    height = torch.where(static, rand(n, 380, 620, device), torch.where(torch.rand(n, device=device) < 0.3, rand(n, 800, 2100, device), torch.full((n,), 2200.0, device=device)))
    centre_column = torch.where(static, data.spine_column[index] + rand(n, -40, 80, device), self_middle(data, n)) + torch.randn(n, device=device) * 22
    grid = source_grid(n, rows * 2, columns * 2, fine, top + rows * spacing / 2, centre_column, strength, device)
    views, masks = data.sample(index, grid, BODY_REGIONS)
    field = torch.ones(n, 1, rows * 2, columns * 2, device=device)
    y = torch.arange(rows * 2, device=device)[None, :] * fine
    x = (torch.arange(columns * 2, device=device)[None, :] - columns + 0.5) * fine
    half = torch.where(static, height / 2, rand(n, 210, 340, device))
    field = field * (y < height[:, None]).float()[:, None, :, None] * (x.abs() < half[:, None]).float()[:, None, None, :]
    views, masks = F.avg_pool2d(clutter(views, strength) * field, 2) * 4, F.avg_pool2d(masks * field, 2)
    views = views * (fine / SPACING) ** 2 * (log_rand(n, 8e4, 4e6, device) / 1e6)[:, None, None, None]
    counts = torch.poisson(views)
    swapped = torch.rand(n, device=device) < 0.12
    counts = torch.where(swapped[:, None, None, None], counts.flip(1).flip(3), counts)
    masks = torch.where(swapped[:, None, None, None], masks.flip(3), masks)
    counts = drop_views(counts, 0.3, 0.0)
    upside = torch.rand(n, device=device) < 0.12
    # A static or cropped field stays at the top of the grid when it is turned.
    turned_counts, turned_masks = turn_within(counts, height, spacing), turn_within(masks, height, spacing)
    counts = torch.where(upside[:, None, None, None], turned_counts, counts)
    masks = torch.where(upside[:, None, None, None], turned_masks, masks)
    answers = torch.stack([data.bone[index], upside.float(), swapped.float()], 1)
    return normalise(counts), masks, answers


def self_middle(data, n):
    return torch.full((n,), data.middle[1], device=data.device)


def turn_within(images, height, spacing):
    """Rotates by 180 degrees; rows inside the field of view stay at the top of the grid."""
    n, _, rows, _ = images.shape
    used = (height / spacing).round().clamp(max=rows).long()
    row = torch.arange(rows, device=images.device)[None, :]
    source = torch.where(row < used[:, None], used[:, None] - 1 - row, row)
    return torch.gather(images, 2, source[:, None, :, None].expand_as(images)).flip(3)


def chest_batch(data, index, strength=1.0, jitter=1.0, low_counts=1e5, high_counts=6e6):
    n, device = len(index), data.device
    rows, columns, spacing = CHEST_GRID
    centre_row = data.heart_row[index] + torch.randn(n, device=device).clamp(-2.5, 2.5) * 16 * jitter
    centre_column = data.spine_column[index] + torch.randn(n, device=device).clamp(-2.5, 2.5) * 14 * jitter
    grid = source_grid(n, rows, columns, spacing, centre_row, centre_column, strength, device)
    views, masks = data.sample(index, grid, CHEST_REGIONS)
    field = torch.ones(n, 1, rows, columns, device=device)
    cut = torch.rand(n, device=device) < 0.25 * jitter
    y = (torch.arange(rows, device=device)[None, :] - rows / 2 + 0.5) * spacing
    x = (torch.arange(columns, device=device)[None, :] - columns / 2 + 0.5) * spacing
    edges = [torch.where(cut, rand(n, 130, 260, device), torch.full((n,), 999.0, device=device)) for _ in range(4)]
    inside_rows = ((y > -edges[0][:, None]) & (y < edges[1][:, None])).float()
    inside_columns = ((x > -edges[2][:, None]) & (x < edges[3][:, None])).float()
    field = field * inside_rows[:, None, :, None] * inside_columns[:, None, None, :]
    views = clutter(views, strength) * field * (spacing / SPACING) ** 2 * (log_rand(n, low_counts, high_counts, device) / 1e6)[:, None, None, None]
    counts = drop_views(torch.poisson(views), 0.25 * jitter, 0.06 * jitter)
    return normalise(counts), masks * field, data.grade[index], data.bone[index]


def region_loss(logits, masks, weights):
    cross = F.binary_cross_entropy_with_logits(logits, masks, reduction="none").mean((2, 3))
    p = torch.sigmoid(logits)
    overlap = 1 - (2 * (p * masks).sum((2, 3)) + 20) / ((p + masks).sum((2, 3)) + 20)
    return ((4 * cross + overlap) * weights).mean()


def centroid(p, spacing):
    rows, columns = p.shape[1:]
    y = torch.arange(rows, device=p.device).float() * spacing
    x = torch.arange(columns, device=p.device).float() * spacing
    mass = p.sum((1, 2)) + 1e-3
    return torch.stack([(p.sum(2) * y).sum(1) / mass, (p.sum(1) * x).sum(1) / mass], 1), mass


def heart_error(logits, masks, spacing):
    p = torch.sigmoid(logits)
    found, found_mass = centroid(p * (p > 0.05), spacing)
    true, true_mass = centroid(masks, spacing)
    return found - true, torch.log(found_mass / true_mass), true_mass > 20


def chest_loss(outputs, masks, grade, bone):
    regions, grades, bones, spread, _ = outputs
    weights = torch.tensor([3.0, 1.5, 1.0, 0.6, 0.5, 0.7, 0.5, 0.5], device=masks.device)
    loss = region_loss(regions, masks, weights)
    error, area, visible = heart_error(regions[:, 0], masks[:, 0], CHEST_GRID[2])
    loss = loss + (visible[:, None] * (error.abs() / 20)).mean() + 0.3 * (visible * area.abs()).mean()
    sigma = F.softplus(spread) * 10 + 0.5
    loss = loss + 0.1 * (visible[:, None] * (error.detach().abs() / sigma + torch.log(sigma))).mean()
    sure = F.cross_entropy(grades, grade, reduction="none", label_smoothing=0.01)
    steps = torch.arange(4, device=masks.device).float()
    ordinal = ((torch.softmax(grades, 1) * steps).sum(1) - grade.float()).abs()
    loss = loss + (bone * (sure + 0.3 * ordinal)).mean() * 1.2
    return loss + 0.3 * F.binary_cross_entropy_with_logits(bones[:, 0], bone)


def body_loss(outputs, masks, answers):
    regions, found = outputs
    weights = torch.tensor([1.0, 3.0, 1.5, 1.0, 1.0, 1.0, 0.7, 0.7, 0.5], device=masks.device)
    loss = region_loss(regions, masks, weights)
    error, _, visible = heart_error(regions[:, 1], masks[:, 1], BODY_GRID[2])
    loss = loss + (visible[:, None] * (error.abs() / 30)).mean()
    return loss + 0.6 * F.binary_cross_entropy_with_logits(found, answers)


def train(net, data, train_index, batch_of, loss_of, epochs, batch, rate, seed):
    torch.manual_seed(seed)
    net = net.to(data.device).to(memory_format=torch.channels_last)
    steps = epochs * (len(train_index) // batch)
    optimiser = torch.optim.AdamW(net.parameters(), lr=rate, weight_decay=1e-3)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, total_steps=steps, pct_start=0.1)
    averaged = torch.optim.swa_utils.AveragedModel(net, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.998), use_buffers=True)
    net.train()
    start, done = time.time(), 0
    for epoch in range(epochs):
        order = train_index[torch.randperm(len(train_index), device=data.device)]
        total = 0.0
        for k in range(len(order) // batch):
            inputs, *targets = batch_of(data, order[k * batch:(k + 1) * batch])
            with torch.autocast("cuda", torch.bfloat16):
                outputs = net(inputs.to(memory_format=torch.channels_last))
            loss = loss_of([o.float() for o in outputs], *targets)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            averaged.update_parameters(net)
            total += loss.detach()
            done += 1
        if epoch % 5 == 4 or epoch == 0:
            say(network=type(net).__name__, epoch=epoch + 1, loss=round(float(total) / max(1, len(order) // batch), 4), seconds=round(time.time() - start, 1))
    final = averaged.module
    final.eval()
    return final


@torch.no_grad()
def predict_chest(net, data, index, low=3e5, high=3e6, strength=0.3, jitter=0.5):
    torch.manual_seed(12345)
    rows = []
    for part in index.split(256):
        inputs, masks, grade, bone = chest_batch(data, part, strength, jitter, low, high)
        regions, grades, bones, spread, embedding = net(inputs)
        error, area, visible = heart_error(regions[:, 0], masks[:, 0], CHEST_GRID[2])
        sigma = F.softplus(spread) * 10 + 0.5
        rows.append(torch.cat([torch.softmax(grades, 1), grade[:, None], bone[:, None], torch.sigmoid(bones), error, area[:, None], sigma, embedding], 1).cpu())
    return torch.cat(rows).numpy()


def auc(score, truth):
    order = np.argsort(score)
    rank = np.empty(len(score))
    rank[order] = np.arange(1, len(score) + 1)
    positive = truth.sum()
    return float((rank[truth].sum() - positive * (positive + 1) / 2) / (positive * (len(truth) - positive)))


def kappa(found, truth):
    table = np.zeros((4, 4))
    for f, t in zip(found, truth):
        table[int(f), int(t)] += 1
    w = (np.arange(4)[:, None] - np.arange(4)[None]) ** 2
    expected = table.sum(1, keepdims=True) * table.sum(0, keepdims=True) / table.sum()
    return float(1 - (w * table).sum() / (w * expected).sum()), table.astype(int).tolist()


def report(name, p):
    bone = p[:, 5] > 0.5
    positive = p[bone, 2] + p[bone, 3]
    truth = p[bone, 4] >= 2
    weighted, table = kappa(p[bone, :4].argmax(1), p[bone, 4])
    distance = np.hypot(p[bone, 7], p[bone, 8])
    called = positive >= 0.5
    say(figure=name, n=int(bone.sum()), auc=round(auc(positive, truth), 5), sensitivity=round(float((called & truth).sum() / truth.sum()), 4),
        specificity=round(float((~called & ~truth).sum() / (~truth).sum()), 4), kappaQuadratic=round(weighted, 4), table=table,
        heartCentreMm=[round(float(np.quantile(distance, q)), 2) for q in (0.5, 0.95)], spreadMm=round(float(np.median(p[bone, 10])), 2),
        areaLogSd=round(float(p[bone, 9].std()), 3), boneAuc=round(auc(p[:, 6], bone), 5))


@torch.no_grad()
def report_body(net, data, index):
    torch.manual_seed(777)
    correct, distance, bone_score, bone_truth = [], [], [], []
    for part in index.split(256):
        inputs, masks, answers = body_batch(data, part, 0.5)
        regions, found = net(inputs)
        correct.append(((found > 0) == (answers > 0.5)).float().cpu())
        error, _, visible = heart_error(regions[:, 1], masks[:, 1], BODY_GRID[2])
        distance.append(error[visible].norm(dim=1).cpu())
        bone_score.append(found[:, 0].cpu())
        bone_truth.append(answers[:, 0].cpu())
    d = torch.cat(distance).numpy()
    say(figure="body network", answersRight=[round(float(v), 4) for v in torch.cat(correct).mean(0)], heartCentreMm=[round(float(np.quantile(d, q)), 1) for q in (0.5, 0.95, 0.99)],
        boneAuc=round(auc(torch.cat(bone_score).numpy(), torch.cat(bone_truth).numpy() > 0.5), 5))


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
    net = WithProbabilities(net.cpu().float().eval().to(memory_format=torch.contiguous_format))
    torch.onnx.export(net, torch.zeros(1, 2, grid[0], grid[1]), path, input_names=["views"], output_names=outputs, opset_version=17, dynamo=False)


def main():
    args = argparse.ArgumentParser()
    args.add_argument("--bodies", required=True)
    args.add_argument("--out", required=True)
    args.add_argument("--epochs", type=int, default=40)
    args.add_argument("--folds", type=int, default=0)
    args.add_argument("--seed", type=int, default=1)
    args = args.parse_args()
    torch.backends.cudnn.benchmark = True
    device = torch.device("cuda")
    data = Bodies(args.bodies, device)
    n = len(data.facts)
    say(bodies=n, grades=torch.bincount(data.grade[data.bone > 0.5]).tolist(), other=int((data.bone < 0.5).sum()))
    everyone = torch.arange(n, device=device)
    held = everyone % 10 == 0
    body = train(BodyNet(), data, everyone[~held], body_batch, body_loss, args.epochs, 256, 4e-3, args.seed)
    report_body(body, data, everyone[held])
    chest = train(ChestNet(), data, everyone[~held], chest_batch, chest_loss, int(args.epochs * 1.5), 256, 4e-3, args.seed + 1)
    report("held-out tenth", predict_chest(chest, data, everyone[held]))
    for counts in (8e4, 1.5e5, 3e5, 1e6, 3e6):
        report(f"held-out tenth at {counts:.0f} counts", predict_chest(chest, data, everyone[held], counts, counts * 1.01))
    known = predict_chest(chest, data, everyone[~held][:4000])
    known = known[known[:, 5] > 0.5]
    embedding = known[:, 12:]
    np.save(f"{args.out}/embedding.npy", embedding.astype(np.float32))
    covariance = np.cov(embedding.T) + 1e-4 * np.eye(embedding.shape[1])
    with open(f"{args.out}/embedding.json", "w") as file:
        json.dump({"mean": embedding.mean(0).round(6).tolist(), "precision": np.linalg.inv(covariance).round(5).tolist()}, file)
    export(body, BODY_GRID, f"{args.out}/planar-body.onnx", ["regions", "answers"])
    export(chest, CHEST_GRID, f"{args.out}/planar-chest.onnx", ["regions", "grades", "boneScan", "spreadMm", "embedding"])
    say(exported=True)
    for fold in range(args.folds):
        test = everyone % args.folds == fold
        net = train(ChestNet(), data, everyone[~test], chest_batch, chest_loss, args.epochs, 256, 4e-3, 100 + fold)
        report(f"fold {fold + 1} of {args.folds}", predict_chest(net, data, everyone[test]))


if __name__ == "__main__":
    main()
