// Conservative advection of the cell temperatures: on each face the parabola through the means of the cells upstream,
// donor and downstream, third-order in one dimension, kept within bounds by the limiter of Koren (1993). One explicit
// Euler step of it makes no new extrema while no cell loses more than half its volume; `energy.ts` builds its time scheme
// from such steps.

import type { Grid } from '../grid.js';
import type { Flow } from '../stokes/flow.js';
import type { HeldTemperatures } from './held-temperatures.js';

/** A grid with the weights of the parabolas on its radial faces; face i lies between the cells i - 1 and i. */
export interface Advection {
  readonly grid: Grid;
  readonly outward: FaceWeights;
  readonly inward: FaceWeights;
}

/** Face value = donor + ahead × (receiver - donor) + back × (donor - behind). */
interface FaceWeights {
  readonly ahead: Float64Array;
  readonly back: Float64Array;
}

const UNIFORM_AHEAD = 1 / 3;
const UNIFORM_BACK = 1 / 6;

export function advection(grid: Grid): Advection {
  const { radial, height } = grid;
  const weights = (): FaceWeights => ({ ahead: new Float64Array(radial + 1), back: new Float64Array(radial + 1) });
  const outward = weights();
  const inward = weights();
  for (let i = 1; i < radial; i++) {
    setWeights(outward, i, height[i - 2] ?? height[0], height[i - 1], height[i]);
    setWeights(inward, i, height[i + 1] ?? height[i], height[i], height[i - 1]);
  }
  return { grid, outward, inward };
}

/** Weights on a face from the heights of the cells. Behind a cell at a wall lies one of its own height. */
function setWeights({ ahead, back }: FaceWeights, face: number, behind: number, donor: number, receiver: number): void {
  const all = behind + donor + receiver;
  ahead[face] = (donor * (behind + donor)) / (all * (donor + receiver));
  back[face] = (donor * receiver) / (all * (behind + donor));
}

/** Subtracts the divergence of the advective heat flux, times `dt`, from `change` (temperature per cell). */
export function advect(
  scheme: Advection,
  flow: Flow,
  temperature: Float64Array,
  held: HeldTemperatures,
  dt: number,
  change: Float64Array,
): void {
  advectRadially(scheme, flow.radial, temperature, held, dt, change);
  advectAzimuthally(scheme.grid, flow.azimuthal, temperature, dt, change);
}

function advectRadially(
  { grid, outward, inward }: Advection,
  flux: Float64Array,
  temperature: Float64Array,
  held: HeldTemperatures,
  dt: number,
  change: Float64Array,
): void {
  const { radial, azimuthal, cellArea } = grid;
  for (let j = 0, cell = 0; j < azimuthal; j++) {
    let outer = temperature[cell];
    // Beyond a wall that holds a temperature the profile goes on to the wall; beyond an insulating one it is level.
    let inner = held.core ?? outer;
    let beyond = radial > 1 ? temperature[cell + 1] : outer;
    let heatIn = 0;
    for (let i = 1; i < radial; i++, cell++) {
      const innermost = inner;
      inner = outer;
      outer = beyond;
      beyond = i + 1 < radial ? temperature[cell + 2] : (held.surface ?? outer);
      const through = flux[cell + j + 1];
      const value =
        through > 0
          ? faceValue(innermost, inner, outer, outward.ahead[i], outward.back[i])
          : faceValue(beyond, outer, inner, inward.ahead[i], inward.back[i]);
      const heatOut = dt * through * value;
      change[cell] += (heatIn - heatOut) / cellArea[i - 1];
      heatIn = heatOut;
    }
    change[cell] += heatIn / cellArea[radial - 1];
    cell++;
  }
}

function advectAzimuthally(
  grid: Grid,
  flux: Float64Array,
  temperature: Float64Array,
  dt: number,
  change: Float64Array,
): void {
  const { radial, azimuthal, cellArea } = grid;
  for (let j = 1; j < azimuthal; j++) {
    const right = j * radial;
    const left = right - radial;
    // The side walls are mirrors: the cell beyond one has the temperature of the cell before it.
    const farLeft = j > 1 ? left - radial : left;
    const farRight = j + 1 < azimuthal ? right + radial : right;
    for (let i = 0; i < radial; i++) {
      const through = flux[right + i];
      const first = temperature[left + i];
      const second = temperature[right + i];
      const value =
        through > 0
          ? faceValue(temperature[farLeft + i], first, second, UNIFORM_AHEAD, UNIFORM_BACK)
          : faceValue(temperature[farRight + i], second, first, UNIFORM_AHEAD, UNIFORM_BACK);
      const heat = (dt * through * value) / cellArea[i];
      change[left + i] -= heat;
      change[right + i] += heat;
    }
  }
}

/** Temperature on the face between the cell upstream of it (`donor`) and the one downstream (`receiver`). */
function faceValue(behind: number, donor: number, receiver: number, aheadWeight: number, backWeight: number): number {
  const ahead = receiver - donor;
  const back = donor - behind;
  if (ahead * back <= 0) return donor;
  const smooth = aheadWeight * ahead + backWeight * back;
  return donor + (ahead > 0 ? Math.min(smooth, back, ahead) : Math.max(smooth, back, ahead));
}
