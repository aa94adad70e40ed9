// Numbers of a planet that are each possible, but not together.
import { meltingTemperature } from './melting-curve.js';
import type { PlanetData } from './planet-data.js';

export interface PlanetProblem {
  readonly key: keyof PlanetData;
  readonly wanted: string;
}

/** @param given the numbers in which the planet differs from one of the registry: what is wrong is one of them */
export function planetProblem(planet: PlanetData, given: ReadonlySet<string>): PlanetProblem | undefined {
  return problemOfLayers(planet) ?? problemOfTransitions(planet) ?? problemOfMelting(planet, given);
}

function problemOfLayers(planet: PlanetData): PlanetProblem | undefined {
  const { planetRadius, coreRadius, surfaceTemperature, initialCoreTemperature } = planet;
  if (coreRadius >= planetRadius)
    return { key: 'coreRadius', wanted: `less than the radius of the planet, ${planetRadius} m` };
  if (initialCoreTemperature > surfaceTemperature) return undefined;
  return { key: 'initialCoreTemperature', wanted: `more than the temperature of the surface, ${surfaceTemperature} K` };
}

/** A smooth phase transition ends this many half-widths from its middle (`material/phase-transitions.ts`). */
const REACH = 15 / 8;

function problemOfTransitions({ phaseTransitions, mantleDensity, gravity }: PlanetData): PlanetProblem | undefined {
  const [first, second] = phaseTransitions;
  if (first === undefined || second === undefined) return undefined;
  const apart = (second.pressure - first.pressure) / (mantleDensity * gravity);
  if (apart > REACH * (first.halfWidth + second.halfWidth)) return undefined;
  const wanted = `the deeper one last, and more than ${REACH} times the sum of their half-widths below the other`;
  return { key: 'phaseTransitions', wanted };
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
