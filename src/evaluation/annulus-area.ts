// Areas of the cells of a polar grid: (r_out^2 - r_in^2) / 2 * dphi.
import { facesOf } from '../foundation/cell-faces.js';

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
