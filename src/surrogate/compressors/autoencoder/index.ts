// The convolutional autoencoder of Agarwal et al. (2021) as a compressor.
import { constants } from '../../../tensor/constants.js';
import { tf } from '../../../tensor/tfjs.js';
import { denormalize, normalize } from '../../../training/normalization.js';
import type { Compressor } from '../compressor.js';
import { autoencoderShape, decode, encode, latentSize } from './network.js';
import { type AutoencoderTraining, autoencoderSchema } from './settings.js';
import { type TrainedAutoencoder, trainAutoencoder } from './training.js';

export const autoencoder: Compressor<AutoencoderTraining, TrainedAutoencoder> = {
  name: 'autoencoder',
  label: 'autoencoder',
  noun: 'a convolutional autoencoder',
  trainsConvolutions: true,
  schema: autoencoderSchema,
  shape: autoencoderShape,
  latentSize,
  train: trainAutoencoder,
  encode: (trained, fields) => {
    const network = constants({ parameters: trained.parameters, temperature: trained.temperature });
    const images = tf.reshape(fields, [...fields.shape, 1]);
    return encode(network.parameters, trained.shape, normalize(network.temperature, images));
  },
  decode: (trained, latents) => {
    const network = constants({ parameters: trained.parameters, temperature: trained.temperature });
    const images = denormalize(network.temperature, decode(network.parameters, trained.shape, latents));
    return tf.reshape(images, [latents.shape[0]!, ...trained.shape.input]);
  },
};
