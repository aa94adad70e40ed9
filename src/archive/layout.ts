// The HDF5 layout of a simulation: one file each, readable by h5py and by xarray (CF attributes, dimension scales).
//
//   /temperature (time, r, phi) float32, K; one chunk a snapshot, gzip (h5wasm applies one filter, so no shuffle)
//   /depletion (time, r, phi) float32, 1, where rock melts: the fraction of melt that has left it
//   fields that follow from these, on request, in the same form, with `units` and `long_name`: velocity_r and
//   velocity_phi (m s-1), viscosity (Pa s), stream_function (m2 s-1)
//   /time (s), /r (m), /phi (rad): float64 dimension scales; other units are converted when read (units.ts)
//   any series over time, float64, with `units` and `long_name`
//   root attributes: Conventions, format, simulation_id, parameter_<name> with parameter_<name>_units and
//   parameter_<name>_scale, ghost_layers, and the provenance of the solver as solver_<name>
import type { GeometryName } from '../foundation/geometries/registry.js';
import type { ParameterScale } from './parameter-scale.js';

export const formatName = 'tharsis-simulation';
export const formatVersion = 1;
export const conventions = 'CF-1.11';

export const parameterPrefix = 'parameter_';
export const unitsSuffix = '_units';
export const scaleSuffix = '_scale';
export const solverPrefix = 'solver_';
/** Layers of ghost cells at (inner, outer, low phi, high phi); absent means none. */
export const ghostLayersAttribute = 'ghost_layers';
export const geometryAttribute = 'geometry';

export const temperatureName = 'temperature';
export const depletionName = 'depletion';
export const axisNames = ['time', 'r', 'phi'] as const;
export type AxisName = (typeof axisNames)[number];

export const axisUnits: Record<AxisName, string> = { time: 's', r: 'm', phi: 'rad' };
export const axisDescriptions: Record<AxisName, string> = {
  time: 'time since the start of the evolution',
  r: 'radius of cell centers',
  phi: 'azimuth of cell centers',
};

/** A series over the snapshots of a simulation. */
export interface Series {
  readonly values: Float64Array;
  readonly units: string;
  readonly description: string;
}

/** Fields that are worked out while they are written, so that only one snapshot of them is in memory. */
export interface DerivedFields {
  readonly names: Readonly<Record<string, { readonly units: string; readonly description: string }>>;
  /** (r, phi) by name, of a snapshot; asked for once each, in order. Its errors reach the caller of the writer. */
  readonly at: (index: number) => Readonly<Record<string, Float32Array>>;
}

/** A whole simulation in memory, as it is written. */
export interface SimulationData {
  readonly id: string;
  /** By name, in the units of `parameterUnits`. */
  readonly parameters: Readonly<Record<string, number>>;
  readonly parameterUnits: Readonly<Record<string, string>>;
  /** By name; what is absent has the usual scale (parameter-scale.ts). */
  readonly parameterScales?: Readonly<Record<string, ParameterScale>>;
  /** s, increasing. */
  readonly times: Float64Array;
  /** m, cell centers, increasing. */
  readonly r: Float64Array;
  /** rad, cell centers, increasing. */
  readonly phi: Float64Array;
  /** (time, r, phi), K. */
  readonly temperature: Float32Array;
  /** (time, r, phi), 1, where rock melts. */
  readonly depletion?: Float32Array;
  readonly derived?: DerivedFields;
  readonly series: Readonly<Record<string, Series>>;
  /** What cells are parts of; absent: not stated. */
  readonly geometry?: GeometryName;
  /** Layers of ghost cells among r, phi and all fields, at (inner, outer, low phi, high phi); absent: none. */
  readonly ghostLayers?: readonly [number, number, number, number];
  /** How the numbers were made. */
  readonly solver: Readonly<Record<string, string | number>>;
}

/** What is known of a simulation without its fields. Coordinates of active cells, SI units. */
export interface SimulationHeader {
  readonly id: string;
  readonly file: string;
  /** Name of its format in formats/registry.ts. */
  readonly format: string;
  readonly parameters: Readonly<Record<string, number>>;
  readonly parameterUnits: Readonly<Record<string, string>>;
  readonly parameterScales: Readonly<Record<string, ParameterScale>>;
  readonly times: Float64Array;
  readonly r: Float64Array;
  readonly phi: Float64Array;
  /** What cells are parts of; a cylinder where the file does not say. */
  readonly geometry: GeometryName;
  /** How the numbers were made, as the file says. */
  readonly solver: Readonly<Record<string, string | number>>;
  /** Ghost layers in the file at (inner, outer, low phi, high phi). */
  readonly ghostLayers: readonly [number, number, number, number];
}
