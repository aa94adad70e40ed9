// A made-up report with plausible shapes: a cooling mantle with a stagnant lid, a hot boundary layer and plumes that
// drift; predictions are the same with shifted plumes and blurred edges. Deterministic.

import type { FieldSequence } from '../../src/evaluation/field-sequence.js';
import { horizontallyAveraged, uniformConduction } from '../../src/evaluation/profiles.js';
import { openReference } from '../../src/evaluation/reference.js';
import { sampleEvolution } from '../../src/evaluation/sample-evolution.js';
import { scorePrediction } from '../../src/evaluation/score.js';
import { simulationEvaluation, summarize } from '../../src/evaluation/summarize.js';
import { randomStream } from '../../src/foundation/random-stream.js';
import type { ComparedModels } from '../../src/report/looks.js';
import type { ParameterAxis, ParameterBox, ReportData, TrainingHistory } from '../../src/report/report-data.js';
import type { SimulatedEvolution } from '../../src/report/simulated-evolution.js';

const GYR = 3.15576e16;
const INNER = 567e3;
const OUTER = 2267e3;

export interface SyntheticSize {
  rows: number;
  columns: number;
  snapshots: number;
  heldOut: number;
}

interface Shape {
  initial: number;
  lid: number;
  plumes: number;
  shift: number;
  blur: number;
  bias: number;
}

export function syntheticEvolution(size: SyntheticSize, shape: Shape): FieldSequence {
  const { rows, columns, snapshots } = size;
  const r = Float64Array.from({ length: rows }, (_, i) => INNER + ((i + 0.5) * (OUTER - INNER)) / rows);
  const phi = Float64Array.from({ length: columns }, (_, j) => ((j + 0.5) * Math.PI) / 2 / columns);
  const times = Float64Array.from({ length: snapshots }, (_, k) => 4.5 * GYR * (k / (snapshots - 1)) ** 1.3);
  const temperature = new Float32Array(snapshots * rows * columns);
  for (let k = 0; k < snapshots; k++) {
    const age = times[k]! / (4.5 * GYR);
    const mantle = shape.initial + 140 * Math.sin(Math.PI * Math.min(1, 1.6 * age)) - 110 * age + shape.bias * age;
    const lid = shape.lid * (0.25 + 0.75 * Math.sqrt(age));
    const core = 2250 - 380 * age;
    const strength = Math.min(1, 6 * age);
    for (let i = 0; i < rows; i++) {
      const depth = (OUTER - r[i]!) / (OUTER - INNER);
      const height = 1 - depth;
      for (let j = 0; j < columns; j++) {
        const angle = phi[j]!;
        const wave = Math.cos(4 * shape.plumes * (angle - shape.shift - 0.12 * Math.sin(5 * age + 2 * height)));
        const plume = strength * Math.exp((wave - 1) / (0.05 + shape.blur)) * (1 - height) ** 0.35;
        const drip = strength * Math.exp((-wave - 1) / (0.12 + shape.blur)) * Math.exp(-((height - 0.75) ** 2) / 0.05);
        const surface = 1 - Math.exp(-depth / lid);
        const bottom = Math.exp(-height / (0.035 + 0.04 * (1 - wave) * strength));
        const value = 250 + (mantle - 250) * surface + (core - mantle) * (bottom + 0.6 * plume) - 90 * drip * surface;
        temperature[(k * rows + i) * columns + j] = Math.max(250, value);
      }
    }
  }
  return { times, r, phi, geometry: 'cylinder', temperature };
}

const axes: ParameterAxis[] = [
  { name: 'referenceViscosity', symbol: 'η_ref', unit: 'Pa s', minimum: 1e19, maximum: 1e22, scale: 'logarithmic' },
  { name: 'activationEnergy', symbol: 'E', unit: 'J/mol', minimum: 1e5, maximum: 5e5, scale: 'linear' },
  { name: 'activationVolume', symbol: 'V', unit: 'm3/mol', minimum: 4e-6, maximum: 10e-6, scale: 'linear' },
  { name: 'enrichment', symbol: 'Λ', unit: '1', minimum: 1, maximum: 50, scale: 'linear' },
  { name: 'initialTemperature', symbol: 'T_ini', unit: 'K', minimum: 1600, maximum: 1800, scale: 'linear' },
];

