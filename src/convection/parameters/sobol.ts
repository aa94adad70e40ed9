// The Sobol low-discrepancy sequence with the direction numbers of Joe & Kuo (2008, SIAM J. Sci. Comput. 30, 2635;
// new-joe-kuo-6), in the order of the binary digits of the index (no Gray code).

/** Degree of the primitive polynomial, its inner coefficients as bits, and the initial direction numbers. */
const directions: readonly { degree: number; polynomial: number; initial: readonly number[] }[] = [
  { degree: 1, polynomial: 0, initial: [1] },
  { degree: 2, polynomial: 1, initial: [1, 3] },
  { degree: 3, polynomial: 1, initial: [1, 3, 1] },
  { degree: 3, polynomial: 2, initial: [1, 1, 1] },
  { degree: 4, polynomial: 1, initial: [1, 1, 3, 3] },
  { degree: 4, polynomial: 4, initial: [1, 3, 5, 13] },
  { degree: 5, polynomial: 2, initial: [1, 1, 5, 5, 17] },
];

const BITS = 32;

/** One for each dimension; the first one is van der Corput's sequence. */
const generators: readonly Uint32Array[] = [
  Uint32Array.from({ length: BITS }, (_, bit) => 2 ** (BITS - 1 - bit)),
  ...directions.map(generatorOf),
];

/** Coordinate `dimension` of point `index`, as a uint32: divide by 2³² for a number in [0, 1). */
export function sobolPoint(index: number, dimension: number): number {
  const generator = generators[dimension];
  let point = 0;
  for (let bit = 0, rest = index; rest > 0; bit++, rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) point ^= generator[bit];
  }
  return point >>> 0;
}

function generatorOf({ degree, polynomial, initial }: (typeof directions)[number]): Uint32Array {
  const generator = new Uint32Array(BITS);
  for (let bit = 0; bit < BITS; bit++) {
    if (bit < degree) {
      generator[bit] = initial[bit] << (BITS - 1 - bit);
      continue;
    }
    let value = generator[bit - degree] ^ (generator[bit - degree] >>> degree);
    for (let k = 1; k < degree; k++) {
      if (((polynomial >>> (degree - 1 - k)) & 1) === 1) value ^= generator[bit - k];
    }
    generator[bit] = value;
  }
  return generator;
}
