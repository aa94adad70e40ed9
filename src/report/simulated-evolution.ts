// A simulation as its pictures need it: fields at a few moments, series over all output times. Plain data in SI units.

/** Fields of a snapshot that can be drawn. */
export const fieldNames = ['temperature', 'viscosity', 'stream-function'] as const;
export type FieldName = (typeof fieldNames)[number];

/** The fields of one moment, each (r, phi): K, Pa s, m²/s. */
export interface Moment {
  /** s. */
  readonly time: number;
  readonly fields: Readonly<Partial<Record<FieldName, Float32Array>>>;
}

/** Scalars over the output times; those that the archive does not contain are left out. */
export interface EvolutionSeries {
  /** s. */
  readonly times: Float64Array;
  /** K. */
  readonly meanTemperature?: Float64Array;
  /** K. */
  readonly coreTemperature?: Float64Array;
  /** W/m². */
  readonly surfaceHeatFlux?: Float64Array;
  /** W/m². */
  readonly coreHeatFlux?: Float64Array;
  /** m/s. */
  readonly rootMeanSquareVelocity?: Float64Array;
  /**
   * Surface heat flux over what conduction alone would carry from the core to the surface, as the solver reckons it.
   */
  readonly nusselt?: Float64Array;
}

/** One simulation. */
export interface SimulatedEvolution {
  readonly id: string;
  /** Its parameters in words, for the line under a title. */
  readonly subtitle: string;
  /** m. */
  readonly r: Float64Array;
  /** rad. */
  readonly phi: Float64Array;
  readonly moments: readonly Moment[];
  readonly series: EvolutionSeries;
}
