// Volumes, heat and an evolution of Mars in each geometry.
import { fixed, percent, scientific } from './numbers.js';
import { readResult, table } from './page.js';
import { linePlot } from './plots.js';

const path = 'validation/results/geometry.json';
const { volumes, heat, evolutions, parameters } = readResult(path);
const flow = readResult('validation/results/convection/spherical-annulus-32.json').cases;

const milliwatts = (flux) => fixed(1000 * flux, 2);
const [cylinder, annulus] = evolutions;
const [cylinderHeat, annulusHeat] = heat;
const more = cylinderHeat.mantlePerAreaKilometers / annulusHeat.mantlePerAreaKilometers - 1;
const cooler = cylinder.final.meanTemperatureKelvin - annulus.final.meanTemperatureKelvin;
const { values: onset, reference: collocation } = flow.find((entry) => entry.case === 'onset-of-convection');
const { values: stokes } = flow.find((entry) => entry.case === 'stokes-spherical-annulus');
const ordersOf = (values) => Object.keys(values).filter((key) => key.startsWith('order'));
const least = (values) => Math.min(...ordersOf(values).map((key) => values[key])).toFixed(2);
const onsets = Object.keys(onset).filter((key) => key.startsWith('rayleigh'));

export const whatDoesTheGeometryChange = {
  path: 'validation/what-does-the-geometry-change.md',
  question: 'What does the geometry change?',
  answer:
    `A Martian cylinder has ${percent(more, 2)} more mantle per area of its surface than the sphere, and as much more radiogenic heat; the spherical annulus has as much as the sphere, to round-off. ` +
    `With default physics it ends ${fixed(cooler, 0)} K cooler after 4.5 Gyr, with a surface heat flux of ${milliwatts(annulus.final.surfaceHeatFlux)} instead of ${milliwatts(cylinder.final.surfaceHeatFlux)} mW/m². ` +
    `Its flow is of second order (manufactured flows: at least ${least(stokes)}), and convection sets in where the equations in strong form have it.`,
  plot: {
    alt: 'Mean temperature of Mars over time, by geometry',
    panel: linePlot(
      evolutions.map(({ geometry, gigayears, meanTemperatureKelvin }) => ({
        name: geometry,
        x: gigayears,
        y: meanTemperatureKelvin,
      })),
      {
        x: { domain: [0, 4.6], label: 'time (Gyr)', ticks: [0, 1, 2, 3, 4] },
        y: { domain: [1600, 1960], label: 'mean temperature (K)' },
      },
    ),
  },
  sections: [
    {
      heading: 'Volumes',
      text: 'Mantle per area of the surface, relative to the sphere. In a cylinder whose radii are rescaled so that areas relate as on the sphere it is 3/2 (1 + q²)/(1 + q + q²) times as much, q the radius of the core over that of the planet.',
      table: table(
        ['planet', 'q', 'cylinder', 'spherical annulus'],
        volumes.map(({ planet, coreOverRadius, excess }) => [
          planet,
          fixed(coreOverRadius, 3),
          `+${percent(excess.cylinder, 2)}`,
          percent(Math.abs(excess['spherical-annulus']), 2),
        ]),
      ),
    },
    {
      heading: 'Heat sources of Mars',
      text: 'Radiogenic heat at present, and what a crust of 64 km that is enriched Λ times leaves to the residual mantle, relative to the bulk.',
      table: table(
        ['', ...heat.map(({ geometry }) => geometry), 'cylinder over annulus'],
        [
          [
            'mantle per area of the surface (km)',
            ...heat.map((entry) => fixed(entry.mantlePerAreaKilometers, 1)),
            `+${percent(more, 2)}`,
          ],
          [
            'radiogenic heat (mW/m²)',
            ...heat.map((entry) => milliwatts(entry.radiogenicSurfaceFlux)),
            `+${percent(cylinderHeat.radiogenicSurfaceFlux / annulusHeat.radiogenicSurfaceFlux - 1, 2)}`,
          ],
          ['crust in all rock', ...heat.map((entry) => percent(entry.crustFraction, 2)), ''],
          ...cylinderHeat.residualShare
            .map(({ enrichment, share }, index) => ({
              enrichment,
              share,
              other: annulusHeat.residualShare[index].share,
            }))
            .filter(({ enrichment }) => enrichment > 1)
            .map(({ enrichment, share, other }) => [
              `residual mantle at Λ = ${enrichment}`,
              fixed(share, 4),
              fixed(other, 4),
              `+${percent(share / other - 1, 1)}`,
            ]),
        ],
      ),
    },
    {
      heading: 'An evolution of Mars',
      text: `Default physics on ${cylinder.cells.join(' × ')} cells, stretched by ${cylinder.stretching}; η_ref = ${scientific(parameters.referenceViscosity, 1)} Pa s, E = 3 · 10⁵ J/mol, V = 6 · 10⁻⁶ m³/mol, Λ = ${parameters.enrichment}, T_ini = ${parameters.initialTemperature} K. After 4.5 Gyr:`,
      table: table(
        ['geometry', 'mean T (K)', 'core (K)', 'surface (mW/m²)', 'out of the core (mW/m²)', 'steps', 's'],
        evolutions.map(({ geometry, final, steps, seconds }) => [
          geometry,
          fixed(final.meanTemperatureKelvin, 0),
          fixed(final.coreTemperatureKelvin, 0),
          milliwatts(final.surfaceHeatFlux),
          milliwatts(final.coreHeatFlux),
          steps,
          fixed(seconds, 0),
        ]),
      ),
    },
    {
      heading: 'Onset of convection',
      text:
        'The Rayleigh number at which a perturbation cos(nφ) of the conductive state neither grows nor decays, free slip, unit viscosity, radii 1 and 2: ' +
        'of the solver on 32 × 64 cells, from growth rates, and of Chebyshev collocation of the equations of Hernlund & Tackley (2008) in strong form. ' +
        'In a thin shell collocation gives the 27 π⁴/4 = 657.51 of a plane layer (test). We found no file with the published Nusselt numbers of the spherical annulus.',
      table: table(
        ['geometry, mode', 'solver', 'collocation', 'deviation', 'order'],
        onsets.map((key) => {
          const name = key.slice('rayleigh'.length);
          return [
            name
              .replace('SphericalAnnulus', 'spherical annulus, ')
              .replace('Cylinder', 'cylinder, ')
              .replace('N', 'n = '),
            fixed(onset[key], 2),
            fixed(collocation[key], 2),
            percent(onset[key] / collocation[key] - 1, 3),
            onset[`order${name}`].toFixed(2),
          ];
        }),
      ),
    },
  ],
  commands: [
    'node validation/geometry.js --json',
    'npx tharsis verify convection --cells 32 --case stokes-spherical-annulus onset-of-convection --json',
  ],
  results: [path, 'validation/results/convection/spherical-annulus-32.json'],
};
