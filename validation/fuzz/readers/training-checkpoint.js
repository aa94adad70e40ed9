// Checkpoints of a training.
import { join } from 'node:path';
import { asFile } from './as-file.js';

const { loadCheckpoint, saveCheckpoint } = await import('../../../dist/training/checkpoint.js');

const array = (...values) => ({ shape: [values.length], data: Float32Array.from(values) });

export const trainingCheckpoint = {
  name: 'training-checkpoint',
  prepare: (folder) => {
    const path = join(folder, 'training.safetensors');
    saveCheckpoint(path, 'digest', {
      parameters: { weights: array(1, 2, 3), bias: array(0.5) },
      optimizer: { first: array(0, 1), second: array(2, 3) },
      best: { weights: array(1, 2, 4), bias: array(0.25) },
      bestEpoch: 1,
      bestLoss: 0.5,
      history: [{ epoch: 0, trainingLoss: 1, validationLoss: 0.75, learningRate: 1e-3, seconds: 1 }],
      seconds: 2,
    });
    return [asFile(path, { name: 'checkpoint', isSealed: true }, () => loadCheckpoint(path, 'digest'))];
  },
};
