"""The cases of `tharsis bench engine` in PyTorch: python bench/peers/torch_engine.py [THREADS]

Forward, backward and Adam in float32, one JSON document on stdout, as `tharsis bench engine --json`.
"""

import json
import resource
import statistics
import sys
import time

import torch
from torch import nn

THREADS = int(sys.argv[1]) if len(sys.argv) > 1 else 2
SECONDS = 8.0


def same_padding(size, kernel, stride):
    """TensorFlow's 'same': pads at the far end first."""
    total = max((-(-size // stride) - 1) * stride + kernel - size, 0)
    return total // 2, total - total // 2


class Down(nn.Module):
    """A strided convolution with 'same' padding."""

    def __init__(self, inputs, outputs, kernel, stride, size):
        super().__init__()
        top, bottom = same_padding(size[0], kernel[0], stride)
        left, right = same_padding(size[1], kernel[1], stride)
        self.pad = nn.ZeroPad2d((left, right, top, bottom))
        self.convolution = nn.Conv2d(inputs, outputs, kernel, stride)

    def forward(self, x):
        return self.convolution(self.pad(x))


class Up(nn.Module):
    """A transposed convolution to a given size: the adjoint of `Down`."""

    def __init__(self, inputs, outputs, kernel, stride, size):
        super().__init__()
        self.size = size
        self.top, _ = same_padding(size[0], kernel[0], stride)
        self.left, _ = same_padding(size[1], kernel[1], stride)
        self.convolution = nn.ConvTranspose2d(inputs, outputs, kernel, stride)

    def forward(self, x):
        grown = self.convolution(x)
        return grown[:, :, self.top : self.top + self.size[0], self.left : self.left + self.size[1]]


def halved(size):
    return tuple(-(-length // 2) for length in size)


class PaperAutoencoder(nn.Module):
    def __init__(self):
        super().__init__()
        widths = [1, 2, 4, 8, 12, 16, 24]
        sizes = [(302, 394)]
        for _ in widths[1:]:
            sizes.append(halved(sizes[-1]))
        kernel = (5, 7)
        layers = []
        for layer in range(6):
            layers += [Down(widths[layer], widths[layer + 1], kernel, 2, sizes[layer]), nn.Tanh()]
        for layer in reversed(range(6)):
            layers += [Up(widths[layer + 1], widths[layer], kernel, 2, sizes[layer]), nn.Tanh()]
        layers.append(Down(1, 1, kernel, 1, sizes[0]))
        self.layers = nn.Sequential(*layers)

    def forward(self, x):
        return self.layers(x)


class DeepAutoencoder(nn.Module):
    def __init__(self):
        super().__init__()
        widths = [1, 16, 32, 64]
        sizes = [(96, 128), (48, 64), (24, 32), (12, 16)]
        layers = []
        for layer in range(3):
            layers += [Down(widths[layer], widths[layer + 1], (3, 3), 2, sizes[layer]), nn.ReLU()]
        for _ in range(2):
            layers += [Down(64, 64, (3, 3), 1, sizes[3]), nn.ReLU()]
        for layer in reversed(range(3)):
            layers.append(Up(widths[layer + 1], widths[layer], (4, 4), 2, sizes[layer]))
            if layer > 0:
                layers.append(nn.ReLU())
        self.layers = nn.Sequential(*layers)

    def forward(self, x):
        return self.layers(x)


class PaperFnn(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.ModuleList([nn.Linear(6 if layer == 0 else 400, 400) for layer in range(8)])
        self.output = nn.Linear(400, 840)

    def forward(self, x):
        total = None
        for layer in self.hidden:
            before = layer(x)
            x = torch.selu(before if total is None else before + total)
            total = x if total is None else total + x
        return torch.selu(self.output(x))


class PaperLstm(nn.Module):
    """Four layers of 600 with SELU in place of tanh, so written out as in the paper's Keras model."""

    def __init__(self):
        super().__init__()
        self.kernels = nn.ModuleList([nn.Linear(848 if layer == 0 else 600, 2400) for layer in range(4)])
        self.recurrent = nn.ModuleList([nn.Linear(600, 2400, bias=False) for _ in range(4)])
        self.output = nn.Linear(600, 840)

    def forward(self, x):
        for kernel, recurrent in zip(self.kernels, self.recurrent):
            inputs = kernel(x)
            outputs = []
            hidden = cell = None
            for step in range(20):
                gates = inputs[:, step] if hidden is None else inputs[:, step] + recurrent(hidden)
                admit, forget, change, emit = gates.chunk(4, 1)
                admitted = torch.sigmoid(admit) * torch.selu(change)
                cell = admitted if cell is None else torch.sigmoid(forget) * cell + admitted
                hidden = torch.sigmoid(emit) * torch.selu(cell)
                outputs.append(hidden)
            x = torch.stack(outputs, 1)
        return torch.selu(self.output(x[:, -1]))


class Nice(nn.Module):
    def __init__(self):
        super().__init__()
        widths = [64, 1000, 1000, 1000, 1000, 1000, 64]
        self.couplings = nn.ModuleList()
        for _ in range(6):
            layers = []
            for layer in range(6):
                layers.append(nn.Linear(widths[layer], widths[layer + 1]))
                if layer < 5:
                    layers.append(nn.Tanh())
            self.couplings.append(nn.Sequential(*layers))

    def forward(self, x):
        kept, moved = x.chunk(2, 1)
        for coupling in self.couplings:
            kept, moved = moved + coupling(kept), kept
        return torch.cat([kept, moved], 1)


def squared_error(predicted, wanted):
    return ((predicted - wanted) ** 2).mean()


def autoencoder(name, network, shape):
    x = torch.randn(shape)
    return name, shape[0], network, lambda: squared_error(network(x), x)


def predictor(name, network, inputs):
    x, wanted = torch.randn(inputs), torch.randn(inputs[0], 840)
    return name, inputs[0], network, lambda: squared_error(network(x), wanted)


def nice():
    network, noise = Nice(), torch.randn(2000, 128)
    return "nice-128", 2000, network, lambda: 0.5 * (network(noise) ** 2).sum(1).mean()


CASES = {
    "autoencoder-paper-64": lambda name: autoencoder(name, PaperAutoencoder(), (64, 1, 302, 394)),
    "autoencoder-paper-16": lambda name: autoencoder(name, PaperAutoencoder(), (16, 1, 302, 394)),
    "autoencoder-96x128": lambda name: autoencoder(name, DeepAutoencoder(), (32, 1, 96, 128)),
    "fnn-paper": lambda name: predictor(name, PaperFnn(), (1024, 6)),
    "lstm-paper": lambda name: predictor(name, PaperLstm(), (64, 20, 848)),
    "nice-128": lambda name: nice(),
}


def measure(name, batch, network, loss):
    optimizer = torch.optim.Adam(network.parameters(), lr=1e-4)

    def step():
        began = time.perf_counter()
        optimizer.zero_grad(set_to_none=True)
        loss().backward()
        optimizer.step()
        return time.perf_counter() - began

    step(), step()
    seconds = []
    while sum(seconds) < SECONDS or len(seconds) < 5:
        seconds.append(step())
    per_step = statistics.median(seconds)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"name": name, "samplesPerSecond": batch / per_step, "secondsPerStep": per_step, "peakRssMiB": peak}


if __name__ == "__main__":
    torch.set_num_threads(THREADS)
    torch.set_flush_denormal(True)
    torch.manual_seed(1)
    chosen = sys.argv[2:] or CASES
    results = [measure(*CASES[name](name)) for name in chosen]
    print(json.dumps({"torch": torch.__version__, "threads": THREADS, "results": results}, indent=2))
