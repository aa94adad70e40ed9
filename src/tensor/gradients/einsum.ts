// The gradient of a sum of products, which is linear in each operand: the output gradient times the other operands,
// summed to the operand's own indices. TensorFlow.js has none.
import type * as Tfjs from '@tensorflow/tfjs-core';

export function registerEinsumGradient(tf: typeof Tfjs): void {
  tf.registerGradient({
    kernelName: 'Einsum',
    saveAllInputs: true,
    gradFunc: (dy, saved, attributes) => {
      const [left, output] = (attributes.equation as string).replaceAll(' ', '').split('->') as [string, string];
      const terms = left.split(',');
      return Object.fromEntries(
        saved.map((operand, position) => [
          String(position),
          () => {
            const others = saved.filter((_, other) => other !== position);
            const otherTerms = terms.filter((_, other) => other !== position);
            return operandGradient(
              tf,
              [dy as Tfjs.Tensor, ...others],
              [output, ...otherTerms],
              operand,
              terms[position]!,
            );
          },
        ]),
      );
    },
  });
}

/** Indices that only the operand has were summed over alone; along them the gradient repeats itself. */
function operandGradient(
  tf: typeof Tfjs,
  factors: Tfjs.Tensor[],
  terms: string[],
  operand: Tfjs.Tensor,
  term: string,
): Tfjs.Tensor {
  const known = [...term].filter((letter) => terms.some((other) => other.includes(letter)));
  const equation = `${terms.join(',')}->${known.join('')}`;
  // An einsum that changes nothing gives its operand itself on the cpu engine, and the tape would count it twice.
  const contracted = equation === `${terms[0]}->${terms[0]}` ? factors[0]! : tf.einsum(equation, ...factors);
  if (known.length === term.length) return contracted;
  const kept = operand.shape.map((length, axis) => (known.includes(term[axis]!) ? length : 1));
  return tf.broadcastTo(tf.reshape(contracted, kept), operand.shape as [number]);
}
