"""Steady convection of the extended Boussinesq approximation in a unit box, by a spectral method that shares nothing
with Tharsis: the reference of the cases `king-*` of `tharsis verify convection` (setting of King et al. 2010, constant
viscosity, free slip, temperature 1 at the bottom and 0 at the top).

    u . grad T + Di w (T + T0) = lap T + Di/Ra Phi,     lap lap psi = Ra dT/dx,     u = -dpsi/dz, w = dpsi/dx

Cosines sideways, Chebyshev polynomials upwards, collocation, Newton's method with the exact Jacobian. Several steady
states exist at high Ra: that at Di = 0.25 is followed in Ra, and from each of its states one in Di to 1.

Needs Python 3 with numpy and scipy; about five minutes on one core:

    python3 validation/spectral/extended_boussinesq.py > validation/spectral/extended_boussinesq.json
"""

import json
import platform
import sys

import numpy as np
import scipy
from scipy.linalg import solve

T0 = 0.091


def chebyshev(n):
    """Points on [0, 1] from the top down, matrix of the derivative, weights of the integral."""
    k = np.arange(n + 1)
    x = np.cos(np.pi * k / n)
    c = np.ones(n + 1)
    c[[0, -1]] = 2
    c *= (-1.0) ** k
    d = np.outer(c, 1 / c) / (x[:, None] - x[None, :] + np.eye(n + 1))
    d -= np.diag(d.sum(1))
    moments = np.array([0 if m % 2 else 2 / (1 - m * m) for m in k])
    weights = np.linalg.solve(np.polynomial.chebyshev.chebvander(x, n).T, moments)
    return (x + 1) / 2, 2 * d, weights / 2


def across(n):
    """Points between the mirrors, and cosines and sines there."""
    x = (np.arange(n) + 0.5) / n
    angles = np.pi * np.outer(x, np.arange(n))
    return x, np.cos(angles), np.sin(angles)


class Operators:
    """What a temperature on nx columns of nz + 1 points does: flow, strain rates, gradients; dense matrices."""

    def __init__(self, nx, nz):
        z, d, wz = chebyshev(nz)
        x, cosines, sines = across(nx)
        m = nz + 1
        waves = np.pi * np.arange(nx)
        inverse = np.linalg.inv(cosines)
        d2 = d @ d
        one = np.eye(m)
        # psi_k of the temperature T_k, with psi and its vorticity zero at top and bottom; Rayleigh number 1.
        response = np.zeros((nx, m, m))
        for k in range(1, nx):
            laplacian = d2 - waves[k] ** 2 * one
            inner = np.zeros((m, m))
            inner[1:-1, 1:-1] = np.linalg.inv(laplacian[1:-1, 1:-1])
            response[k] = waves[k] * inner @ inner

        def field(modes, vertical):
            columns = np.einsum("ab,kbc->kac", vertical, response)
            return np.einsum("ik,kac,kj->iajc", modes, columns, inverse, optimize=True).reshape(nx * m, nx * m)

        self.w = field(cosines * waves, one)
        self.u = field(-sines, d)
        self.stretching = field(-cosines * waves, d)
        self.shear = field(-sines, d2) + field(-sines * waves**2, one)
        self.tx = np.kron(-(sines * waves) @ inverse, one)
        self.tz = np.kron(np.eye(nx), d)
        self.laplacian = np.kron(-(cosines * waves**2) @ inverse, one) + np.kron(np.eye(nx), d2)
        self.weights = np.outer(np.full(nx, 1 / nx), wz).ravel()
        self.x, self.z = (grid.ravel() for grid in np.meshgrid(x, z, indexing="ij"))
        self.shape, self.derivative = (nx, m), d


