// Volumes of the cells of a polar grid: in a cylinder areas, (r_out^2 - r_in^2) / 2 * dphi, in a spherical annulus
// (r_out^3 - r_in^3) / 3 * dphi.
import { facesOf } from '../foundation/cell-faces.js';
import { type GeometryName, geometries } from '../foundation/geometries/registry.js';

/** What cells (r, phi) weigh in a mean, for centers r (m) and phi (rad): m^2 in a cylinder, m^3 in a spherical annulus. */
export function cellAreas(r: Float64Array, phi: Float64Array, geometry: GeometryName): Float64Array {
  const { volume } = geometries[geometry];
  const radialFaces = facesOf(r);
  const azimuthalFaces = facesOf(phi);
  const areas = new Float64Array(r.length * phi.length);
  for (let i = 0; i < r.length; i++) {
    const inner = radialFaces[i]!;
    const outer = radialFaces[i + 1]!;
    const unit = volume((outer + inner) / 2, outer - inner);
    for (let j = 0; j < phi.length; j++) {
      areas[i * phi.length + j] = unit * (azimuthalFaces[j + 1]! - azimuthalFaces[j]!);
    }
  }
  return areas;
}
