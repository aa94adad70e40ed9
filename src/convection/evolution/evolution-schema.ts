// The configuration of an evolution as a schema: keys, types, defaults and descriptions.
import { z } from 'zod';
import { choices, configProblem, defaultEvolution } from './evolution-config.js';

// Types and keys here; which values make sense, the physics knows.
export const evolutionSchema = z
  .strictObject({
    equations: z
      .enum(choices.equations)
      .default(defaultEvolution.equations)
      .describe('extended-boussinesq has adiabatic and viscous heating'),
    rheology: z.enum(choices.rheology).default(defaultEvolution.rheology).describe('of diffusion creep'),
    yieldStress: z
      .number()
      .default(defaultEvolution.yieldStress)
      .describe('Pa, of the viscoplastic rheology: the limit of the second invariant of stress, √(½ τ:τ)'),
    expansivity: z.enum(choices.expansivity).default(defaultEvolution.expansivity),
    conductivity: z.enum(choices.conductivity).default(defaultEvolution.conductivity).describe('of the mantle'),
    crustConductivity: z.number().default(defaultEvolution.crustConductivity).describe('W/m/K'),
    phaseTransitions: z.boolean().default(defaultEvolution.phaseTransitions).describe('of olivine'),
    melting: z
      .boolean()
      .default(defaultEvolution.melting)
      .describe(
        'on a Martian solidus: melt erupts and the crust grows, what remains is depleted, buoyant and melts less easily',
      ),
    cells: z
      .strictObject({ radial: z.int(), azimuthal: z.int() })
      .default(defaultEvolution.cells)
      .describe('cells from core to surface, and over the sector'),
    stretching: z
      .number()
      .default(defaultEvolution.stretching)
      .describe('height of a cell in the middle over that of one at the core or the surface; 1: uniform'),
    sectorAngle: z.number().default(defaultEvolution.sectorAngle).describe('angle of the cylindrical sector, rad'),
    ghostCells: z
      .boolean()
      .default(defaultEvolution.ghostCells)
      .describe('write a declared layer of ghost cells around the fields; 300 x 392 cells are 302 x 394 points then'),
    duration: z.number().default(defaultEvolution.duration).describe('s'),
    snapshots: z.int().default(defaultEvolution.snapshots).describe('output intervals'),
    outputExponent: z.number().default(defaultEvolution.outputExponent).describe('above 1: denser output early'),
    viscosityLimits: z
      .strictObject({ minimum: z.number(), maximum: z.number() })
      .default(defaultEvolution.viscosityLimits)
      .describe('Pa s'),
    crustThickness: z.number().default(defaultEvolution.crustThickness).describe('m; with melting, at the start'),
    boundaryLayerThickness: z.number().default(defaultEvolution.boundaryLayerThickness).describe('m'),
    perturbationAmplitude: z.number().default(defaultEvolution.perturbationAmplitude).describe('K'),
    courantNumber: z
      .number()
      .optional()
      .describe('share of its volume that the fastest cell loses in a step; radial cells / 32 by default, from 1 to 8'),
    longestStep: z.number().default(defaultEvolution.longestStep).describe('s'),
    stokesTolerance: z.number().default(defaultEvolution.stokesTolerance),
  })
  .superRefine((config, context) => {
    const problem = configProblem(config);
    if (problem === undefined) return;
    const { key, value, wanted } = problem;
    context.addIssue({ code: 'custom', path: key.split('.'), input: value, message: `expected ${wanted}` });
  });
