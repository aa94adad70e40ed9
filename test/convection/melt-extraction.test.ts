import { describe, expect, it } from 'vitest';
import { diffusion, setConductivity } from '../../src/convection/energy/diffusion.js';
import { energySolver, stagesFor, stepEnergy } from '../../src/convection/energy/energy.js';
import { depositHeat, noHeat, residualShare } from '../../src/convection/energy/heat-deposit.js';
import {
  type Depletion,
  extractMelt,
  fertileMantle,
  meltColumn,
  producedCrust,
} from '../../src/convection/energy/melt-extraction.js';
import { transport } from '../../src/convection/energy/transport.js';
import { annulusGrid, areaMean } from '../../src/convection/grid.js';
import { crustOfThickness } from '../../src/convection/material/crust.js';
import { freshMelt } from '../../src/convection/material/melting.js';
import { courantTime } from '../../src/convection/stokes/flow.js';
import { cellField, flowFrom, totalHeat } from './helpers.js';
import { innerRadius, melting, outerRadius, scales } from './mars.js';

const grid = annulusGrid(32, 8, innerRadius, outerRadius);
const law = melting(grid);
const initialCrust = crustOfThickness(grid, 64e3 / scales.depth);
const { share } = initialCrust;

/** A hot spot below the lid: above the solidus where φ is small and the depth some 250 km. */
const hot = (excess = 0.35) =>
  cellField(grid, (height, phi) => 0.6 + excess * Math.exp(-(((height - 0.85) / 0.1) ** 2)) * (1 - phi));

function extracted(temperature: Float64Array): Depletion {
  const depletion = fertileMantle(grid);
  extractMelt(grid, law, share, depletion, temperature);
  return depletion;
}

/** Melts without letting anything sink. Gives the area of melt. */
function molten(temperature: Float64Array, depletion: Depletion, crust = share): number {
  let melt = 0;
  for (let column = 0; column < 256; column += 32) {
    melt += meltColumn(grid, law, crust, depletion, temperature, column);
  }
  return melt;
}

describe('melting in place', () => {
  const fertile = new Float64Array(32);
  const total = (field: Float64Array) => areaMean(grid, field) * grid.totalArea;

  it('leaves nothing to melt, and the heat that the melt took is latent', () => {
    const before = hot();
    const temperature = before.slice();
    const depletion = fertileMantle(grid);
    const melt = molten(temperature, depletion, fertile);
    expect(melt).toBeGreaterThan(0.01);
    expect(total(depletion.degree)).toBeCloseTo(melt, 13);
    expect(total(before) - total(temperature)).toBeCloseTo(law.latentHeat * melt, 13);
    const after = temperature.slice();
    expect(molten(temperature, depletion, fertile)).toBeLessThan(1e-13);
    for (let cell = 0; cell < 256; cell++) expect(temperature[cell]).toBeCloseTo(after[cell]!, 13);
  });

  it('takes all heat-producing elements of rock that has lost a twentieth', () => {
    const depletion = fertileMantle(grid);
    molten(hot(), depletion);
    const depleted = depletion.degree.findIndex((degree) => degree > 0.05);
    expect(depletion.concentration[depleted]).toBeLessThan(1e-20);
  });

  it('is of the mantle in a cell only: what is crust there does not melt, but gives its heat', () => {
    const [whole, half, hardly] = [0, 0.5, 0.99].map((crust) => {
      const temperature = hot();
      const depletion = fertileMantle(grid);
      const melt = molten(temperature, depletion, new Float64Array(32).fill(crust));
      expect(total(depletion.degree) * (1 - crust)).toBeCloseTo(melt, 13);
      expect(total(hot()) - total(temperature)).toBeCloseTo(law.latentHeat * melt, 13);
      expect(molten(temperature, depletion, new Float64Array(32).fill(crust))).toBeLessThan(1e-13);
      return melt;
    });
    expect(half! / whole!).toBeGreaterThan(0.5);
    expect(half! / whole!).toBeLessThan(0.75);
    expect(hardly! / whole!).toBeGreaterThan(0.01);
    expect(hardly! / whole!).toBeLessThan(0.02);
  });
});

