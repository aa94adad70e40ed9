// Where the elements of a mirrored axis come from.

/** The places that a mirrored axis reads from; without the edge itself for 'reflect', with it for 'symmetric'. */
export function mirroredPlaces(
  length: number,
  [before, after]: readonly [number, number],
  mode: 'reflect' | 'symmetric',
): Int32Array {
  const offset = mode === 'reflect' ? 0 : 1;
  return Int32Array.from({ length: before + length + after }, (_, position) => {
    const place = position - before;
    if (place < 0) return -place - offset;
    return place < length ? place : 2 * (length - 1) - place + offset;
  });
}
