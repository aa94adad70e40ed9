// The history of a flow as plain data: what the next solution depends on, to the last bit. The Cholesky factor that
// preconditions it is not stored but made again from the viscosities that it was made of.
import type { MantleFlow } from './mantle-flow.js';
import { restoreFactor, type Viscosities } from './stokes.js';

/** The last two solutions, the viscosities behind the factor in use, and the counters of the solver. */
export interface FlowState {
  /** ψ on interior nodes, with the rows that fill up the last panel. */
  readonly latest: Float64Array;
  readonly previous: Float64Array;
  readonly latestTime: number;
  readonly previousTime: number;
  /** Of the latest solution: what yields depends on the flow before it. */
  readonly viscosity: Viscosities;
  /** Absent where the next solution makes a new factor anyway. */
  readonly factored?: Viscosities;
  readonly counters: {
    readonly solutionsWithFactor: number;
    readonly iterationsWithFactor: number;
    readonly solutions: number;
    readonly iterations: number;
    readonly factorizations: number;
  };
  readonly unconverged: number;
}

/** A copy of the history. */
export function saveFlow(mantle: MantleFlow): FlowState {
  const { stokes, viscosity, latest, previous, latestTime, previousTime, unconverged } = mantle;
  const { factored, factorIsUsable } = stokes;
  const { solutionsWithFactor, iterationsWithFactor, solutions, iterations, factorizations } = stokes;
  return {
    latest: latest.slice(),
    previous: previous.slice(),
    latestTime,
    previousTime,
    viscosity: copied(viscosity),
    ...(factorIsUsable && { factored: copied(factored) }),
    counters: { solutionsWithFactor, iterationsWithFactor, solutions, iterations, factorizations },
    unconverged,
  };
}

function copied({ cell, node, restoring }: Viscosities): Viscosities {
  return { cell: cell.slice(), node: node.slice(), ...(restoring && { restoring: restoring.slice() }) };
}

/** Puts a flow where `saveFlow` found it, on the same grid. Returns false if the viscosities have no factor. */
export function restoreFlow(mantle: MantleFlow, state: FlowState): boolean {
  const { viscosity, stokes, latest, previous } = mantle;
  viscosity.cell.set(state.viscosity.cell);
  viscosity.node.set(state.viscosity.node);
  latest.set(state.latest);
  previous.set(state.previous);
  mantle.latestTime = state.latestTime;
  mantle.previousTime = state.previousTime;
  mantle.unconverged = state.unconverged;
  stokes.factorIsUsable = false;
  if (state.factored !== undefined && !restoreFactor(stokes, state.factored)) return false;
  Object.assign(stokes, state.counters);
  return true;
}
