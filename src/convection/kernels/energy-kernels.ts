// The inner loops of the energy equation in WebAssembly, written for one grid: arrays in a memory of their own, and the
// functions on them. A Runge-Kutta stage is a list of calls, each of which adds to the change of the cells.
import type { Grid } from '../grid.js';
import { defineAdvect } from './advection-kernels.js';
import { wasmModule } from './assembler.js';
import { defineConduct, defineSetConductances } from './conduction-kernels.js';
import { type EnergyArrayName, type EnergyLayout, energyArrays } from './energy-arrays.js';
import { defineAddTo, defineHeatAdiabatically, defineMoveTowards, defineScale } from './heating-kernels.js';
import { defineFactorizeAzimuthally, defineSolveAzimuthally, defineSolveRadially } from './implicit-kernels.js';
import type { KernelArray } from './named-arrays.js';
import { compileModule, instantiate } from './web-assembly.js';

/**
 * The functions of the module. Fields and changes, one number per cell, are given by their address (`byteOffset`); what
 * walls hold is NaN where they insulate.
 */
export interface EnergyKernels {
  advect(field: number, core: number, surface: number, dt: number, change: number): void;
  conduct(field: number, core: number, surface: number, dt: number, change: number): void;
  setConductances(): void;
  factorizeAzimuthally(dt: number): void;
  solveAzimuthally(change: number): void;
  solveRadially(change: number): void;
  heatAdiabatically(field: number, dt: number, change: number): void;
  scale(source: number, factor: number, target: number): void;
  addTo(target: number, change: number): void;
  moveTowards(target: number, other: number, weight: number): void;
}

/** Arrays in a memory of their own, and the functions on them. */
export interface EnergyMachine {
  readonly grid: Grid;
  readonly arrays: Readonly<Record<EnergyArrayName, KernelArray>>;
  readonly kernels: EnergyKernels;
}

/**
 * A machine for a grid: with its measures, all else zero.
 *
 * @param surfaceTemperatureRatio T₀ of adiabatic heating; of no use without it
 */
export function energyMachine(grid: Grid, surfaceTemperatureRatio: number): EnergyMachine {
  const { memory, arrays } = energyArrays(grid);
  const { radial, azimuthal } = grid;
  const layout: EnergyLayout = { radial, azimuthal, addressOf: (name) => arrays[name].byteOffset };
  const module = wasmModule();
  defineAdvect(module, layout);
  defineConduct(module, layout);
  defineSetConductances(module, layout);
  defineFactorizeAzimuthally(module, layout);
  defineSolveAzimuthally(module, layout);
  defineSolveRadially(module, layout);
  defineHeatAdiabatically(module, layout, -surfaceTemperatureRatio);
  defineScale(module, layout);
  defineAddTo(module, layout);
  defineMoveTowards(module, layout);
  setMeasures(grid, arrays);
  return { grid, arrays, kernels: instantiate(compileModule(module.encode()), memory) as EnergyKernels };
}

function setMeasures(grid: Grid, arrays: EnergyMachine['arrays']): void {
  const { dphi, height, thickness, cellArea, metricCell, faceArea } = grid;
  arrays.sideArea.set(height.map((cell, i) => cell * thickness[i]));
  arrays.perArea.set(cellArea.map((area) => 1 / area));
  arrays.halfHeight.set(height.map((cell) => 0.5 * cell));
  arrays.halfWidth.set(metricCell.map((metric) => 0.5 * metric * dphi));
  arrays.faceArea.set(faceArea.map((area) => area * dphi));
}
