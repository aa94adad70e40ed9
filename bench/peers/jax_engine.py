"""The cases of `tharsis bench engine` in JAX: python bench/peers/jax_engine.py [CASE...]

Forward, backward and Adam in float32, jitted, with donated state; one JSON document on stdout, as `tharsis bench engine
--json`. Threads: XLA takes all cores that the process may use (taskset -c 0,1 for two).
"""

import json
import resource
import statistics
import sys
import time

import jax
import jax.numpy as jnp
from jax import lax

SECONDS = 8.0
IMAGES = ("NHWC", "HWIO", "NHWC")


def draw(key, *shape):
    return jax.random.normal(key, shape, jnp.float32) * 0.05


def down(parameters, x, stride):
    kernel, bias = parameters
    return lax.conv_general_dilated(x, kernel, (stride, stride), "SAME", dimension_numbers=IMAGES) + bias


def up(parameters, x, stride, size):
    """The adjoint of a 'same' convolution of an image of the given size."""
    kernel, bias = parameters
    pads = []
    for length, small, window in zip(size, x.shape[1:3], kernel.shape[:2]):
        total = max((small - 1) * stride + window - length, 0)
        before = window - 1 - total // 2
        pads.append((before, length + window - 1 - before - ((small - 1) * stride + 1)))
    grown = lax.conv_general_dilated(x, kernel, (1, 1), pads, lhs_dilation=(stride, stride), dimension_numbers=IMAGES)
    return grown + bias


def convolution(key, kernel, inputs, outputs):
    return draw(key, *kernel, inputs, outputs), jnp.zeros(outputs)


def dense(key, inputs, outputs):
    return draw(key, inputs, outputs), jnp.zeros(outputs)


def apply_dense(parameters, x):
    return x @ parameters[0] + parameters[1]


