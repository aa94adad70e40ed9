// The thermal boundary conditions at core and surface; the sides are always insulating mirrors.

/** Nondimensional temperatures held at the core and at the surface; undefined means insulated. */
export interface BoundaryTemperatures {
  readonly core?: number;
  readonly surface?: number;
}
