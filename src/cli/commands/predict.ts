// tharsis predict MODEL: parameters → temperature fields, profiles and heat fluxes, in milliseconds.
import type { ParameterScale } from '../../archive/parameter-scale.js';
import type { Reporter } from '../../foundation/reporter.js';
import { secondsPerYear } from '../../foundation/time-units.js';
import type { Prediction } from '../../query/prediction.js';
import type { RangeWarning } from '../../surrogate/range-warnings.js';
import { engineNamed } from '../../tensor/engine.js';
import type { CommonOptions, Outcome } from '../command-frame.js';
import { gigayearList } from '../gigayear-list.js';
import {
  addParameterOptions,
  givenParameters,
  type ParameterOptions,
  requireParameters,
} from '../parameter-options.js';
import type { TharsisCommand } from './command.js';

interface PredictOptions extends CommonOptions, ParameterOptions {
  readonly engine: string;
  readonly predictor?: string;
  readonly times?: Float64Array;
  readonly initialField?: string;
  readonly extrapolate?: boolean;
}

/** More threads only wait for each other in graphs of a few milliseconds. */
const QUERY_THREADS = 1;

const secondsPerGigayear = 1e9 * secondsPerYear;

export const predict: TharsisCommand = {
  name: 'predict',
  description: 'predict a thermal evolution: T(r, phi, t), profiles, heat fluxes',
  out: 'folder of the result, replaced if it is there (default: runs/prediction)',
  again: 'resumes where it stopped',
  register(command) {
    command.argument('<model>', 'model folder, for example runs/mars-quick/model');
    addParameterOptions(command)
      .option('--predictor <name>', "which predictor of the model answers (default: the model's first)")
      .option('--times <Gyr,...>', 'when (default: the output times of the training simulations)', gigayearList)
      .option(
        '--initial-field <file>',
        'HDF5 file whose first snapshot to start from, for predictors that start from a field',
      )
      .option('--extrapolate', 'answer also where parameters are far from all trained values, as if in other units');
  },
  run: ({ reporter }, options: PredictOptions, model: string) => predictWith(model, options, reporter),
};

async function predictWith(model: string, options: PredictOptions, reporter: Reporter): Promise<Outcome> {
  const given = givenParameters(options);
  const [{ openEngine }, { openSurrogate }, query] = await Promise.all([
    import('../../tensor/open-engine.js'),
    import('../../surrogate/surrogate.js'),
    import('../../query/prediction.js'),
  ]);
  const engine = await openEngine(engineNamed(options.engine), { threads: options.threads ?? QUERY_THREADS });
  try {
    const surrogate = openSurrogate(model, engine, { withoutDamaged: true });
    const { predictor, times, initialField, extrapolate } = options;
    const parameters = requireParameters(given, Object.keys(surrogate.model.description.parameters));
    const prediction = await query.predictEvolution(surrogate, {
      parameters,
      predictor,
      times,
      initialField,
      extrapolate,
    });
    for (const { name, error } of surrogate.model.damaged ?? []) {
      reporter.note(`warning: the predictor '${name}' is left out: ${error.message}`);
    }
    for (const warning of prediction.warnings) {
      reporter.note(`warning: ${warningText(warning, surrogate.model.description.parameters[warning.name]?.scale)}`);
    }
    const { scoreWarningText } = await import('../../surrogate/model-scores.js');
    for (const warning of prediction.scoreWarnings) reporter.note(`warning: ${scoreWarningText(warning)}`);
    const files = query.writePrediction(options.out ?? 'runs/prediction', surrogate, prediction);
    await surrogate.dispose();
    return outcomeOf(prediction, files);
  } finally {
    await engine.dispose();
  }
}

function outcomeOf(prediction: Prediction, files: readonly string[]): Outcome {
  const { query, times, meanTemperature, heatFluxes, warnings, scoreWarnings, seconds } = prediction;
  return {
    document: {
      predictor: query.predictor,
      parameters: query.parameters,
      times: [...times],
      meanTemperature: [...meanTemperature],
      ...(heatFluxes && { surfaceHeatFlux: [...heatFluxes.surface], coreHeatFlux: [...heatFluxes.core] }),
      warnings,
      scoreWarnings,
      seconds,
      files,
    },
    lines: [lastState(prediction), ...files],
  };
}

function lastState({ times, meanTemperature, heatFluxes }: Prediction): string {
  const last = times.length - 1;
  const milliwatts = (fluxes: Float64Array): string => (1000 * fluxes[last]!).toFixed(1);
  const state = `at ${gigayears(times[last]!)} Gyr: mean temperature ${meanTemperature[last]!.toFixed(0)} K`;
  if (heatFluxes === null) return state;
  const { surface, core } = heatFluxes;
  return `${state}, heat flux ${milliwatts(surface)} mW/m2 at the surface, ${milliwatts(core)} mW/m2 at the core`;
}

function warningText(warning: RangeWarning, scale: ParameterScale | undefined): string {
  const { name, value, minimum, maximum, excessPercent } = warning;
  const text = name === 'time' ? (seconds: number) => `${gigayears(seconds)} Gyr` : shown;
  const side = value < minimum ? `below ${text(minimum)}` : `above ${text(maximum)}`;
  const excess = excessPercent.toPrecision(3);
  return `${name} = ${text(value)} is ${side}, the end of the trained range, by ${excess} % of its ${scale === 'logarithmic' ? 'logarithmic ' : ''}width: the surrogate guesses there`;
}

function gigayears(seconds: number): string {
  return (seconds / secondsPerGigayear).toFixed(2);
}

function shown(value: number): string {
  return String(Number(value.toPrecision(5)));
}
