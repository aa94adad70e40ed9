// The stage that draws: report.html and its figures, from the evaluation and, for a few held-out simulations, their
// fields.
import { join } from 'node:path';
import type { Dataset } from '../../archive/dataset.js';
import { openDatasetInterruptibly } from '../../archive/dataset.js';
import { readManifest } from '../../archive/manifest.js';
import { type Split, splitNames } from '../../archive/split.js';
import type { EvaluationResult } from '../../evaluation/evaluation-result.js';
import { type SampleEvolution, sampleEvolution } from '../../evaluation/sample-evolution.js';
import { TharsisError } from '../../foundation/errors.js';
import { readJsonRecord } from '../../foundation/json-record.js';
import { conductionOfModel } from '../../query/conduction.js';
import { parameterAxes } from '../../query/parameter-axes.js';
import { readSimulatedEvolution } from '../../query/simulated-evolution.js';
import type { ComparedModels } from '../../report/looks.js';
import { writeReport } from '../../report/report.js';
import type { ParameterBox, ReportData, TrainingHistory } from '../../report/report-data.js';
import type { SimulatedEvolution } from '../../report/simulated-evolution.js';
import { describeEnvironment } from '../../runs/environment.js';
import type { StageRecord, Summary } from '../../runs/stage.js';
import { compressorNamed } from '../../surrogate/compressors/registry.js';
import { type Model, partsOf } from '../../surrogate/model-folder.js';
import { scoreWarningText } from '../../surrogate/model-scores.js';
import { predictorNamed } from '../../surrogate/predictors/registry.js';
import { openSurrogate, type Surrogate } from '../../surrogate/surrogate.js';
import { engineCode } from '../../tensor/engine-source.js';
import type { PipelineContext, PipelineStage } from '../pipeline-stage.js';
import { type EvaluationPlaces, predictHeldOut } from './evaluate.js';

/** Held-out simulations that are drawn field by field. */
const DRAWN_SIMULATIONS = 2;

export interface ReportIdentity {
  readonly title: string;
  readonly description: string;
}

export function reportStage(
  identity: ReportIdentity,
  places: EvaluationPlaces,
  records: () => ReadonlyMap<string, StageRecord>,
): PipelineStage {
  return {
    name: 'report',
    configuration: identity,
    reads: ['ingest', 'model', 'evaluate'],
    code: [import.meta.url, engineCode],
    run: async (context) => {
      const dataset = await openDatasetInterruptibly(places.manifest, { verify: false, signal: context.signal });
      const surrogate = openSurrogate(places.model, await context.engine.openForQueries());
      const evaluation = readEvaluation(join(places.evaluation, 'evaluation.json'));
      const data: ReportData = {
        ...identity,
        models: modelsOf(surrogate.model),
        evaluation,
        samples: await drawnSamples(dataset, surrogate),
        simulated: await simulatedOf(dataset, places.manifest, context.signal),
        histories: historiesOf(surrogate.model),
        parameterBox: parameterBoxOf(dataset),
        provenance: provenanceOf(context, dataset, records()),
        warnings: Object.keys(surrogate.model.predictors)
          .flatMap((name) => surrogate.scoreWarnings(name))
          .map(scoreWarningText),
        remarks: remarksOf(dataset, surrogate.model, records().get('evaluate')?.summary.predict as Summary | undefined),
      };
      await surrogate.dispose();
      const files = writeReport(context.folder.path, data);
      return { outputs: files.map((file) => context.folder.file(file)), summary: {} };
    },
  };
}

/** What the evaluation left. */
function readEvaluation(path: string): EvaluationResult {
  const evaluation = readJsonRecord<EvaluationResult>(path);
  if (evaluation !== undefined) return evaluation;
  throw new TharsisError(
    'table-unreadable',
    `the evaluation ${path} is missing or damaged`,
    'remove it, and run the same command again: it is made anew',
  );
}

async function drawnSamples(dataset: Dataset, surrogate: Surrogate): Promise<SampleEvolution[]> {
  const samples: SampleEvolution[] = [];
  for (const index of dataset.split.test.slice(0, DRAWN_SIMULATIONS)) {
    const { id, parameters, times } = dataset.simulations[index]!;
    const predictions = await predictHeldOut(dataset, surrogate, index);
    const { r, phi, geometry } = dataset;
    const truth = { times, r, phi, geometry, temperature: dataset.readTemperature(index) };
    const drawn = Object.keys(surrogate.model.predictors).map((name) => ({ name, temperature: predictions[name]! }));
    samples.push(sampleEvolution(id, parameters, truth, drawn, conductionOfModel(surrogate.model)));
  }
  return samples;
}

