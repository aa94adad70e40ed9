// Sums of products in Einstein's notation; ONNX has the same one.
import { tf } from '../../tfjs.js';
import { defineKernel } from '../backend.js';
import { appendOne, plainName } from '../recording.js';

defineKernel('Einsum', ({ recording, inputs, attributes }) => {
  const equation = attributes.equation as string;
  const values = Object.values(inputs);
  const { allDims, idDims } = tf.backend_util.decodeEinsumEquation(equation, values.length);
  const operands = values.map(({ shape }) => ({ shape: [...shape] })) as unknown as tf.Tensor[];
  tf.backend_util.checkEinsumDimSizes(allDims.length, idDims, operands);
  const lengths = new Map<string, number>();
  for (const [position, value] of values.entries()) {
    for (const [axis, length] of value.shape.entries()) lengths.set(allDims[idDims[position]![axis]!]!, length);
  }
  const letters = [...equation.slice(equation.indexOf('->') + 2).replaceAll(' ', '')];
  const names = values.map((value) => plainName(recording, value));
  const plain = appendOne(recording, 'Einsum', names, { equation: equation.replaceAll(' ', '') });
  return { shape: letters.map((letter) => lengths.get(letter)!), type: values[0]!.type, plain };
});