function syntheticBox(training: number, heldOut: readonly Record<string, number>[]): ParameterBox {
  const stream = randomStream(3, 'box');
  const draw = (): Record<string, number> =>
    Object.fromEntries(axes.map((axis) => [axis.name, valueOn(axis, stream.uniform())]));
  return {
    axes,
    simulations: [
      ...Array.from({ length: training }, () => ({ role: 'training' as const, values: draw() })),
      ...Array.from({ length: 4 }, () => ({ role: 'validation' as const, values: draw() })),
      ...heldOut.map((values) => ({ role: 'test' as const, values })),
    ],
  };
}

function valueOn({ minimum, maximum, scale }: ParameterAxis, fraction: number): number {
  if (scale === 'logarithmic') return minimum * (maximum / minimum) ** fraction;
  return minimum + fraction * (maximum - minimum);
}

function syntheticHistory(name: string, epochs: number, start: number, end: number, overfit: number): TrainingHistory {
  const stream = randomStream(5, name);
  const numbers = Array.from({ length: epochs }, (_, i) => i + 1);
  const loss = (epoch: number): number => end + (start - end) * Math.exp((-6 * epoch) / epochs);
  const validationLoss = numbers.map(
    (epoch) => loss(epoch) * 1.25 * (1 + 0.06 * stream.normal() ** 2) * (1 + overfit * (epoch / epochs) ** 3),
  );
  return {
    name,
    epochs: numbers,
    trainingLoss: numbers.map((epoch) => loss(epoch) * (1 + 0.03 * stream.normal())),
    validationLoss,
    bestEpoch: numbers[validationLoss.indexOf(Math.min(...validationLoss))]!,
  };
}

export const syntheticModels: ComparedModels = {
  compressor: { name: 'autoencoder', label: 'autoencoder' },
  predictors: [
    { name: 'fnn', label: 'FNN' },
    { name: 'lstm', label: 'LSTM' },
  ],
};