def steady(operators, ra, di, t):
    """Newton's method from t."""
    o = operators
    walls = [(np.flatnonzero(np.isclose(o.z, at)), value) for at, value in ((0, 1), (1, 0))]
    for _ in range(20):
        u, w = ra * (o.u @ t), ra * (o.w @ t)
        stretching, shear = ra * (o.stretching @ t), ra * (o.shear @ t)
        tx, tz = o.tx @ t, o.tz @ t
        dissipation = 4 * stretching**2 + shear**2
        residual = o.laplacian @ t - u * tx - w * tz - di * w * (t + T0) + di / ra * dissipation
        jacobian = o.laplacian - u[:, None] * o.tx - w[:, None] * o.tz
        jacobian -= ra * ((tz + di * (t + T0))[:, None] * o.w + tx[:, None] * o.u)
        jacobian += di * (8 * stretching[:, None] * o.stretching + 2 * shear[:, None] * o.shear)
        jacobian[np.diag_indices_from(jacobian)] -= di * w
        for rows, value in walls:
            jacobian[rows] = 0
            jacobian[rows, rows] = 1
            residual[rows] = t[rows] - value
        step = solve(jacobian, -residual, overwrite_a=True)
        t = t + step
        if np.abs(step).max() < 1e-10:
            return t
    raise RuntimeError(f"Ra = {ra}, Di = {di}: Newton's method does not converge")


def values(operators, ra, di, t):
    o = operators
    u, w = ra * (o.u @ t), ra * (o.w @ t)
    dissipation = ra**2 * (4 * (o.stretching @ t) ** 2 + (o.shear @ t) ** 2)
    gradient = t.reshape(o.shape) @ o.derivative.T
    return {
        "rayleigh": ra,
        "dissipationNumber": di,
        "points": o.shape,
        "nusselt": -gradient[:, 0].mean(),
        "nusseltBottom": -gradient[:, -1].mean(),
        "vrms": np.sqrt(o.weights @ (u * u + w * w)),
        "meanTemperature": o.weights @ t,
        "viscousHeating": di / ra * (o.weights @ dissipation),
        "adiabaticCooling": di * (o.weights @ (w * (t + T0))),
    }


def refine(t, coarse, fine):
    """A temperature on other points."""
    nx, m = coarse.shape
    modes = np.linalg.solve(across(nx)[1], t.reshape(nx, m))
    at = np.pi * np.outer((np.arange(fine.shape[0]) + 0.5) / fine.shape[0], np.arange(nx))
    fine_columns = np.cos(at) @ modes
    vander = np.polynomial.chebyshev.chebvander
    heights = [2 * chebyshev(o.shape[1] - 1)[0] - 1 for o in (coarse, fine)]
    coefficients = np.linalg.solve(vander(heights[0], m - 1), fine_columns.T)
    return (vander(heights[1], m - 1) @ coefficients).T.ravel()


def follow(operators, t, start, end):
    """The steady state at `end`, (Ra, Di), that continues the one at `start`: in parts as long as Newton's method takes."""
    done, part = 0.0, 1.0
    at = lambda s: (start[0] * (end[0] / start[0]) ** s, start[1] + (end[1] - start[1]) * s)
    while done < 1:
        target = min(1, done + part)
        try:
            t = steady(operators, *at(target), t)
            done = target
            print("Ra {:.0f}, Di {:.3f}".format(*at(done)), file=sys.stderr)
        except RuntimeError:
            part /= 2
            if part < 1e-3:
                raise
    return t


def main():
    low, high, last = Operators(32, 32), Operators(48, 48), Operators(60, 52)
    cases = []
    t = 1 - low.z + 0.1 * np.cos(np.pi * low.x) * np.sin(np.pi * low.z)
    t = steady(low, 1e4, 0, t)
    at = (1e4, 0)
    for operators, ra in ((low, 1e4), (high, 1e5), (last, 1e6)):
        if operators is not low:
            t = refine(t, low if operators is high else high, operators)
        t = follow(operators, t, at, (ra, 0.25))
        at = (ra, 0.25)
        cases.append(values(operators, ra, 0.25, t))
        cases.append(values(operators, ra, 1.0, follow(operators, t, at, (ra, 1.0))))
    software = f"Python {platform.python_version()}, numpy {np.__version__}, scipy {scipy.__version__}"
    json.dump(
        {"software": software, "surfaceTemperatureRatio": T0, "cases": cases},
        sys.stdout,
        indent=2,
        default=float,
    )
    print()


main()
