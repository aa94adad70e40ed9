// Refuses windows that are not square: with a number for the padding, TensorFlow.js computes the size of the output
// from the window's height and the vertical stride alone, which silently gives a wrong size otherwise.

interface Window {
  readonly filterHeight: number;
  readonly filterWidth: number;
  readonly strideHeight: number;
  readonly strideWidth: number;
}

/** Throws where the padding is a number and the window or the stride is not square. */
export function checkSquareWindow(operation: string, pad: unknown, window: Window): void {
  const { filterHeight, filterWidth, strideHeight, strideWidth } = window;
  if (typeof pad !== 'number' || (filterHeight === filterWidth && strideHeight === strideWidth)) return;
  throw new Error(
    `${operation}: got the padding ${pad} with the window [${filterHeight}, ${filterWidth}] and the stride ` +
      `[${strideHeight}, ${strideWidth}], expected both to be square; otherwise use tf.pad, and the padding 'valid'`,
  );
}
