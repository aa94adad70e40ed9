// A planet that conducts and does not move, solved independently of the library: one column of thin cells with nodes on
// the base of the crust and on the phase transitions, Crank-Nicolson with mantle and core in one system, after a few
// implicit steps for the kinks of the start. SI units, numbers of Mars written out here.

const depth = 1.7e6;
const diffusivity = 1e-6;
const unitConductivity = 4;
const temperatureScale = 2000;
const surface = 250;
const year = 365.25 * 86400;
const [density, gravity] = [3500, 3.7];
const [inner, outer] = [1 / 3, 4 / 3];
/** -3 D/R_core × (ρc)_mantle/(ρc)_core. */
const coreRate = (-3 * (3500 * 1200)) / (7000 * 850);

/** Mass fraction of the isotope, half-life in years, W/kg. */
const isotopes = [
  [16e-9 * 0.9928, 4.47e9, 9.46e-5],
  [16e-9 * 0.0071, 0.704e9, 5.69e-4],
  [56e-9, 14e9, 2.64e-5],
  [305e-6 * 1.19e-4, 1.25e9, 2.92e-5],
] as const;

/** k₀, k₁ and n of Tosi et al. (2013). */
const olivine = [2.47, 3.3e-10, 0.48] as const;
const wadsleyite = [3.81, 3.4e-10, 0.56] as const;
const ringwoodite = [3.52, 3.6e-10, 0.61] as const;

export interface RadialCase {
  readonly enrichment: number;
  /** Of the mantle 4 W/m/K, or after Tosi et al. (2013). */
  readonly constantConductivity: boolean;
  /** W/m/K and km. */
  readonly crustConductivity: number;
  readonly crustThickness: number;
  /** K, with linear boundary layers of 300 km. */
  readonly initialTemperature: number;
  /** Myr: when to look, multiples of the step. */
  readonly times: readonly number[];
}

/** At a time: K and W/m². */
export interface RadialState {
  readonly mean: number;
  readonly core: number;
  readonly surfaceFlux: number;
  readonly coreFlux: number;
}

/** @param step Myr */
export function conductRadially(problem: RadialCase, cells: number, step: number): RadialState[] {
  const { enrichment, times } = problem;
  const base = outer - (problem.crustThickness * 1e3) / depth;
  const { nodes, rocks } = column(base, cells);
  const centers = rocks.map((_, i) => 0.5 * (nodes[i]! + nodes[i + 1]!));
  const heights = rocks.map((_, i) => nodes[i + 1]! - nodes[i]!);
  const areas = centers.map((radius, i) => radius * heights[i]!);
  const total = areas.reduce((sum, area) => sum + area, 0);
  const inCrust = areas.reduce((sum, area, i) => sum + (rocks[i] === 'crust' ? area : 0), 0);
  const residual = 1 / (1 + (inCrust / total) * (enrichment - 1));
  const shares = rocks.map((rock) => (rock === 'crust' ? residual * enrichment : residual));
  const conductivityOf = (i: number, temperature: number) => {
    const rock = rocks[i]!;
    if (rock === 'crust') return problem.crustConductivity / unitConductivity;
    if (problem.constantConductivity) return 1;
    const [k0, k1, exponent] = rock;
    const pressure = density * gravity * depth * (outer - centers[i]!);
    const kelvin = temperatureScale * temperature + surface;
    return ((k0 + k1 * pressure) / unitConductivity) * (300 / kelvin) ** exponent;
  };
  const conductances = (temperature: Float64Array) => {
    const half = rocks.map((_, i) => (0.5 * heights[i]!) / conductivityOf(i, temperature[i]!));
    return nodes.map((radius, face) => radius / ((half[face - 1] ?? 0) + (half[face] ?? 0)));
  };

  const dt = (step * 1e6 * year * diffusivity) / depth ** 2;
  const start = (problem.initialTemperature - surface) / temperatureScale;
  const layer = 300e3 / depth;
  let core = 1;
  let temperature = Float64Array.from(centers, (radius) => {
    const fromCore = Math.max(0, 1 - (radius - inner) / layer);
    return start + (1 - start) * fromCore - start * Math.max(0, 1 - (outer - radius) / layer);
  });
  const states: RadialState[] = [];
  const last = Math.max(...times);
  for (let n = 0; n * step < last; n++) {
    const weight = n < 4 ? 1 : 0.5;
    const heating = heatingAt((n + 0.5) * step * 1e6);
    const advance = (conductance: readonly number[]) =>
      stepColumn(conductance, areas, shares, heating, core, temperature, dt, weight);
    let next = advance(conductances(temperature));
    if (!problem.constantConductivity) {
      next = advance(conductances(temperature.map((value, i) => 0.5 * (value + next.temperature[i]!))));
    }
    ({ core, temperature } = next);
    if (!times.includes((n + 1) * step)) continue;
    const conductance = conductances(temperature);
    const flux = (unitConductivity * temperatureScale) / depth;
    states.push({
      mean: surface + (temperatureScale * temperature.reduce((sum, value, i) => sum + value * areas[i]!, 0)) / total,
      core: surface + temperatureScale * core,
      surfaceFlux: (flux * conductance.at(-1)! * temperature.at(-1)!) / outer,
      coreFlux: (flux * conductance[0]! * (core - temperature[0]!)) / inner,
    });
  }
  return states;
}

