// The flow fields that an archive file has on request: worked out from its temperatures and depletions, as pictures do.
import type { DerivedFields } from '../archive/layout.js';
import type { Evolution } from '../convection/evolution/evolution.js';
import { type FlowFields, flowOfSnapshots } from '../convection/evolution/flow-fields.js';
import type { FlowOutput } from '../convection/evolution/settings/output.js';
import type { SimulationTask } from './simulation-task.js';

interface OutputDataset {
  readonly name: string;
  readonly units: string;
  readonly description: string;
  readonly of: (flow: FlowFields) => Float32Array;
}

const datasets: Readonly<Record<FlowOutput, readonly OutputDataset[]>> = {
  velocity: [
    {
      name: 'velocity_r',
      units: 'm s-1',
      description: 'outward velocity at cell centers',
      of: ({ radialVelocity }) => radialVelocity,
    },
    {
      name: 'velocity_phi',
      units: 'm s-1',
      description: 'velocity at cell centers towards larger phi',
      of: ({ azimuthalVelocity }) => azimuthalVelocity,
    },
  ],
  viscosity: [
    {
      name: 'viscosity',
      units: 'Pa s',
      description: 'viscosity at cell centers',
      of: ({ viscosity }) => viscosity,
    },
  ],
  'stream-function': [
    {
      name: 'stream_function',
      units: 'm2 s-1',
      description: 'stream function at cell centers, zero on the boundary',
      of: ({ streamFunction }) => streamFunction,
    },
  ],
};

/**
 * The datasets of these outputs; one Stokes solution a snapshot gives them all.
 *
 * @throws TharsisError `convection-memory`; where a snapshot is worked out: `convection-diverged`
 */
export function flowDatasets(
  { parameters, evolution: config }: Pick<SimulationTask, 'parameters' | 'evolution'>,
  outputs: readonly FlowOutput[],
  { temperature, depletion, r, phi }: Evolution,
): DerivedFields {
  const chosen = outputs.flatMap((output) => datasets[output]);
  const flowOf = flowOfSnapshots(parameters, config);
  const cells = r.length * phi.length;
  return {
    names: Object.fromEntries(chosen.map(({ name, units, description }) => [name, { units, description }])),
    at: (index) => {
      const snapshot = (field: Float32Array) => field.subarray(index * cells, (index + 1) * cells);
      const flow = flowOf(snapshot(temperature), depletion && snapshot(depletion));
      return Object.fromEntries(chosen.map(({ name, of }) => [name, of(flow)]));
    },
  };
}
