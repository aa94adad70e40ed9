// Conditions on single numbers, and whether they hold for all or for any along axes.
import { defineKernel, recordKernel } from '../backend.js';
import { appendOne, converted, type Recording } from '../recording.js';
import { elementwise, type NodeBuilder, node } from './elementwise.js';

const finite: NodeBuilder = (recording: Recording, names) => {
  const exception = appendOne(recording, 'Or', [
    appendOne(recording, 'IsNaN', names),
    appendOne(recording, 'IsInf', names),
  ]);
  return appendOne(recording, 'Not', [exception]);
};

const ofNumbers: Record<string, NodeBuilder> = { IsNan: node('IsNaN'), IsInf: node('IsInf'), IsFinite: finite };

for (const [kernel, build] of Object.entries(ofNumbers)) {
  defineKernel(kernel, ({ recording, inputs }) =>
    elementwise(recording, [converted(recording, inputs.x!, 'float32')], 'bool', build),
  );
}

// ONNX Runtime reduces numbers, not conditions.
for (const [kernel, reduction] of Object.entries({ All: 'Min', Any: 'Max' })) {
  defineKernel(kernel, ({ recording, inputs, attributes }) => {
    const x = converted(recording, inputs.x!, 'int32');
    return converted(recording, recordKernel(recording, reduction, { x }, attributes), 'bool');
  });
}
