// Where the time of an evolution goes: samples of V8's profiler, sorted by function and file.
import { type Profiler, Session } from 'node:inspector/promises';

/** Shares of the processor time; they add up to 1. */
export interface TimeShares {
  /** Viscosities and the coefficients of the operator. */
  readonly assembly: number;
  readonly factorization: number;
  readonly substitution: number;
  /** Conjugate gradients besides substitution. */
  readonly iteration: number;
  readonly energy: number;
  readonly rest: number;
}

type Part = keyof TimeShares;

const SAMPLING_MICROSECONDS = 1000;

/** By the name of a function of src/convection, in JavaScript or WebAssembly. */
export const partOfFunction: ReadonlyMap<string, Part> = new Map<string, Part>(
  Object.entries({
    assemble: 'assembly',
    exponentiate: 'assembly',
    factorize: 'factorization',
    storeSingles: 'factorization',
    addUpdate: 'factorization',
    factorizeFront: 'factorization',
    subtractProducts: 'factorization',
    divideByDiagonal: 'factorization',
    factorizeDiagonal: 'factorization',
    substitute: 'substitution',
    forward: 'substitution',
    backward: 'substitution',
    conjugateGradients: 'iteration',
    applyToSolution: 'iteration',
    applyToDirection: 'iteration',
    startResidual: 'iteration',
    residualSquare: 'iteration',
    turnDirection: 'iteration',
    goAlong: 'iteration',
    advect: 'energy',
    advectRadially: 'energy',
    advectAzimuthally: 'energy',
    raise: 'energy',
    conduct: 'energy',
    setConductances: 'energy',
    factorizeAzimuthally: 'energy',
    solveAzimuthally: 'energy',
    solveRadially: 'energy',
    heatAdiabatically: 'energy',
    scale: 'energy',
    addTo: 'energy',
    moveTowards: 'energy',
  } as const),
);

/** The first that a path contains. */
export const partOfFile: readonly (readonly [string, Part])[] = [
  ['/convection/material/conductivity.', 'energy'],
  ['/convection/material/melting.', 'energy'],
  ['/convection/material/', 'assembly'],
  ['/convection/kernels/exponential-', 'assembly'],
  ['/convection/kernels/array-machine.', 'assembly'],
  ['/convection/kernels/stencil-', 'iteration'],
  ['/convection/kernels/front-', 'factorization'],
  ['/convection/kernels/block-', 'factorization'],
  ['/convection/kernels/substitution-', 'substitution'],
  ['/convection/kernels/power-', 'energy'],
  ['/convection/kernels/energy-', 'energy'],
  ['/convection/kernels/advection-', 'energy'],
  ['/convection/kernels/conduction-', 'energy'],
  ['/convection/kernels/implicit-', 'energy'],
  ['/convection/kernels/heating-', 'energy'],
  ['/convection/kernels/wall-', 'energy'],
  ['/convection/energy/', 'energy'],
];

/** Runs `work` under the profiler of this thread. */
export async function withTimeShares<Result>(work: () => Result): Promise<{ result: Result; shares: TimeShares }> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: SAMPLING_MICROSECONDS });
  await session.post('Profiler.start');
  const result = work();
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  return { result, shares: timeShares(profile) };
}

/** The shares of a profile. */
export function timeShares({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): TimeShares {
  const partOfNode = new Map(nodes.map(({ id, callFrame }) => [id, partOf(callFrame.functionName, callFrame.url)]));
  const times: Record<Part, number> = {
    assembly: 0,
    factorization: 0,
    substitution: 0,
    iteration: 0,
    energy: 0,
    rest: 0,
  };
  let total = 0;
  samples.forEach((node, k) => {
    times[partOfNode.get(node) ?? 'rest'] += timeDeltas[k]!;
    total += timeDeltas[k]!;
  });
  const share = (time: number) => (total > 0 ? time / total : 0);
  return Object.fromEntries(Object.entries(times).map(([part, time]) => [part, share(time)])) as unknown as TimeShares;
}

function partOf(functionName: string, url: string): Part {
  return partOfFunction.get(functionName) ?? partOfFile.find(([file]) => url.includes(file))?.[1] ?? 'rest';
}
