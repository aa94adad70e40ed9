// Numbers of a planet that are each possible, but not together.
import { meltingTemperature } from './melting-curve.js';
import { MAX_DIFFUSIVITY, MIN_DIFFUSIVITY, type PlanetData } from './planet-data.js';

export interface PlanetProblem {
  readonly key: keyof PlanetData;
  readonly wanted: string;
}

/** @param given the numbers in which the planet differs from one of the registry: what is wrong is one of them */
export function planetProblem(planet: PlanetData, given: ReadonlySet<string>): PlanetProblem | undefined {
  return (
    problemOfRadii(planet, given) ??
    problemOfTemperatures(planet, given) ??
    problemOfDiffusivity(planet, given) ??
    problemOfTransitions(planet) ??
    problemOfMelting(planet, given)
  );
}

/** Of the radius of the planet. A smaller core cools within a step, a thinner mantle has no convection. */
const MIN_CORE = 0.05;
const MAX_CORE = 0.99;

function problemOfRadii({ planetRadius, coreRadius }: PlanetData, given: ReadonlySet<string>) {
  if (coreRadius >= MIN_CORE * planetRadius && coreRadius <= MAX_CORE * planetRadius) return undefined;
  const range = (from: number, to: number) => `from ${from.toPrecision(4)} to ${to.toPrecision(4)} m`;
  const shares = `${100 * MIN_CORE} to ${100 * MAX_CORE} %`;
  return given.has('coreRadius')
    ? problem(
        'coreRadius',
        `${range(MIN_CORE * planetRadius, MAX_CORE * planetRadius)}: ${shares} of the planet's radius`,
      )
    : problem('planetRadius', `${range(coreRadius / MAX_CORE, coreRadius / MIN_CORE)}: its core has ${shares} of it`);
}

function problemOfTemperatures(planet: PlanetData, given: ReadonlySet<string>) {
  const { surfaceTemperature, initialCoreTemperature } = planet;
  if (initialCoreTemperature > surfaceTemperature) return undefined;
  return given.has('initialCoreTemperature')
    ? problem('initialCoreTemperature', `more than the temperature of the surface, ${surfaceTemperature} K`)
    : problem('surfaceTemperature', `less than the initial temperature of the core, ${initialCoreTemperature} K`);
}

/** The diffusivity that follows from other numbers; the schema bounds one that is given. */
function problemOfDiffusivity({ thermalDiffusivity }: PlanetData, given: ReadonlySet<string>) {
  if (thermalDiffusivity >= MIN_DIFFUSIVITY && thermalDiffusivity <= MAX_DIFFUSIVITY) return undefined;
  const key = (['conductivity', 'mantleDensity', 'mantleHeatCapacity'] as const).find((name) => given.has(name));
  const range = `${MIN_DIFFUSIVITY} to ${MAX_DIFFUSIVITY} m²/s`;
  return problem(
    key ?? 'thermalDiffusivity',
    `a value with a thermal diffusivity from ${range} (now ${thermalDiffusivity.toPrecision(3)})`,
  );
}

function problem(key: keyof PlanetData, wanted: string): PlanetProblem {
  return { key, wanted };
}

/** Whether phase transitions are far enough apart depends on more, and matters only where they are on. */
function problemOfTransitions({ phaseTransitions: [first, second] }: PlanetData) {
  if (first === undefined || second === undefined || first.pressure < second.pressure) return undefined;
  return problem('phaseTransitions', 'the deeper one last');
}

/** A smooth phase transition ends this many half-widths from its middle (`material/phase-transitions.ts`). */
const REACH = 15 / 8;

/** Phase transitions that overlap: what is wrong is one of the numbers that are `given`. */
export function overlapOfTransitions(planet: PlanetData, given: ReadonlySet<string>): PlanetProblem | undefined {
  const { mantleDensity, gravity } = planet;
  const [first, second] = planet.phaseTransitions;
  if (first === undefined || second === undefined) return undefined;
  const allowed = (second.pressure - first.pressure) / (REACH * (first.halfWidth + second.halfWidth));
  if (mantleDensity * gravity < allowed) return undefined;
  const why = "or phaseTransitions: false: else the planet's phase transitions overlap";
  if (given.has('phaseTransitions')) {
    const wanted = `the second more than ${REACH} times the sum of their half-widths below the first, ${why}`;
    return problem('phaseTransitions', wanted);
  }
  return given.has('gravity')
    ? problem('gravity', `less than ${(allowed / mantleDensity).toPrecision(3)} m/s², ${why}`)
    : problem('mantleDensity', `less than ${(allowed / gravity).toPrecision(4)} kg/m³, ${why}`);
}

/** Pressures at which melting curves are compared. */
const SAMPLES = 200;

/** Where melt is extracted, curves rise with the pressure and rock melts from the solidus to the liquidus. */
function problemOfMelting(planet: PlanetData, given: ReadonlySet<string>): PlanetProblem | undefined {
  const { solidus, liquidus, maximumExtractionPressure, mantleDensity, gravity, planetRadius, coreRadius } = planet;
  const atCore = mantleDensity * gravity * (planetRadius - coreRadius);
  const deepest = Math.min(maximumExtractionPressure, atCore);
  let [lastSolidus, lastLiquidus] = [0, 0];
  for (let sample = 0; sample <= SAMPLES; sample++) {
    const pressure = (deepest * sample) / SAMPLES;
    const [melts, isMolten] = [meltingTemperature(solidus, pressure), meltingTemperature(liquidus, pressure)];
    const rise = melts > 0 && melts >= lastSolidus && isMolten >= lastLiquidus;
    if (!(rise && melts < isMolten)) {
      const key = (['solidus', 'liquidus'] as const).find((name) => given.has(name)) ?? 'maximumExtractionPressure';
      const where = `${(pressure / 1e9).toPrecision(3)} GPa`;
      const condition = 'melting curves that rise with the pressure, the liquidus above the solidus';
      return {
        key,
        wanted:
          key === 'maximumExtractionPressure'
            ? `less than ${where}: down to there it takes ${condition}`
            : `${condition}, where melt is extracted (down to ${(deepest / 1e9).toPrecision(3)} GPa; they fail at ${where})`,
      };
    }
    [lastSolidus, lastLiquidus] = [melts, isMolten];
  }
  return undefined;
}
