// What the geometry of the mantle changes: node validation/geometry.js [--json]. By hand. Volumes and heat of each geometry
// beside the sphere, and an evolution of Mars in each.
import { build } from '../bin/build.js';
import { exampleParameters as parameters } from './example-parameters.js';

build();
const { simulateEvolution } = await import('../dist/convection/evolution/evolution.js');
const { defaultEvolution } = await import('../dist/convection/evolution/evolution-config.js');
const { nondimensionalHeating } = await import('../dist/convection/energy/heat-sources.js');
const { planetOf } = await import('../dist/convection/planets/planet-choice.js');
const { planetNames } = await import('../dist/convection/planets/registry.js');
const { scalesOf, secondsPerYear } = await import('../dist/convection/scales.js');
const { geometries } = await import('../dist/foundation/geometries/registry.js');
const { describeMeasurement } = await import('../dist/runs/environment.js');

const volumeBetween = ({ volume }, inner, outer) => volume((inner + outer) / 2, outer - inner);
const faceArea = ({ width, thickness }, radius) => width(radius) * thickness(radius);

/** Of a mantle: how deep a layer its volume would be under the area of the surface, in depths of the mantle. */
function volumePerArea(geometry, planet) {
  const { inner, outer } = geometry.radii(planet);
  return volumeBetween(geometry, inner, outer) / faceArea(geometry, outer);
}

function spherePerArea({ coreRadius, planetRadius }) {
  return (planetRadius ** 3 - coreRadius ** 3) / (3 * planetRadius ** 2) / (planetRadius - coreRadius);
}

const volumes = planetNames.map((name) => {
  const planet = planetOf({ name });
  const excess = Object.fromEntries(
    Object.entries(geometries).map(([key, geometry]) => [
      key,
      volumePerArea(geometry, planet) / spherePerArea(planet) - 1,
    ]),
  );
  return { planet: name, coreOverRadius: planet.coreRadius / planet.planetRadius, excess };
});

const mars = planetOf({ name: 'mars' });
const scales = scalesOf(mars);
const present = (4.5e9 * secondsPerYear) / scales.time;
const heat = Object.entries(geometries).map(([name, geometry]) => {
  const { inner, outer } = geometry.radii(mars);
  const crust = volumeBetween(geometry, outer - mars.crustThickness / scales.depth, outer);
  const crustFraction = crust / volumeBetween(geometry, inner, outer);
  const flux = scales.heatFlux * nondimensionalHeating(scales, present) * volumePerArea(geometry, mars);
  return {
    geometry: name,
    mantlePerAreaKilometers: (volumePerArea(geometry, mars) * scales.depth) / 1e3,
    radiogenicSurfaceFlux: flux,
    crustFraction,
    residualShare: [1, 2, 5, 10, 20, 50].map((enrichment) => ({
      enrichment,
      share: 1 / (1 + crustFraction * (enrichment - 1)),
    })),
  };
});

const evolutions = Object.keys(geometries).map((geometry) => {
  const cells = { radial: 48, azimuthal: 64 };
  const began = performance.now();
  const { diagnostics, times, solver } = simulateEvolution(parameters, {
    ...defaultEvolution,
    geometry,
    cells,
    stretching: 3,
  });
  const last = (key) => diagnostics[key].at(-1);
  const sampled = (series) => Array.from(series).filter((_, frame) => frame % 5 === 0);
  return {
    geometry,
    cells: [cells.radial, cells.azimuthal],
    stretching: 3,
    steps: solver.steps,
    seconds: (performance.now() - began) / 1000,
    final: {
      meanTemperatureKelvin: last('meanTemperature'),
      coreTemperatureKelvin: last('coreTemperature'),
      surfaceHeatFlux: last('surfaceHeatFlux'),
      coreHeatFlux: last('coreHeatFlux'),
      rootMeanSquareVelocity: last('rootMeanSquareVelocity'),
    },
    gigayears: sampled(times).map((seconds) => seconds / 1e9 / secondsPerYear),
    meanTemperatureKelvin: sampled(diagnostics.meanTemperature),
    surfaceHeatFlux: sampled(diagnostics.surfaceHeatFlux),
  };
});

if (process.argv.includes('--json')) {
  console.log(JSON.stringify({ provenance: describeMeasurement(), parameters, volumes, heat, evolutions }, null, 2));
} else {
  console.log(
    JSON.stringify(
      { volumes, heat, evolutions: evolutions.map(({ geometry, final }) => ({ geometry, final })) },
      null,
      1,
    ),
  );
}
