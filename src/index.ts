// The public names of Tharsis, by the road that data takes. test/house/exports.test.ts pins them.

// Archive
export { readTable, writeTable } from './archive/arrow-table.js';
export { type Dataset, openDataset } from './archive/dataset.js';
export { type IngestOptions, ingestArchive } from './archive/ingest.js';
export type { SimulationData, SimulationHeader } from './archive/layout.js';
export { type Manifest, readManifest } from './archive/manifest.js';
export { readSimulationHeader, readTemperature } from './archive/simulation-reader.js';
export { writeSimulation } from './archive/simulation-writer.js';
// Simulate
export {
  type Evolution,
  type EvolutionCheckpoints,
  type EvolutionState,
  simulateEvolution,
} from './convection/evolution/evolution.js';
export {
  boussinesqPhysics,
  defaultEvolution,
  type EvolutionConfig,
  type PhysicsConfig,
  paperPhysics,
} from './convection/evolution/evolution-config.js';
export { initialTemperatureField } from './convection/evolution/initial-field.js';
export type { MantleParameters } from './convection/parameters/mantle-parameters.js';
export {
  type ParameterRange,
  type ParameterRanges,
  parameterRanges,
} from './convection/parameters/parameter-ranges.js';
export { type SamplingMethod, sampleParameters } from './convection/parameters/parameter-sampling.js';
export { heatFluxes, horizontalProfiles, marsConduction, meanTemperature } from './evaluation/profiles.js';
export { openReference } from './evaluation/reference.js';
export { scorePrediction } from './evaluation/score.js';
export { summarize } from './evaluation/summarize.js';
// What can go wrong, and randomness
export { InterruptedError, TharsisError } from './foundation/errors.js';
// Compute and differentiate
export { type NdArray, ndArray } from './foundation/nd-array.js';
export { type RandomStream, randomStream } from './foundation/random-stream.js';
export { loadConfiguration, type PipelineConfiguration, resolveConfiguration } from './pipeline/configuration.js';
export { planPipeline, type RunOptions, runPipeline } from './pipeline/run-pipeline.js';
export { type Prediction, predictEvolution, type Query, writePrediction } from './query/prediction.js';
export { fieldPicturePng, fieldPictureSvg } from './report/field-picture.js';
export { writeReport } from './report/report.js';
export type { ReportData } from './report/report-data.js';
// Evaluate and report
export { podModes, podSpectra } from './statistics/pod.js';
export { compressors } from './surrogate/compressors/registry.js';
export { encodeDataset, type LatentDataset } from './surrogate/latents.js';
export { loadModel, type Model, saveModel } from './surrogate/model-folder.js';
export { exportOnnx } from './surrogate/onnx-export.js';
export { predictors } from './surrogate/predictors/registry.js';
// Ask, and run it all
export { openSurrogate, type PredictionOptions, type Surrogate } from './surrogate/surrogate.js';
export { divergence, hutchinsonDivergence } from './tensor/derivatives/divergence.js';
export { hessianVectorProduct } from './tensor/derivatives/hessian-vector-product.js';
export { jacobian } from './tensor/derivatives/jacobian.js';
export { jvp } from './tensor/derivatives/jacobian-vector-product.js';
export { vjp } from './tensor/derivatives/vector-jacobian-product.js';
export { type Compiled, type Engine, type EngineName, engineNames } from './tensor/engine.js';
export { valueAndGrad } from './tensor/gradient.js';
export { openEngine } from './tensor/open-engine.js';
export { scan } from './tensor/scan.js';
export { tf } from './tensor/tfjs.js';
export { type AdamArrays, type AdamState, adamInit, adamUpdate } from './training/optimizers/adam.js';
export { type TrainingSteps, trainingSteps } from './training/training-steps.js';

// Train
