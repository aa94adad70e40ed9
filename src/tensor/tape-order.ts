// Second derivatives fail or, worse, are silently wrong in TensorFlow.js wherever a gradient uses a saved output: in
// kernels (exp, tanh, softmax, ...; tfjs issue 3252) and in tf.customGrad, on which logSoftmax and softmaxCrossEntropy
// are built. There is one cause: what is saved is a copy of the output, and the copy is written to the tape before the
// operation that made the output, so that a walk along the tape finds no dependence of the copy. This file corrects
// the order.
import type * as Tfjs from '@tensorflow/tfjs-core';

interface TapeNode {
  readonly inputs: Tfjs.NamedTensorMap;
}

/** Private members of the engine: the tape, and the one method that writes to it. */
interface TapeEngine {
  readonly state: { readonly activeTape: TapeNode[] };
  addTapeNode(kernelName: string, inputs: Tfjs.NamedTensorMap, outputs: Tfjs.Tensor[], ...rest: unknown[]): void;
}

/** Makes the tape hold every operation before the copies of its outputs. */
export function orderTape(tf: typeof Tfjs): void {
  const engine = tf.engine() as unknown as TapeEngine;
  const addTapeNode = engine.addTapeNode.bind(engine);
  engine.addTapeNode = (kernelName, inputs, outputs, ...rest) => {
    addTapeNode(kernelName, inputs, outputs, ...rest);
    const { activeTape } = engine.state;
    const ids = new Set(outputs.map(({ id }) => id));
    const copiesOutput = (node: TapeNode | undefined): boolean =>
      node !== undefined && Object.values(node.inputs).some((input) => ids.has(input.id));
    let place = activeTape.length - 1;
    while (copiesOutput(activeTape[place - 1])) place--;
    if (place < activeTape.length - 1) activeTape.splice(place, 0, activeTape.pop()!);
  };
}