/** The first held-out simulation with its flow, if Tharsis made it. */
async function simulatedOf({ split }: Dataset, manifest: string, signal: AbortSignal): Promise<SimulatedEvolution[]> {
  const evolution = await readSimulatedEvolution(readManifest(manifest).files[split.test[0]!]!.path, { signal });
  return evolution.moments[0]!.fields.viscosity === undefined ? [] : [evolution];
}

function modelsOf({ compressor, predictors }: Model): ComparedModels {
  const { label } = compressorNamed(compressor.name);
  return {
    compressor: { name: compressor.name, label },
    predictors: Object.keys(predictors).map((name) => ({ name, label: predictorNamed(name).label })),
  };
}

/** Of those parts that were trained in epochs. */
function historiesOf(model: Model): TrainingHistory[] {
  return partsOf(model)
    .filter(([, { history }]) => history.length > 0)
    .map(([name, { history, bestEpoch }]) => ({
      name,
      epochs: history.map(({ epoch }) => epoch),
      trainingLoss: history.map(({ trainingLoss }) => trainingLoss),
      validationLoss: history.map(({ validationLoss }) => validationLoss),
      bestEpoch,
    }));
}

function parameterBoxOf(dataset: Dataset): ParameterBox {
  const ranges = Object.fromEntries(
    dataset.parameterNames.map((name) => {
      const values = dataset.simulations.map(({ parameters }) => parameters[name]!);
      const unit = dataset.parameterUnits[name] ?? '1';
      return [
        name,
        { minimum: Math.min(...values), maximum: Math.max(...values), unit, scale: dataset.parameterScales[name]! },
      ];
    }),
  );
  return {
    axes: parameterAxes(ranges),
    simulations: dataset.simulations.map(({ parameters }, index) => ({
      role: roleOf(dataset.split, index),
      values: parameters,
    })),
  };
}

function roleOf(split: Split, index: number) {
  return splitNames.find((name) => split[name].includes(index))!;
}

function provenanceOf(
  { seed, threads, engine: { name: engineName } }: PipelineContext,
  dataset: Dataset,
  records: ReadonlyMap<string, StageRecord>,
) {
  const { node, processor, platform, packages, commit } = describeEnvironment();
  return {
    facts: [
      { name: 'data', value: `${dataset.name}, manifest ${dataset.digest.slice(0, 12)}` },
      { name: 'seed', value: String(seed) },
      { name: 'engine', value: engineName },
      { name: 'machine', value: `${processor}, ${threads} threads, ${platform}` },
      {
        name: 'software',
        value: `Node ${node}, ${Object.entries(packages)
          .map((entry) => entry.join(' '))
          .join(', ')}`,
      },
      { name: 'commit', value: commit },
      { name: 'date', value: new Date().toISOString().slice(0, 10) },
    ],
    wallTimes: [...records].map(([stage, { seconds }]) => ({ stage, seconds })),
  };
}

function remarksOf(dataset: Dataset, { compressor, predictors }: Model, query: Summary | undefined): string[] {
  const [radial, azimuthal] = compressor.trained.shape.input;
  const remarks = [
    `The model was trained on ${dataset.split.training.length} simulations on ${radial} × ${azimuthal} cells; that of the paper on about 10,000 on 302 × 394.`,
    'The horizontal mean is the truth without its lateral structure: a yardstick, not a prediction.',
  ];
  if (typeof query?.secondsPerEvolution !== 'number') return remarks;
  const milliseconds = (1000 * query.secondsPerEvolution).toPrecision(2);
  const speedup = query.speedupOverSimulation;
  const times =
    typeof speedup === 'number'
      ? `, ${Math.round(speedup)} times less than simulating one took on a thread while the others simulated too`
      : '';
  return [
    ...remarks,
    `The ${predictorNamed(Object.keys(predictors)[0]!).label} predicts a whole evolution in ${milliseconds} ms${times}.`,
  ];
}
