"""Runs the graphs that export.js wrote in Python's onnxruntime: python validation/interoperability/run.py FOLDER

Prints a JSON document: versions, and for every graph the largest difference of any output from what Tharsis made of it,
relative to the output's largest number. With the package onnx, onnx.checker judges each model, too.
"""

import json
import platform
import sys
from pathlib import Path

import numpy
import onnxruntime

try:
    import onnx
    import onnx.checker
except ImportError:
    onnx = None

TYPES = {"F32": numpy.float32, "I32": numpy.int32}


def arrays(path):
    """The arrays of a safetensors file by their names."""
    data = path.read_bytes()
    start = 8 + int.from_bytes(data[:8], "little")
    header = json.loads(data[8:start])
    header.pop("__metadata__", None)
    return {
        name: numpy.frombuffer(data[start + entry["data_offsets"][0] : start + entry["data_offsets"][1]], TYPES[entry["dtype"]]).reshape(entry["shape"])
        for name, entry in header.items()
    }


def largest_difference(folder, name):
    model = folder / f"{name}.onnx"
    if onnx is not None:
        onnx.checker.check_model(str(model), full_check=True)
    session = onnxruntime.InferenceSession(str(model), providers=["CPUExecutionProvider"])
    expected = arrays(folder / f"{name}.outputs.safetensors")
    outputs = [port.name for port in session.get_outputs()]
    assert set(outputs) == set(expected), (outputs, list(expected))
    differences = []
    for output, value in zip(outputs, session.run(outputs, arrays(folder / f"{name}.inputs.safetensors"))):
        wanted = expected[output]
        assert value.shape == wanted.shape and value.dtype == wanted.dtype, output
        difference = numpy.abs(value.astype(numpy.float64) - wanted).max(initial=0)
        differences.append(difference / max(numpy.abs(wanted).max(initial=0), 1e-30))
    return float(max(differences))


folder = Path(sys.argv[1])
names = json.loads((folder / "index.json").read_text())
versions = {"python": platform.python_version(), "onnxruntime": onnxruntime.__version__, "onnx": onnx and onnx.__version__}
print(json.dumps({"versions": versions, "differences": {name: largest_difference(folder, name) for name in names}}))
