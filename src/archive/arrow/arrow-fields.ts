// The columns that the schema of an Arrow file describes, and how many bytes their buffers must have.
import { type FlatTable, numberIn, tableIn, tablesIn, vectorIn } from './flatbuffer.js';

/** A column, or what one is made of. */
export interface ArrowField {
  /** Bits of a value in each buffer behind the validity bits, and whether it has such bits. */
  readonly layout: Layout;
  readonly children: readonly ArrowField[];
  /** How many rows each child has at least, for a number of own rows. */
  childRows(rows: number): number;
  /** Where the values are numbers of entries of a dictionary. */
  readonly dictionary?: { readonly id: number; readonly bits: number } | undefined;
}

interface Layout {
  readonly hasValidity: boolean;
  /** Bits a row, and rows more than the column has: offsets have one more. */
  readonly buffers: readonly { readonly bits: number; readonly extra: number }[];
}

/** Levels of nested columns; the library visits them recursively. */
const MAX_DEPTH = 64;
const SPARSE = 0;
/** Of dates, also where no unit is stated. */
const MILLISECONDS = 1;

const bits = (count: number): Layout => ({ hasValidity: true, buffers: [{ bits: count, extra: 0 }] });
const texts = (offset: number): Layout => ({
  hasValidity: true,
  buffers: [
    { bits: offset, extra: 1 },
    { bits: 0, extra: 0 },
  ],
});
const lists = (offset: number): Layout => ({ hasValidity: true, buffers: [{ bits: offset, extra: 1 }] });
const plain: Layout = { hasValidity: true, buffers: [] };

/** Buffers by the number of the type in Schema.fbs. `type` is the table that describes it further. */
const layouts: Readonly<Record<number, (type: FlatTable) => Layout>> = {
  1: () => ({ hasValidity: false, buffers: [] }),
  2: (type) => bits(checkedBits(numberIn(type, 0, 4), [8, 16, 32, 64])),
  3: (type) => bits([16, 32, 64][numberIn(type, 0, 2)] ?? refuse('an unknown precision')),
  4: () => texts(32),
  5: () => texts(32),
  6: () => bits(1),
  7: (type) => bits(checkedBits(numberIn(type, 2, 4, 128), [32, 64, 128, 256])),
  8: (type) => bits(numberIn(type, 0, 2, MILLISECONDS) === MILLISECONDS ? 64 : 32),
  9: (type) => bits(checkedBits(numberIn(type, 1, 4, 32), [32, 64])),
  10: () => bits(64),
  11: (type) => bits([32, 64, 128][numberIn(type, 0, 2)] ?? refuse('an unknown interval')),
  12: () => lists(32),
  13: () => plain,
  14: (type) => ({
    hasValidity: false,
    buffers: numberIn(type, 0, 2) === SPARSE ? [{ bits: 8, extra: 0 }] : [8, 32].map((bits) => ({ bits, extra: 0 })),
  }),
  15: (type) => bits(8 * size(type)),
  16: () => plain,
  17: () => lists(32),
  18: () => bits(64),
  19: () => texts(64),
  20: () => texts(64),
  21: () => lists(64),
};
const STRUCT = 13;
const UNION = 14;
const FIXED_SIZE_LIST = 16;
const nested: readonly number[] = [12, STRUCT, UNION, FIXED_SIZE_LIST, 17, 21];

/** The columns of a schema. */
export function fieldsOf(schema: FlatTable): ArrowField[] {
  checkTexts(schema, 2);
  return tablesIn(schema, 1).map((field) => fieldOf(field, MAX_DEPTH));
}

function fieldOf(field: FlatTable, depth: number): ArrowField {
  if (depth === 0) refuse('too many levels of columns');
  vectorIn(field, 0, 1);
  checkTexts(field, 6);
  const kind = numberIn(field, 2, 1);
  const type = tableIn(field, 3);
  const layout = type && layouts[kind]?.(type);
  if (type === undefined || layout === undefined) return refuse(`a column of an unknown type, ${kind}`);
  const children = tablesIn(field, 5).map((child) => fieldOf(child, depth - 1));
  if (nested.includes(kind) ? kind !== STRUCT && children.length === 0 : children.length > 0) {
    refuse(`a column with ${children.length} parts`);
  }
  if (kind === UNION) vectorIn(type, 1, 4);
  if (kind === 10) vectorIn(type, 1, 1);
  const listSize = kind === FIXED_SIZE_LIST ? size(type) : 0;
  return {
    layout,
    children,
    childRows: (rows) => {
      if (kind === FIXED_SIZE_LIST) return rows * listSize;
      return kind === STRUCT || (kind === UNION && numberIn(type, 0, 2) === SPARSE) ? rows : 0;
    },
    dictionary: dictionaryOf(field),
  };
}

function dictionaryOf(field: FlatTable): ArrowField['dictionary'] {
  const dictionary = tableIn(field, 4);
  if (dictionary === undefined) return undefined;
  const index = tableIn(dictionary, 1);
  const width = index === undefined ? 32 : checkedBits(numberIn(index, 0, 4), [8, 16, 32, 64]);
  return { id: numberIn(dictionary, 0, 8), bits: width };
}

/** Bytes that each buffer of a column has at least. */
export function bufferSizes({ layout, dictionary }: ArrowField, rows: number, missing: number): number[] {
  const { hasValidity, buffers } = dictionary === undefined ? layout : bits(dictionary.bits);
  const validity = hasValidity ? [missing > 0 ? Math.ceil(rows / 8) : 0] : [];
  // A column without rows may leave its offsets out.
  return [...validity, ...buffers.map(({ bits, extra }) => (rows === 0 ? 0 : Math.ceil((bits * (rows + extra)) / 8)))];
}

/** Checks the pairs of names and texts that a vector holds. */
function checkTexts(table: FlatTable, slot: number): void {
  for (const pair of tablesIn(table, slot)) {
    vectorIn(pair, 0, 1);
    vectorIn(pair, 1, 1);
  }
}

/** Of values that all have the same length. */
function size(type: FlatTable): number {
  const length = numberIn(type, 0, 4);
  return length >= 0 ? length : refuse(`values of the length ${length}`);
}

function checkedBits(count: number, known: readonly number[]): number {
  return known.includes(count) ? count : refuse(`numbers of ${count} bits`);
}

function refuse(what: string): never {
  throw new Error(`it has ${what}`);
}
