// Phase transitions on the rows of a grid. At a given depth a transition is one in temperature: rock hotter than a
// bound has not begun it, rock colder than another has completed it. So the temperatures of a row fall into zones, from
// hot to cold: untouched, within the first transition, between the first and the second, within the second, ... In an
// even zone all that depends on Γ is constant; and as neighbors are mostly in the same zone, a comparison decides most
// cells.
import type { Grid } from '../grid.js';
import { excessDepth, type PhaseFunction, phaseFraction } from './phase-transitions.js';

/** Transitions by depth, farther apart than they are wide. */
export interface PhaseColumn {
  readonly grid: Grid;
  readonly phases: readonly PhaseFunction[];
  /** Of the rows. */
  readonly depth: Float64Array;
  /** 2 × transitions + 1. */
  readonly zones: number;
  /** Zone z of row i lies below edges[(zones + 1) i + z] and above the next one. */
  readonly edges: Float64Array;
  /** The zone of each cell, as `findZones` left it. */
  readonly zone: Uint8Array;
  /** By zone: Σ P of the transitions that are complete. */
  readonly density: Float64Array;
}

export function phaseColumn(grid: Grid, phases: readonly PhaseFunction[]): PhaseColumn {
  const depth = grid.rCell.map((radius) => grid.rNode[grid.radial] - radius);
  const edges = Array.from(depth).flatMap((at) => [
    Number.POSITIVE_INFINITY,
    ...phases.flatMap(({ depth: middle, temperature, slope, reach }) => [
      temperature + (at - middle + reach) / slope,
      temperature + (at - middle - reach) / slope,
    ]),
    Number.NEGATIVE_INFINITY,
  ]);
  const zones = 2 * phases.length + 1;
  const density = Float64Array.from({ length: zones }, (_, zone) =>
    phases.reduce((sum, phase, k) => (isComplete(k, zone) ? sum + phase.buoyancyRatio : sum), 0),
  );
  const zone = new Uint8Array(grid.radial * grid.azimuthal);
  return { grid, phases, depth, zones, edges: Float64Array.from(edges), zone, density };
}

/** Whether a zone is colder than the whole of transition k. */
export function isComplete(k: number, zone: number): boolean {
  return zone > 2 * k + 1;
}

/** The zone of a temperature in row i. */
export function zoneOf({ zones, edges }: PhaseColumn, i: number, temperature: number): number {
  const row = (zones + 1) * i;
  let zone = 0;
  while (zone < zones - 1 && temperature < edges[row + zone + 1]) zone++;
  return zone;
}

/** Finds the zones of all cells, which stay in `column.zone`. */
export function findZones(column: PhaseColumn, temperature: Float64Array): void {
  const { grid, zones, edges, zone } = column;
  const { radial } = grid;
  for (let i = 0; i < radial; i++) {
    const row = (zones + 1) * i;
    let latest = 0;
    let hotter = Number.NEGATIVE_INFINITY;
    let colder = Number.POSITIVE_INFINITY;
    for (let cell = i; cell < temperature.length; cell += radial) {
      const value = temperature[cell];
      if (!(value > colder && value < hotter)) {
        latest = zoneOf(column, i, value);
        hotter = edges[row + latest];
        colder = edges[row + latest + 1];
      }
      zone[cell] = latest;
    }
  }
}

/** Fills `target` with Σ P Γ per cell: what the transitions add to the density. */
export function phaseDensity(column: PhaseColumn, temperature: Float64Array, target: Float64Array): void {
  const { grid, phases, depth, zone, density } = column;
  findZones(column, temperature);
  for (let j = 0, cell = 0; j < grid.azimuthal; j++) {
    for (let i = 0; i < grid.radial; i++, cell++) {
      const at = zone[cell];
      target[cell] = density[at];
      if ((at & 1) === 1) {
        const phase = phases[(at - 1) / 2];
        target[cell] += phase.buoyancyRatio * phaseFraction(phase, excessDepth(phase, depth[i], temperature[cell]));
      }
    }
  }
}
