// The stages of a pipeline, in order, with the places they share.
import { join } from 'node:path';
import type { StageRecord } from '../runs/stage.js';
import type { PipelineConfiguration } from './configuration.js';
import type { PipelineStage } from './pipeline-stage.js';
import { evaluateStage } from './stages/evaluate.js';
import { ingestStage, verifyStage } from './stages/ingest.js';
import { modelStage } from './stages/model.js';
import { reportStage } from './stages/report.js';
import { failuresIn, simulateStage } from './stages/simulate.js';
import { compressorStage, predictorStage } from './stages/train.js';

/** `records` fills while the pipeline runs; stages that report on others look into it. */
export function stagesOf(
  configuration: PipelineConfiguration,
  folder: string,
  records: ReadonlyMap<string, StageRecord>,
): PipelineStage[] {
  const { name, description, simulate, ingest, compressor, predictors, warmStart } = configuration;
  const sections = Object.fromEntries([compressor, ...predictors].map((part) => [part, configuration[part]]));
  const archive = join(folder, 'archive');
  const manifest = ingest.dataset ?? join(folder, 'manifest.json');
  const model = join(folder, 'model');
  const { allowMixedPhysics } = ingest;
  const training = { manifest, networks: join(folder, 'networks'), warmStart, allowMixedPhysics };
  const evaluation = { manifest, model, evaluation: join(folder, 'evaluation') };
  const simulatedFiles = (): string[] =>
    Object.keys(records.get('simulate')?.outputs ?? {}).map((file) => join(folder, file));
  return [
    ...(simulate === undefined ? [] : [simulateStage(simulate, archive)]),
    ingest.dataset === undefined
      ? ingestStage(ingest, {
          name,
          description,
          manifest,
          publishedManifest: ingest.manifest ?? join('data-manifests', `${name}.json`),
          simulated: simulate === undefined ? undefined : simulatedFiles,
          failures: () => failuresIn(records.get('simulate')?.summary),
          warmStart,
        })
      : verifyStage(ingest.dataset),
    compressorStage(compressor, configuration[compressor], training),
    ...predictors.map((predictor) => predictorStage(predictor, configuration[predictor], compressor, training)),
    modelStage({ name, description, compressor, predictors, training: sections }, training, model),
    evaluateStage(evaluation, () => records.get('simulate')),
    reportStage({ title: name, description }, evaluation, () => records),
  ];
}