def paper_autoencoder(key, batch):
    widths = [1, 2, 4, 8, 12, 16, 24]
    sizes = [(302, 394)]
    for _ in widths[1:]:
        sizes.append(tuple(-(-length // 2) for length in sizes[-1]))
    keys = jax.random.split(key, 14)
    parameters = {
        "down": [convolution(keys[i], (5, 7), widths[i], widths[i + 1]) for i in range(6)],
        "up": [convolution(keys[6 + i], (5, 7), widths[i + 1], widths[i]) for i in range(6)],
        "output": convolution(keys[12], (5, 7), 1, 1),
    }

    def loss(p, x):
        current = x
        for layer in p["down"]:
            current = jnp.tanh(down(layer, current, 2))
        for i in reversed(range(6)):
            current = jnp.tanh(up(p["up"][i], current, 2, sizes[i]))
        return jnp.mean((down(p["output"], current, 1) - x) ** 2)

    return parameters, (jax.random.normal(keys[13], (batch, 302, 394, 1)),), loss


def deep_autoencoder(key):
    widths, sizes = [1, 16, 32, 64], [(96, 128), (48, 64), (24, 32)]
    keys = jax.random.split(key, 9)
    parameters = {
        "down": [convolution(keys[i], (3, 3), widths[i], widths[i + 1]) for i in range(3)],
        "middle": [convolution(keys[3 + i], (3, 3), 64, 64) for i in range(2)],
        "up": [convolution(keys[5 + i], (4, 4), widths[i + 1], widths[i]) for i in range(3)],
    }

    def loss(p, x):
        current = x
        for layer in p["down"]:
            current = jax.nn.relu(down(layer, current, 2))
        for layer in p["middle"]:
            current = jax.nn.relu(down(layer, current, 1))
        for i in reversed(range(3)):
            current = up(p["up"][i], current, 2, sizes[i])
            current = jax.nn.relu(current) if i > 0 else current
        return jnp.mean((current - x) ** 2)

    return parameters, (jax.random.normal(keys[8], (32, 96, 128, 1)),), loss


def paper_fnn(key):
    keys = jax.random.split(key, 11)
    parameters = {
        "hidden": [dense(keys[i], 6 if i == 0 else 400, 400) for i in range(8)],
        "output": dense(keys[8], 400, 840),
    }

    def loss(p, x, wanted):
        total = 0.0
        for layer in p["hidden"]:
            x = jax.nn.selu(apply_dense(layer, x) + total)
            total = total + x
        return jnp.mean((jax.nn.selu(apply_dense(p["output"], x)) - wanted) ** 2)

    return parameters, (jax.random.normal(keys[9], (1024, 6)), jax.random.normal(keys[10], (1024, 840))), loss


def paper_lstm(key):
    keys = jax.random.split(key, 11)
    parameters = {
        "layers": [(dense(keys[i], 848 if i == 0 else 600, 2400), draw(keys[4 + i], 600, 2400)) for i in range(4)],
        "output": dense(keys[8], 600, 840),
    }

    def layer(p, sequence):
        kernel, recurrent = p
        inputs = apply_dense(kernel, sequence)

        def step(state, x):
            hidden, cell = state
            admit, forget, change, emit = jnp.split(x + hidden @ recurrent, 4, 1)
            cell = jax.nn.sigmoid(forget) * cell + jax.nn.sigmoid(admit) * jax.nn.selu(change)
            hidden = jax.nn.sigmoid(emit) * jax.nn.selu(cell)
            return (hidden, cell), hidden

        zero = jnp.zeros((sequence.shape[1], 600))
        return lax.scan(step, (zero, zero), inputs)[1]

    def loss(p, windows, wanted):
        sequence = jnp.swapaxes(windows, 0, 1)
        for part in p["layers"]:
            sequence = layer(part, sequence)
        return jnp.mean((jax.nn.selu(apply_dense(p["output"], sequence[-1])) - wanted) ** 2)

    return parameters, (jax.random.normal(keys[9], (64, 20, 848)), jax.random.normal(keys[10], (64, 840))), loss


def nice(key):
    widths = [64, 1000, 1000, 1000, 1000, 1000, 64]
    keys = jax.random.split(key, 37)
    parameters = [[dense(keys[6 * c + i], widths[i], widths[i + 1]) for i in range(6)] for c in range(6)]

    def loss(p, noise):
        kept, moved = jnp.split(noise, 2, 1)
        for coupling in p:
            shift = kept
            for i, layer in enumerate(coupling):
                shift = apply_dense(layer, shift)
                shift = jnp.tanh(shift) if i < 5 else shift
            kept, moved = moved + shift, kept
        return jnp.mean(0.5 * jnp.sum(jnp.concatenate([kept, moved], 1) ** 2, 1))

    return parameters, (jax.random.normal(keys[36], (2000, 128)),), loss


CASES = {
    "autoencoder-paper-64": (64, lambda key: paper_autoencoder(key, 64)),
    "autoencoder-paper-16": (16, lambda key: paper_autoencoder(key, 16)),
    "autoencoder-96x128": (32, deep_autoencoder),
    "fnn-paper": (1024, paper_fnn),
    "lstm-paper": (64, paper_lstm),
    "nice-128": (2000, nice),
}


def adam_step(loss):
    def step(p, m, v, count, batch):
        value, gradient = jax.value_and_grad(loss)(p, *batch)
        count = count + 1
        m = jax.tree.map(lambda a, g: 0.9 * a + 0.1 * g, m, gradient)
        v = jax.tree.map(lambda a, g: 0.999 * a + 0.001 * g * g, v, gradient)
        scale1, scale2 = 1 / (1 - 0.9**count), 1 / (1 - 0.999**count)
        p = jax.tree.map(lambda w, a, b: w - 1e-4 * a * scale1 / (jnp.sqrt(b * scale2) + 1e-8), p, m, v)
        return p, m, v, count, value

    return jax.jit(step, donate_argnums=(0, 1, 2))


def measure(name):
    batch_size, build = CASES[name]
    parameters, batch, loss = build(jax.random.key(1))
    step = adam_step(loss)
    zeros = jax.tree.map(jnp.zeros_like, parameters)
    state = (parameters, zeros, jax.tree.map(jnp.zeros_like, parameters), jnp.float32(0))

    def timed():
        nonlocal state
        began = time.perf_counter()
        *state, value = step(*state, batch)
        jax.block_until_ready((state, value))
        return time.perf_counter() - began

    compile_seconds = timed()
    timed()
    seconds = []
    while sum(seconds) < SECONDS or len(seconds) < 5:
        seconds.append(timed())
    per_step = statistics.median(seconds)
    return {
        "name": name,
        "samplesPerSecond": batch_size / per_step,
        "secondsPerStep": per_step,
        "compileSeconds": compile_seconds,
        "peakRssMiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


if __name__ == "__main__":
    results = [measure(name) for name in (sys.argv[1:] or CASES)]
    print(json.dumps({"jax": jax.__version__, "results": results}, indent=2))