export function syntheticReport(size: SyntheticSize): ReportData {
  const stream = randomStream(11, 'shapes');
  const cells = size.rows * size.columns;
  const entries = Array.from({ length: size.heldOut }, (_, i) => {
    const values = Object.fromEntries(axes.map((axis) => [axis.name, valueOn(axis, stream.uniform())]));
    const shape: Shape = {
      initial: values.initialTemperature! - 40,
      lid: 0.08 + 0.1 * stream.uniform(),
      plumes: 1 + (i % 2),
      shift: 0.1 * stream.uniform(),
      blur: 0,
      bias: 0,
    };
    const truth = syntheticEvolution(size, shape);
    const other = (change: Partial<Shape>): Float32Array =>
      syntheticEvolution(size, { ...shape, ...change }).temperature;
    const predictions = [
      { name: 'autoencoder', temperature: other({ blur: 0.01 }) },
      { name: 'fnn', temperature: other({ blur: 0.04, shift: shape.shift + 0.02, bias: 12 }) },
      { name: 'lstm', temperature: other({ blur: 0.02, shift: shape.shift + 0.03 * stream.normal(), bias: 30 }) },
      { name: 'training-mean', temperature: other({ blur: 3, initial: 1660, lid: 0.13, bias: 40 }) },
      {
        name: 'nearest-neighbor',
        temperature: other({ lid: shape.lid + 0.02, shift: 0.3, initial: shape.initial + 25 }),
      },
      { name: 'horizontal-mean', temperature: horizontallyAveraged(truth) },
    ];
    const reference = openReference(truth, { reconstruction: predictions[0]!.temperature });
    const scores = predictions.map(({ name, temperature }) => scorePrediction(reference, name, temperature));
    const id = `s${String(i * 7 + 3).padStart(4, '0')}`;
    return { id, values, truth, predictions, evaluation: simulationEvaluation(id, values, reference, scores) };
  });
  const { id, values, truth, predictions } = entries[0]!;
  return {
    title: 'Thermal evolution of Mars: surrogate of mantle convection',
    description: `Synthetic fields on ${size.rows} × ${size.columns} = ${cells} cells; pictures only, no physics.`,
    models: syntheticModels,
    evaluation: summarize(entries.map((entry) => entry.evaluation)),
    samples: [
      sampleEvolution(
        id,
        values,
        truth,
        predictions.filter((p) => ['fnn', 'lstm'].includes(p.name)),
        uniformConduction(250, 4),
      ),
    ],
    simulated: [syntheticSimulation(size)],
    histories: [
      syntheticHistory('autoencoder', 80, 2e-2, 3e-5, 0),
      syntheticHistory('fnn', 400, 5e-2, 4e-4, 0.8),
      syntheticHistory('lstm', 120, 3e-2, 8e-5, 0.3),
    ],
    parameterBox: syntheticBox(
      60,
      entries.map((entry) => entry.values),
    ),
    provenance: {
      facts: [
        { name: 'Tharsis', value: '0.1.0' },
        { name: 'Node.js', value: 'v20.20.2' },
        { name: 'seed', value: '1' },
        { name: 'configuration', value: 'sha256 7d865e959b2466918c9863afca942d0fb89d7c9ac0c99bafc3749504ded97730' },
        { name: 'machine', value: 'linux x64, 2 cores' },
      ],
      wallTimes: [
        { stage: 'simulate', seconds: 192.4 },
        { stage: 'train autoencoder', seconds: 61.2 },
        { stage: 'train fnn', seconds: 14.9 },
        { stage: 'train lstm', seconds: 38.1 },
        { stage: 'evaluate', seconds: 5.3 },
      ],
    },
    warnings: ['the FNN does no better on held-out simulations than the training mean'],
    remarks: ['A quick preset on a coarse grid: the numbers show that the machinery works, not what it can reach.'],
  };
}

/** Fields that vary as real ones do over many powers of ten and about zero, and series that rise and fall. */
export function syntheticSimulation(size: SyntheticSize): SimulatedEvolution {
  const shape = { initial: 1700, lid: 0.1, plumes: 1, shift: 0, blur: 0, bias: 0 };
  const { times, r, phi, temperature } = syntheticEvolution(size, shape);
  const cells = size.rows * size.columns;
  const moments = [1, size.snapshots - 1].map((frame) => {
    const field = temperature.slice(frame * cells, (frame + 1) * cells);
    const streamFunction = field.map(
      (_, cell) => 3e-4 * Math.sin((2 * Math.PI * (cell % size.columns)) / size.columns),
    );
    return {
      time: times[frame]!,
      fields: {
        temperature: field,
        viscosity: field.map((kelvin) => Math.min(1e28, 1e21 * Math.exp(36000 * (1 / kelvin - 1 / 1600)))),
        'stream-function': streamFunction,
      },
    };
  });
  const series = (value: (age: number) => number) => times.map((time) => value(time / (4.5 * GYR)));
  return {
    id: 's0001',
    subtitle: 'η_ref 10²¹ Pa s',
    r,
    phi,
    moments,
    series: {
      times,
      meanTemperature: series((age) => 1600 + 100 * Math.sin(3 * age)),
      coreTemperature: series((age) => 2250 - 300 * age),
      surfaceHeatFlux: series((age) => 0.02 + 0.02 * Math.sin(3 * age)),
      rootMeanSquareVelocity: series((age) => 1e-10 * 10 ** (3 * age)),
    },
  };
}
