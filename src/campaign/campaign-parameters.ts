// The parameter sets of a campaign: a sample of the box that the `simulate` section of a pipeline gives.
import type { MantleParameters } from '../convection/parameters/mantle-parameters.js';
import { type ParameterRanges, parameterNames, parameterRanges } from '../convection/parameters/parameter-ranges.js';
import { sampleParameters } from '../convection/parameters/parameter-sampling.js';
import { randomStream } from '../foundation/random-stream.js';
import type { SimulateSection } from './simulate-section.js';

/** The parameter sets, in the order of the campaign; the same for the same seed. */
export function campaignParameters(section: SimulateSection, seed: number): MantleParameters[] {
  const ranges = Object.fromEntries(
    parameterNames.map((name) => [name, { ...parameterRanges[name], ...section.ranges[name] }]),
  ) as ParameterRanges;
  return sampleParameters(ranges, section.count, section.sampling, randomStream(seed, 'campaign'));
}