/** Nodes, and the rock between them; a tenth of the cells in the crust. */
function column(base: number, cells: number) {
  const depthAt = (pressure: number) => pressure / (density * gravity * depth);
  const ends = [inner, outer - depthAt(17.9e9), outer - depthAt(13.7e9), base, outer];
  const kinds = [ringwoodite, wadsleyite, olivine, 'crust'] as const;
  const nodes = [inner];
  const rocks: (typeof kinds)[number][] = [];
  for (const [k, rock] of kinds.entries()) {
    const [from, to] = [ends[k]!, ends[k + 1]!];
    const count = Math.ceil(rock === 'crust' ? 0.1 * cells : 0.9 * cells * (to - from));
    for (let i = 1; i <= count; i++) {
      nodes.push(from + ((to - from) * i) / count);
      rocks.push(rock);
    }
  }
  return { nodes, rocks };
}

/** Nondimensional, of the bulk, at a time in years since the start. */
function heatingAt(time: number): number {
  const perMass = isotopes.reduce(
    (sum, [fraction, halfLife, power]) => sum + fraction * power * 2 ** ((4.5e9 - time) / halfLife),
    0,
  );
  return (density * perMass * depth ** 2) / (unitConductivity * temperatureScale);
}

/** One step of core and column: a tridiagonal system, the core its first unknown. */
function stepColumn(
  conductance: readonly number[],
  areas: readonly number[],
  shares: readonly number[],
  heating: number,
  core: number,
  temperature: Float64Array,
  dt: number,
  weight: number,
) {
  const old = [core, ...temperature];
  const size = old.length;
  const diagonal = new Float64Array(size);
  const above = new Float64Array(size);
  const value = new Float64Array(size);
  for (let row = 0; row < size; row++) {
    const down = row === 0 ? 0 : (dt * conductance[row - 1]!) / areas[row - 1]!;
    const up = row === 0 ? (-coreRate * dt * conductance[0]!) / inner : (dt * conductance[row]!) / areas[row - 1]!;
    const flow = down * ((old[row - 1] ?? 0) - old[row]!) + up * ((old[row + 1] ?? 0) - old[row]!);
    const source = row === 0 ? 0 : dt * heating * shares[row - 1]!;
    diagonal[row] = 1 + weight * (down + up);
    above[row] = -weight * up;
    value[row] = old[row]! + source + (1 - weight) * flow;
    if (row > 0) {
      const factor = (-weight * down) / diagonal[row - 1]!;
      diagonal[row]! -= factor * above[row - 1]!;
      value[row]! -= factor * value[row - 1]!;
    }
  }
  for (let row = size - 1; row >= 0; row--) {
    value[row] = (value[row]! - (row < size - 1 ? above[row]! * value[row + 1]! : 0)) / diagonal[row]!;
  }
  return { core: value[0]!, temperature: value.slice(1) };
}
