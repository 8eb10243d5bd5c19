"""What a trained network is worth on patients it has not seen: one JSON line per figure."""
import json

import numpy as np
import torch
import torch.nn.functional as F


def say(**facts):
    print(json.dumps(facts), flush=True)


def auc(score, truth):
    order = np.argsort(score)
    rank = np.empty(len(score))
    rank[order] = np.arange(1, len(score) + 1)
    positive = truth.sum()
    return round(float((rank[truth].sum() - positive * (positive + 1) / 2) / (positive * (len(truth) - positive))), 5)


def kappa(found, truth):
    """Quadratic weighted kappa of two gradings 0 to 3, with their table."""
    table = np.zeros((4, 4))
    np.add.at(table, (found.astype(int), truth.astype(int)), 1)
    weight = (np.arange(4)[:, None] - np.arange(4)[None]) ** 2
    expected = table.sum(1, keepdims=True) * table.sum(0, keepdims=True) / table.sum()
    return round(float(1 - (weight * table).sum() / (weight * expected).sum()), 4), table.astype(int).tolist()


def quantiles(values, at=(0.5, 0.95)):
    return [round(float(np.quantile(values, q)), 2) for q in at]


@torch.no_grad()
def report_chest(net, data, index, batch_of, heart_error, grid):
    for counts in ((3e5, 3e6), (8e4, 9e4), (2e5, 2.2e5), (1e6, 1.1e6)):
        torch.manual_seed(12345)
        rows = []
        for part in index.split(64):
            inputs, masks, grade, bone = batch_of(data, part, 0.3, 0.5, counts)
            regions, grades, bones, spread, _ = net(inputs)
            error, area, _ = heart_error(regions[:, 0], masks[:, 0], grid[2])
            sigma = F.softplus(spread) * 10 + 0.5
            rows.append(torch.cat([torch.softmax(grades, 1), grade[:, None], bone[:, None], torch.sigmoid(bones), error, area[:, None], sigma], 1))
        p = torch.cat(rows).numpy()
        q = p[p[:, 5] > 0.5]
        positive, truth = q[:, 2] + q[:, 3], q[:, 4] >= 2
        weighted, table = kappa(q[:, :4].argmax(1), q[:, 4])
        say(figure=f"held-out digital patients, {counts[0]:.0f} to {counts[1]:.0f} counts", n=len(q), auc=auc(positive, truth),
            sensitivity=round(float((positive[truth] >= 0.5).mean()), 4), specificity=round(float((positive[~truth] < 0.5).mean()), 4),
            kappaQuadratic=weighted, table=table, heartCentreMm=quantiles(np.hypot(q[:, 7], q[:, 8])), spreadMm=quantiles(q[:, 10:12].mean(1)),
            areaLogSd=round(float(q[:, 9].std()), 3), boneScanAuc=auc(p[:, 6], p[:, 5] > 0.5))


@torch.no_grad()
def report_body(net, data, index, batch_of, heart_error, grid):
    torch.manual_seed(777)
    right, distance, score, truth = [], [], [], []
    for part in index.split(64):
        inputs, masks, answers = batch_of(data, part, 0.5)
        regions, found = net(inputs)
        right.append(((found > 0) == (answers > 0.5)).float())
        error, _, visible = heart_error(regions[:, 1], masks[:, 1], grid[2])
        distance.append(error[visible > 0].norm(dim=1))
        score.append(found[:, 0])
        truth.append(answers[:, 0])
    say(figure="held-out digital patients, body network", n=len(index), boneScanUpsideDownSwappedRight=[round(float(v), 4) for v in torch.cat(right).mean(0)],
        heartCentreMm=quantiles(torch.cat(distance).numpy(), (0.5, 0.95, 0.99)), boneScanAuc=auc(torch.cat(score).numpy(), torch.cat(truth).numpy() > 0.5))
