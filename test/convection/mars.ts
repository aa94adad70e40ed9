// What tests of the physics need of Mars: its constants and scales, and the functions that depend on them, for Mars.
import * as sources from '../../src/convection/energy/heat-sources.js';
import * as enthalpy from '../../src/convection/energy/phase-enthalpy.js';
import type { Grid } from '../../src/convection/grid.js';
import * as conductivities from '../../src/convection/material/conductivity.js';
import type { Crust } from '../../src/convection/material/crust.js';
import * as expansivities from '../../src/convection/material/expansivity.js';
import * as melt from '../../src/convection/material/melting.js';
import * as transitions from '../../src/convection/material/phase-transitions.js';
import type { ViscosityLaw } from '../../src/convection/material/viscosity.js';
import { meltingTemperature } from '../../src/convection/planets/melting-curve.js';
import type { PhaseTransition } from '../../src/convection/planets/planet-data.js';
import { planets } from '../../src/convection/planets/registry.js';
import { rheologies } from '../../src/convection/rheologies/registry.js';
import { creepOf, type ViscosityLimits, viscosityLaw } from '../../src/convection/rheologies/rheology.js';
import * as units from '../../src/convection/scales.js';
import { cylinder } from '../../src/foundation/geometries/cylinder.js';

export const mars = planets.mars;
export const scales = units.scalesOf(mars);
export const { inner: innerRadius, outer: outerRadius } = cylinder.radii(mars);
export const { dissipationNumber, surfaceTemperatureRatio, coreCoolingRate } = scales;
export const timeScale = scales.time;

export const nondimensionalTemperature = (kelvin: number) => units.nondimensionalTemperature(scales, kelvin);
export const pressure = (depth: number) => units.pressure(scales, depth);
export const rayleighNumber = (viscosity: number) => units.rayleighNumber(scales, viscosity);

export const specificHeating = (time: number) => sources.specificHeating(mars, time);
export const nondimensionalHeating = (time: number) => sources.nondimensionalHeating(scales, time);

export const expansivityProfile = (grid: Grid, law: expansivities.ExpansivityLaw) =>
  expansivities.expansivityProfile(grid, law, mars.expansivityContrast);

export const conductivity = (
  grid: Grid,
  law: conductivities.ConductivityLaw,
  crust: Crust,
  crustConductivity: number,
) => conductivities.conductivity(grid, scales, law, crust, crustConductivity);

const [first, second] = mars.phaseTransitions;
export const martianTransitions = [first!, second!] as const;
export const phaseFunction = (transition: PhaseTransition) => transitions.phaseFunction(transition, scales);
export const phaseEnthalpy = (grid: Grid, phases: readonly transitions.PhaseFunction[]) =>
  enthalpy.phaseEnthalpy(grid, phases, dissipationNumber);

export const latentHeatOfMelting = mars.latentHeatOfMelting;
export const solidus = (pascals: number) => meltingTemperature(mars.solidus, pascals);
export const liquidus = (pascals: number) => meltingTemperature(mars.liquidus, pascals);
export const melting = (grid: Grid) => melt.melting(grid, scales);
export const retained = (before: number, after: number) => melt.retained(mars, before, after);
export const residue = melt.residueOf(scales);
export const residueBuoyancy = (depletion: number) => melt.residueBuoyancy(residue, depletion);

export const arrheniusLaw = (energy: number, volume: number, limits: ViscosityLimits): ViscosityLaw =>
  viscosityLaw(rheologies.arrhenius, creepOf(scales, energy, volume), limits);
