// The networks that predict latents; the autoencoder serves both.

export const predictorNames = ['fnn', 'lstm'] as const;
export type PredictorName = (typeof predictorNames)[number];
