// Runs exported graphs in onnxruntime-web, in Node or in a browser, and compares them with what Tharsis made of them.

/**
 * For every graph the largest difference of any output, relative to the output's largest number.
 *
 * @param ort the module onnxruntime-web
 * @param read gives the bytes of an exported file by its name
 */
export async function largestDifferences(ort, read) {
  const names = JSON.parse(new TextDecoder().decode(await read('index.json')));
  const differences = {};
  for (const name of names) {
    const session = await ort.InferenceSession.create(await read(`${name}.onnx`), { executionProviders: ['wasm'] });
    const inputs = arraysOf(await read(`${name}.inputs.safetensors`));
    const feeds = Object.fromEntries(
      Object.entries(inputs).map(([key, { type, data, shape }]) => [key, new ort.Tensor(type, data, shape)]),
    );
    const outputs = await session.run(feeds);
    const expected = arraysOf(await read(`${name}.outputs.safetensors`));
    differences[name] = Math.max(...Object.entries(expected).map(([key, wanted]) => difference(outputs[key], wanted)));
    await session.release();
  }
  return differences;
}

function difference(tensor, wanted) {
  if (tensor.type !== wanted.type || tensor.dims.join() !== wanted.shape.join()) return Number.NaN;
  let largest = 0;
  let scale = 1e-30;
  for (const [index, value] of wanted.data.entries()) {
    largest = Math.max(largest, Math.abs(tensor.data[index] - value));
    scale = Math.max(scale, Math.abs(value));
  }
  return largest / scale;
}

/** The arrays of a safetensors file by their names. */
function arraysOf(bytes) {
  const start = 8 + Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  const { __metadata__, ...header } = JSON.parse(new TextDecoder().decode(bytes.subarray(8, start)));
  return Object.fromEntries(
    Object.entries(header).map(
      ([
        name,
        {
          dtype,
          shape,
          data_offsets: [begin, end],
        },
      ]) => {
        const copy = bytes.slice(start + begin, start + end).buffer;
        const array = dtype === 'F32' ? new Float32Array(copy) : new Int32Array(copy);
        return [name, { type: dtype === 'F32' ? 'float32' : 'int32', shape, data: array }];
      },
    ),
  );
}
