// Products with a bias and an activation in one operation, as TensorFlow.js's layers call them outside of gradients.
// They are recorded as separate operations, which ONNX Runtime fuses again.
import { defineKernel, recordKernel } from '../backend.js';
import type { RecordedValue } from '../recording.js';

const activations: Record<string, string> = {
  elu: 'Elu',
  leakyrelu: 'LeakyRelu',
  prelu: 'Prelu',
  relu: 'Relu',
  relu6: 'Relu6',
  sigmoid: 'Sigmoid',
};

const fusedKernels: Record<string, string> = {
  FusedConv2D: 'Conv2D',
  FusedDepthwiseConv2D: 'DepthwiseConv2dNative',
  _FusedMatMul: 'BatchMatMul',
};

for (const [kernel, productKernel] of Object.entries(fusedKernels)) {
  defineKernel(kernel, ({ recording, inputs, attributes }): RecordedValue => {
    const { bias, preluActivationWeights: alpha, ...factors } = inputs;
    const product = recordKernel(recording, productKernel, factors, attributes);
    const sum = bias === undefined ? product : recordKernel(recording, 'Add', { a: product, b: bias });
    const name = (attributes.activation as string | undefined) ?? 'linear';
    if (name === 'linear') return sum;
    const activation = activations[name];
    if (activation === undefined) {
      throw new Error(
        `${kernel}: got the activation ${name}, expected linear or ${Object.keys(activations).join(', ')}`,
      );
    }
    const operands: Record<string, RecordedValue> = alpha === undefined ? { x: sum } : { x: sum, alpha };
    return recordKernel(recording, activation, operands, { alpha: attributes.leakyreluAlpha ?? 0.2 });
  });
}
