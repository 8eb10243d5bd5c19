"""Kalman smoother of statsmodels with exact diffuse start: level, slope, and likelihood of the wander.

Run from this folder: python3 trend.py
"""
import json
import numpy as np
import scipy
import statsmodels
from scipy.optimize import minimize_scalar
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


def case(name, times, values, uncertainties, wander):
    estimated = wander == "estimate"
    if estimated:
        fit = minimize_scalar(lambda w: -smoother(times, values, uncertainties, w).llf_obs.sum(), bounds=(0, 20), method="bounded", options={"xatol": 1e-10})
        used = fit.x
    else:
        used = wander
    result = smoother(times, values, uncertainties, used)
    return {
        "name": name,
        "points": [{"timeYears": float(t), "value": float(v), "standardUncertainty": float(u)} for t, v, u in zip(times, values, uncertainties)],
        "estimated": estimated,
        "wander": float(used),
        "slope": float(result.smoothed_state[1, -1]),
        "slopeStandardError": float(np.sqrt(result.smoothed_state_cov[1, 1, -1])),
        "levels": result.smoothed_state[0].tolist(),
        "levelStandardErrors": np.sqrt(result.smoothed_state_cov[0, 0]).tolist(),
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
            case("straight course, irregular dates", irregular, [12.1, 12.0, 12.9, 12.6, 14.2, 13.8, 15.3], [0.5, 0.5, 0.4, 0.9, 0.5, 0.5, 0.6], 0),
            case("given wander, irregular dates", irregular, [12.1, 12.0, 12.9, 12.6, 14.2, 13.8, 15.3], [0.5, 0.5, 0.4, 0.9, 0.5, 0.5, 0.6], 0.7),
            case("given wander, two measurements on one date", [0, 0, 1, 2, 2], [1.2, 1.4, 1.4, 1.1, 1.6], [0.1, 0.1, 0.1, 0.1, 0.2], 0.2),
            case("estimated wander, 24 dates", many, np.round(walked + rng.normal(0, unequal), 3), unequal, "estimate"),
        ],
    },
    open("trend.json", "w"),
)