describe('extraction of melt', () => {
  it('takes what the law lets out, its latent heat and the heat of the rock that molt', () => {
    const before = hot(0.15);
    const temperature = before.slice();
    const depletion = extracted(temperature);
    let melt = 0;
    let heat = 0;
    for (let cell = 0; cell < before.length; cell++) {
      const i = cell % 32;
      if (i < law.deepest || share[i] === 1) continue;
      const mantlePart = 1 - share[i]!;
      const fresh = freshMelt(law, i, before[cell]!, 0, mantlePart) * mantlePart * grid.cellArea[i]!;
      melt += fresh;
      heat += fresh * (law.latentHeat + before[cell]!) - (law.latentHeat * fresh ** 2) / grid.cellArea[i]!;
    }
    expect(melt).toBeGreaterThan(1e-3);
    expect(depletion.extracted).toBeCloseTo(melt, 15);
    expect(depletion.erupted).toBeCloseTo(heat, 15);
    expect((areaMean(grid, before) - areaMean(grid, temperature)) * grid.totalArea).toBeCloseTo(heat, 13);
    expect(producedCrust(grid, depletion)).toBeCloseTo(melt / (outerRadius * (Math.PI / 2)), 15);
  });

  it('leaves next to nothing to melt', () => {
    const temperature = hot();
    const depletion = extracted(temperature);
    const first = depletion.extracted;
    extractMelt(grid, law, share, depletion, temperature);
    expect(depletion.extracted / first - 1).toBeLessThan(0.03);
  });

  it('keeps the total of heat, within and erupted, in a stirred, insulated annulus of varied conductivity', () => {
    const conduction = diffusion(grid);
    setConductivity(
      conduction,
      cellField(grid, (height, phi) => 1 + 0.9 * Math.sin(40 * height + 7 * phi)),
    );
    const energy = energySolver(conduction);
    const flow = flowFrom(grid, (height, phi) => 50 * Math.sin(Math.PI * height) * Math.sin(4 * phi));
    const temperature = hot();
    const depletion = fertileMantle(grid);
    const total = () => areaMean(grid, temperature) + depletion.erupted / grid.totalArea;
    const before = total();
    const still = new Float64Array(temperature.length);
    const dt = courantTime(grid, flow);
    for (let step = 0; step < 30; step++) {
      stepEnergy(energy, flow, still, {}, dt, stagesFor(1), temperature);
      transport(energy, flow, dt, stagesFor(1), depletion.degree);
      extractMelt(grid, law, share, depletion, temperature);
    }
    expect(depletion.extracted).toBeGreaterThan(0);
    expect(total()).toBeCloseTo(before, 13);
  });

  it('leaves deep rock, cool rock and crust alone', () => {
    const cool = cellField(grid, () => 0.5);
    expect(extracted(cool)).toEqual(fertileMantle(grid));
    const molten = cellField(grid, (height) => (height < 0.5 ? 2 : 0.1));
    expect(extracted(molten)).toEqual(fertileMantle(grid));
    const crust = cellField(grid, (height) => (height > 0.97 ? 2 : 0.1));
    expect(extracted(crust)).toEqual(fertileMantle(grid));
  });
});

describe('heat-producing elements', () => {
  it('go from molten rock into the crust, their total unchanged', () => {
    const conduction = diffusion(grid);
    const deposited = (concentration?: Float64Array) => {
      const heat = noHeat(grid);
      const mantle = residualShare(grid, 10, initialCrust);
      depositHeat(conduction, { crust: initialCrust, crustConductivity: 1, mantle, concentration }, 3, heat);
      return heat;
    };
    const depletion = extracted(hot());
    const before = deposited();
    expect(deposited(fertileMantle(grid).concentration)).toEqual(before);
    const after = deposited(depletion.concentration);
    expect(totalHeat(grid, after)).toBeCloseTo(3 * grid.totalArea, 12);
    expect(after.cells[31]! / before.cells[31]!).toBeGreaterThan(1.1);
    expect(after.surface / before.surface).toBeGreaterThan(1.1);
    // Deep in the column, where no rock has come down from above.
    const molten = depletion.degree.findIndex((degree) => degree > 0.05);
    expect(after.cells[molten]! / before.cells[molten]!).toBeLessThan(0.5);
    expect(after.cells[0]).toBe(before.cells[0]);
    expect(after.core).toBe(before.core);
  });
});
