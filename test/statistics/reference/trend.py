"""Kalman smoother of statsmodels with exact diffuse start: level, slope, and likelihood of the wander.

Run from this folder: python3 trend.py
"""
import json
import numpy as np
import scipy
import statsmodels
from scipy.integrate import quad
from scipy.stats import norm
from scipy.optimize import brentq
from statsmodels.tsa.statespace.kalman_smoother import KalmanSmoother


def smoother(times, values, uncertainties, wander):
    n = len(times)
    gaps = np.diff(times, append=times[-1])
    model = KalmanSmoother(k_endog=1, k_states=2, k_posdef=2)
    model.bind(np.asarray(values, float))
    model["design"] = np.array([[1.0, 0.0]])
    model["obs_cov"] = (np.asarray(uncertainties) ** 2).reshape(1, 1, n)
    transition = np.zeros((2, 2, n))
    transition[0, 0] = transition[1, 1] = 1
    transition[0, 1] = gaps
    model["transition"] = transition
    model["selection"] = np.eye(2)
    state_cov = np.zeros((2, 2, n))
    state_cov[0, 0] = wander**2 * gaps
    model["state_cov"] = state_cov
    model.initialize("diffuse")
    return model.smooth()


def points(times, values, uncertainties):
    return [{"timeYears": float(t), "value": float(v), "standardUncertainty": float(u)} for t, v, u in zip(times, values, uncertainties)]


def known(name, times, values, uncertainties, wander):
    result = smoother(times, values, uncertainties, wander)
    return {
        "name": name,
        "points": points(times, values, uncertainties),
        "wander": float(wander),
        "slope": float(result.smoothed_state[1, -1]),
        "slopeStandardError": float(np.sqrt(result.smoothed_state_cov[1, 1, -1])),
        "levels": result.smoothed_state[0].tolist(),
        "levelStandardErrors": np.sqrt(result.smoothed_state_cov[0, 0]).tolist(),
    }


def averaged(name, times, values, uncertainties):
    """Averages over the wander with a uniform prior, by adaptive quadrature of the smoother's likelihood."""
    results = {}

    def at(w):
        if w not in results:
            results[w] = smoother(times, values, uncertainties, w)
        return results[w]

    grid = np.linspace(0, 20, 200)
    best = max(at(w).llf_obs.sum() for w in grid)

    def integral(f):
        weigh = lambda w: f(at(w)) * np.exp(at(w).llf_obs.sum() - best)
        return sum(quad(weigh, lo, hi, epsabs=0, epsrel=1e-7, limit=200)[0] for lo, hi in [(0, 1), (1, 4), (4, 20), (20, 400)])

    total = integral(lambda r: 1)
    slope = lambda r: r.smoothed_state[1, -1]
    se = lambda r: np.sqrt(r.smoothed_state_cov[1, 1, -1])
    mean = integral(slope) / total
    sd = np.sqrt(integral(lambda r: se(r) ** 2 + (slope(r) - mean) ** 2) / total)
    cumulative = lambda x: integral(lambda r: norm.cdf((x - slope(r)) / se(r))) / total
    return {
        "name": name,
        "points": points(times, values, uncertainties),
        "slope": float(mean),
        "slopeStandardError": float(sd),
        "interval": [brentq(lambda x: cumulative(x) - q, mean - 8 * sd, mean + 8 * sd, xtol=1e-6) for q in (0.025, 0.975)],
        "worse": float(1 - cumulative(0)),
        "worseBeyond": float(1 - cumulative(0.5)),
    }


rng = np.random.default_rng(20265)
irregular = np.array([0, 0.4, 1.1, 1.3, 2.9, 3.0, 4.4])
many = np.sort(np.round(rng.uniform(0, 6, 24), 3))
walked = np.cumsum(rng.normal(0, 1.2 * np.sqrt(np.diff(many, prepend=many[0] - 0.01)))) + 0.8 * many + 14
unequal = np.round(rng.uniform(0.2, 1.5, 24), 2)
json.dump(
    {
        "software": {"statsmodels": statsmodels.__version__, "scipy": scipy.__version__, "numpy": np.__version__},
        "cases": [
            known("straight course, irregular dates", irregular, [12.1, 12.0, 12.9, 12.6, 14.2, 13.8, 15.3], [0.5, 0.5, 0.4, 0.9, 0.5, 0.5, 0.6], 0),
            known("given wander, irregular dates", irregular, [12.1, 12.0, 12.9, 12.6, 14.2, 13.8, 15.3], [0.5, 0.5, 0.4, 0.9, 0.5, 0.5, 0.6], 0.7),
            known("given wander, two measurements on one date", [0, 0, 1, 2, 2], [1.2, 1.4, 1.4, 1.1, 1.6], [0.1, 0.1, 0.1, 0.1, 0.2], 0.2),
        ],
        "averaged": [
            averaged("24 dates that wander", many, np.round(walked + rng.normal(0, unequal), 3), unequal),
            averaged("7 irregular dates", irregular, [12.1, 12.0, 12.9, 12.6, 14.2, 13.8, 15.3], [0.5, 0.5, 0.4, 0.9, 0.5, 0.5, 0.6]),
            averaged("repeated dates, unequal noise", [0, 0, 1, 2, 2, 3.5, 4, 4.2, 5, 6], [1.2, 1.4, 1.4, 1.1, 1.6, 1.9, 1.5, 1.8, 1.6, 1.9], [0.1, 0.1, 0.1, 0.1, 0.2, 0.1, 0.3, 0.2, 0.1, 0.1]),
        ],
    },
    open("trend.json", "w"),
)
