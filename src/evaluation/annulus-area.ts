// Areas of the cells of a polar grid: (r_out^2 - r_in^2) / 2 * dphi. Faces lie halfway between centers; the outermost
// ones lie as far beyond the last center as the next face lies before it, so on a uniform grid the areas add up to the
// annulus exactly.

/** The faces around cell centers: one more than there are centers (at least two). */
export function facesOf(centers: Float64Array): Float64Array {
  const count = centers.length;
  if (count < 2) throw new Error(`facesOf(): got ${count} centers, expected at least 2`);
  const faces = new Float64Array(count + 1);
  for (let i = 1; i < count; i++) faces[i] = (centers[i - 1]! + centers[i]!) / 2;
  faces[0] = 2 * centers[0]! - faces[1]!;
  faces[count] = 2 * centers[count - 1]! - faces[count - 1]!;
  return faces;
}

/** Cell areas (r, phi) in m^2, for centers r (m) and phi (rad). */
export function cellAreas(r: Float64Array, phi: Float64Array): Float64Array {
  const radialFaces = facesOf(r);
  const azimuthalFaces = facesOf(phi);
  const areas = new Float64Array(r.length * phi.length);
  for (let i = 0; i < r.length; i++) {
    const inner = radialFaces[i]!;
    const outer = radialFaces[i + 1]!;
    const half = ((outer - inner) * (outer + inner)) / 2;
    for (let j = 0; j < phi.length; j++) {
      areas[i * phi.length + j] = half * (azimuthalFaces[j + 1]! - azimuthalFaces[j]!);
    }
  }
  return areas;
}
