// The stages of a pipeline, in order, with the places they share.
import { join } from 'node:path';
import type { PipelineConfiguration } from './configuration.js';
import type { Stage, StageRecord } from './stage.js';
import { evaluateStage } from './stages/evaluate.js';
import { ingestStage, verifyStage } from './stages/ingest.js';
import { modelStage } from './stages/model.js';
import { reportStage } from './stages/report.js';
import { simulateStage } from './stages/simulate.js';
import { autoencoderStage, fnnStage, lstmStage } from './stages/train.js';

/** `records` fills while the pipeline runs; stages that report on others look into it. */
export function stagesOf(
  configuration: PipelineConfiguration,
  folder: string,
  records: ReadonlyMap<string, StageRecord>,
): Stage[] {
  const { name, description, simulate, ingest, autoencoder, fnn, lstm, warmStart } = configuration;
  const archive = join(folder, 'archive');
  const manifest = ingest.dataset ?? ingest.manifest ?? join('data-manifests', `${name}.json`);
  const model = join(folder, 'model');
  const training = { manifest, networks: join(folder, 'networks'), warmStart };
  const evaluation = { manifest, model, evaluation: join(folder, 'evaluation') };
  const simulated = simulate !== undefined;
  return [
    ...(simulated ? [simulateStage(simulate, archive)] : []),
    ingest.dataset === undefined
      ? ingestStage(ingest, {
          name,
          description,
          paths: [...(simulated ? [archive] : []), ...ingest.archives],
          manifest,
          simulated,
        })
      : verifyStage(ingest.dataset),
    autoencoderStage(autoencoder, training),
    fnnStage(fnn, training),
    lstmStage(lstm, training),
    modelStage({ name, description, training: { autoencoder, fnn, lstm } }, training, model),
    evaluateStage(evaluation, () => records.get('simulate')),
    reportStage({ title: name, description }, evaluation, () => records),
  ];
}
