// What a geometry is: how wide a unit of φ and how thick the third dimension is at a radius. Rows of cells, faces,
// strain rates and conduction follow from that. Lengths in any unit.

/** Pure functions of radii. */
export interface Geometry {
  readonly description: string;
  /** Length of a unit of φ. */
  readonly width: (radius: number) => number;
  /** Extent in the third dimension. */
  readonly thickness: (radius: number) => number;
  /** d ln(thickness)/dr: the strain rate in the third dimension, ε_θθ, of a unit of radial velocity. */
  readonly hoop: (radius: number) => number;
  /** Volume per unit of φ of a cell between center ± height/2: ∫ width × thickness dr. */
  readonly volume: (center: number, height: number) => number;
  /** Steady conduction: temperature difference between two radii over the flux density at a third, `at`. */
  readonly resistance: (at: number, inner: number, outer: number) => number;
}

/** A geometry that a planet can have. */
export interface PlanetGeometry extends Geometry {
  /** Of core and surface, in depths of the mantle. */
  readonly radii: (planet: { readonly coreRadius: number; readonly planetRadius: number }) => Radii;
  /** What archives say about them. */
  readonly radiiInWords: string;
}

export interface Radii {
  readonly inner: number;
  readonly outer: number;
}
