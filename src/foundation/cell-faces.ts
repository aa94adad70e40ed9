// Where the faces of cells lie. Archives give the centers of cells only. On a uniform grid faces lie halfway between
// centers, on a stretched one not quite: with centers halfway between faces, x(i) is the mean of the centers beside it
// less a quarter of the second difference of x, which those of the centers give. Exact on a uniform grid; a fraction of
// a percent of a cell off on a smoothly stretched one.

/** The faces around cell centers: one more than there are centers (at least two). */
export function facesOf(centers: Float64Array): Float64Array {
  const count = centers.length;
  if (count < 2) throw new Error(`facesOf(): got ${count} centers, expected at least 2`);
  const faces = new Float64Array(count + 1);
  for (let i = 1; i < count; i++) {
    const gap = centers[i]! - centers[i - 1]!;
    // At the ends gaps go on changing as they do.
    const gapAfter = i + 1 < count ? centers[i + 1]! - centers[i]! : undefined;
    const gapBefore = i > 1 ? centers[i - 1]! - centers[i - 2]! : undefined;
    const change = (gapBefore ?? 2 * gap - (gapAfter ?? gap)) - (gapAfter ?? 2 * gap - (gapBefore ?? gap));
    // Where cells change wildly no interpolation knows better than the middle: it stays near.
    const shift = Math.min(Math.max(change / 8, -gap / 4), gap / 4);
    faces[i] = (centers[i - 1]! + centers[i]!) / 2 + shift;
  }
  faces[0] = 2 * centers[0]! - faces[1]!;
  faces[count] = 2 * centers[count - 1]! - faces[count - 1]!;
  return faces;
}
