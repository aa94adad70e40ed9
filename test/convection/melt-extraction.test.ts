import { describe, expect, it } from 'vitest';
import { diffusion, setConductivity } from '../../src/convection/energy/diffusion.js';
import { energySolver, stagesFor, stepEnergy } from '../../src/convection/energy/energy.js';
import { crustShare, enrichmentProfile, residualShare } from '../../src/convection/energy/heat-sources.js';
import {
  distributeHeating,
  extractMelt,
  fertileMantle,
  producedCrust,
} from '../../src/convection/energy/melt-extraction.js';
import { transport } from '../../src/convection/energy/transport.js';
import { annulusGrid, areaMean } from '../../src/convection/grid.js';
import { melting } from '../../src/convection/material/melting.js';
import { innerRadius, mantle, outerRadius } from '../../src/convection/scales.js';
import { courantTime } from '../../src/convection/stokes/flow.js';
import { cellField, flowFrom } from './helpers.js';

const grid = annulusGrid(32, 8, innerRadius, outerRadius);
const law = melting(grid);
const share = crustShare(grid, 64e3 / mantle.depth);
const mantleShare = residualShare(grid, 10, share);

/** A hot spot below the lid: above the solidus where φ is small and the depth some 250 km. */
const hot = () => cellField(grid, (height, phi) => 0.6 + 0.35 * Math.exp(-(((height - 0.85) / 0.1) ** 2)) * (1 - phi));

describe('extraction of melt', () => {
  it('balances: latent heat, depletion and crust are of the same melt', () => {
    const temperature = hot();
    const depletion = fertileMantle(grid);
    extractMelt(grid, law, depletion, temperature);
    const meanDepletion = areaMean(grid, depletion.degree);
    expect(meanDepletion).toBeGreaterThan(1e-3);
    expect(areaMean(grid, hot()) - areaMean(grid, temperature)).toBeCloseTo(law.latentHeat * meanDepletion, 13);
    expect(depletion.extracted).toBeCloseTo(meanDepletion * grid.totalArea, 13);
    expect(producedCrust(grid, depletion)).toBeCloseTo(
      (meanDepletion * (outerRadius ** 2 - innerRadius ** 2)) / (2 * outerRadius),
      13,
    );
  });

  it('is done at once: nothing is left to melt', () => {
    const temperature = hot();
    const depletion = fertileMantle(grid);
    extractMelt(grid, law, depletion, temperature);
    const { extracted } = depletion;
    const after = temperature.slice();
    extractMelt(grid, law, depletion, temperature);
    expect(depletion.extracted - extracted).toBeLessThan(1e-13);
    for (let cell = 0; cell < after.length; cell++) expect(temperature[cell]).toBeCloseTo(after[cell]!, 13);
  });

  it('keeps the total of heat and latent heat in a stirred, insulated annulus of varied conductivity', () => {
    const conduction = diffusion(grid);
    setConductivity(
      conduction,
      cellField(grid, (height, phi) => 1 + 0.9 * Math.sin(40 * height + 7 * phi)),
    );
    const energy = energySolver(conduction);
    const flow = flowFrom(grid, (height, phi) => 50 * Math.sin(Math.PI * height) * Math.sin(4 * phi));
    const temperature = hot();
    const depletion = fertileMantle(grid);
    const total = () => areaMean(grid, temperature) + (law.latentHeat * depletion.extracted) / grid.totalArea;
    const before = total();
    const still = new Float64Array(temperature.length);
    const dt = courantTime(grid, flow);
    for (let step = 0; step < 30; step++) {
      stepEnergy(energy, flow, still, {}, dt, stagesFor(1), temperature);
      transport(energy, flow, dt, stagesFor(1), depletion.degree);
      extractMelt(grid, law, depletion, temperature);
    }
    expect(depletion.extracted).toBeGreaterThan(0);
    expect(areaMean(grid, depletion.degree)).toBeCloseTo(depletion.extracted / grid.totalArea, 13);
    expect(total()).toBeCloseTo(before, 13);
  });

  it('leaves deep and cool rock alone', () => {
    const temperature = cellField(grid, () => 0.6);
    const depletion = fertileMantle(grid);
    extractMelt(grid, law, depletion, temperature);
    expect(depletion).toEqual(fertileMantle(grid));
    const molten = cellField(grid, (height) => (height < 0.5 ? 2 : 0.1));
    extractMelt(grid, law, depletion, molten);
    expect(depletion.extracted).toBe(0);
  });
});

describe('heat-producing elements', () => {
  it('are those of the enrichment profile before any melting', () => {
    const heating = new Float64Array(256);
    const profile = enrichmentProfile(grid, 10, share);
    distributeHeating(grid, share, mantleShare, fertileMantle(grid).concentration, 3, heating);
    for (let cell = 0; cell < 256; cell++) expect(heating[cell]).toBeCloseTo(3 * profile[cell % 32]!, 12);
  });

  it('go from molten rock into the crust, their total unchanged', () => {
    const depletion = fertileMantle(grid);
    extractMelt(grid, law, depletion, hot());
    const heating = new Float64Array(256);
    const before = new Float64Array(256);
    distributeHeating(grid, share, mantleShare, fertileMantle(grid).concentration, 3, before);
    distributeHeating(grid, share, mantleShare, depletion.concentration, 3, heating);
    expect(areaMean(grid, heating)).toBeCloseTo(3, 12);
    expect(heating[31]! / before[31]!).toBeGreaterThan(1.1);
    const molten = depletion.degree.findIndex((degree) => degree > 0.05);
    expect(heating[molten]! / before[molten]!).toBeLessThan(1e-20);
    expect(heating[0]).toBe(before[0]);
  });
});
