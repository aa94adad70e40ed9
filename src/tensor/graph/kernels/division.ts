// Division with a remainder, and the angle of a quotient.
import { defineKernel } from '../backend.js';
import { appendOne, converted, type Recording, scalar } from '../recording.js';
import { elementwise, type NodeBuilder } from './elementwise.js';

/** Whether exactly one of two numbers is negative. */
function signsDiffer(recording: Recording, a: string, b: string, zero: string): string {
  return appendOne(recording, 'Xor', [
    appendOne(recording, 'Less', [a, zero]),
    appendOne(recording, 'Less', [b, zero]),
  ]);
}

/**
 * The quotient of whole numbers, rounded down, and its remainder; both zero for a divisor of zero, as in TensorFlow.js.
 */
function divided(recording: Recording, [a, b]: readonly string[]): { quotient: string; remainder: string } {
  const zero = scalar(recording, 0, 'int32');
  const one = scalar(recording, 1, 'int32');
  const undefinedHere = appendOne(recording, 'Equal', [b!, zero]);
  const divisor = appendOne(recording, 'Where', [undefinedHere, one, b!]);
  const truncated = appendOne(recording, 'Div', [a!, divisor]);
  const rest = appendOne(recording, 'Sub', [a!, appendOne(recording, 'Mul', [truncated, divisor])]);
  const hasRest = appendOne(recording, 'Not', [appendOne(recording, 'Equal', [rest, zero])]);
  const tooHigh = appendOne(recording, 'And', [hasRest, signsDiffer(recording, rest, divisor, zero)]);
  const lowered = appendOne(recording, 'Where', [tooHigh, appendOne(recording, 'Sub', [truncated, one]), truncated]);
  const raised = appendOne(recording, 'Where', [tooHigh, appendOne(recording, 'Add', [rest, divisor]), rest]);
  return {
    quotient: appendOne(recording, 'Where', [undefinedHere, zero, lowered]),
    remainder: appendOne(recording, 'Where', [undefinedHere, zero, raised]),
  };
}

const floorOfQuotient: NodeBuilder = (recording, [a, b]) => {
  const zero = scalar(recording, 0);
  const floor = appendOne(recording, 'Floor', [appendOne(recording, 'Div', [a!, b!])]);
  return appendOne(recording, 'Where', [appendOne(recording, 'Equal', [b!, zero]), zero, floor]);
};

// The result is of whole numbers whatever the operands are, as in TensorFlow.js.
defineKernel('FloorDiv', ({ recording, inputs }) => {
  const { a, b } = inputs;
  if (a!.type === 'int32') {
    return elementwise(recording, [a!, b!], 'int32', (_, names) => divided(recording, names).quotient);
  }
  return converted(recording, elementwise(recording, [a!, b!], 'float32', floorOfQuotient), 'int32');
});

/** The remainder that has the divisor's sign. */
const remainder: NodeBuilder = (recording, [a, b]) => {
  const zero = scalar(recording, 0);
  const truncated = appendOne(recording, 'Mod', [a!, b!], { fmod: 1 });
  const raised = appendOne(recording, 'Mod', [appendOne(recording, 'Add', [truncated, b!]), b!], { fmod: 1 });
  return appendOne(recording, 'Where', [signsDiffer(recording, a!, b!, zero), raised, truncated]);
};

defineKernel('Mod', ({ recording, inputs }) => {
  const { a, b } = inputs;
  if (a!.type === 'int32') {
    return elementwise(recording, [a!, b!], 'int32', (_, names) => divided(recording, names).remainder);
  }
  return elementwise(recording, [a!, b!], 'float32', remainder);
});

/** The angle in the first quadrant, carried over to the quadrant of (x, y). */
const angle: NodeBuilder = (recording, [y, x]) => {
  const zero = scalar(recording, 0);
  const height = appendOne(recording, 'Abs', [y!]);
  const width = appendOne(recording, 'Abs', [x!]);
  const atOrigin = appendOne(recording, 'Equal', [appendOne(recording, 'Add', [height, width]), zero]);
  const slope = appendOne(recording, 'Div', [height, width]);
  const acute = appendOne(recording, 'Atan', [appendOne(recording, 'Where', [atOrigin, zero, slope])]);
  const obtuse = appendOne(recording, 'Sub', [scalar(recording, Math.PI), acute]);
  const upper = appendOne(recording, 'Where', [appendOne(recording, 'Less', [x!, zero]), obtuse, acute]);
  const lower = appendOne(recording, 'Neg', [upper]);
  return appendOne(recording, 'Where', [appendOne(recording, 'Less', [y!, zero]), lower, upper]);
};

defineKernel('Atan2', ({ recording, inputs }) => {
  const numbers = [inputs.a!, inputs.b!].map((value) => converted(recording, value, 'float32'));
  return elementwise(recording, numbers, 'float32', angle);
});
