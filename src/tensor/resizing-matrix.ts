// Resizing an image as a matrix: its output rows are sums of input rows, by TensorFlow.js's rules; columns likewise.

export type Interpolation = 'linear' | 'nearest';

export interface ResizingRules {
  /** Whether the centers of the corner pixels keep their places. */
  readonly alignCorners: boolean;
  /** Whether a pixel's place is its center, or its upper left corner. */
  readonly halfPixelCenters: boolean;
}

/** The (outputs, inputs) matrix, row by row. */
export function resizingMatrix(
  inputs: number,
  outputs: number,
  interpolation: Interpolation,
  { alignCorners, halfPixelCenters }: ResizingRules,
): Float32Array {
  const ratio = alignCorners && outputs > 1 ? (inputs - 1) / (outputs - 1) : inputs / outputs;
  const matrix = new Float32Array(outputs * inputs);
  for (let output = 0; output < outputs; output++) {
    const row = output * inputs;
    if (interpolation === 'nearest') {
      const place = ratio * (halfPixelCenters ? output + 0.5 : output);
      matrix[row + Math.min(inputs - 1, alignCorners ? Math.round(place) : Math.floor(place))] = 1;
    } else {
      const place = Math.max(0, halfPixelCenters ? ratio * (output + 0.5) - 0.5 : ratio * output);
      const lower = Math.min(inputs - 1, Math.floor(place));
      const fraction = place - Math.floor(place);
      matrix[row + lower]! += 1 - fraction;
      matrix[row + Math.min(inputs - 1, lower + 1)]! += fraction;
    }
  }
  return matrix;
}
