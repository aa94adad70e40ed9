// FlatBuffers, the encoding of all metadata in Arrow files, read with every offset checked: what points out of the
// bytes is a RangeError. Little-endian. Source: "FlatBuffers internals" (flatbuffers.dev/internals).
//
//   table: distance back to its vtable (4 bytes), fields; vtable: its length, that of the table (2 bytes each), the
//   place of each field in the table (2 bytes each, 0: absent); vector: its length (4 bytes), its elements

/** The bytes of one buffer, and a bound for its tables: damaged offsets can point round in circles. */
export interface FlatBuffer {
  readonly view: DataView;
  /** Tables that may still be opened. */
  budget: number;
}

/** A table of a buffer; slots are numbered as the fields stand in the schema. */
export interface FlatTable {
  readonly buffer: FlatBuffer;
  readonly position: number;
}

/** A vector whose elements, `width` bytes each, all lie in the buffer. */
export interface FlatVector {
  readonly start: number;
  readonly length: number;
}

/** The root table of a buffer. */
export function rootOf(view: DataView): FlatTable {
  // Every table takes at least 4 bytes, so there are no more of them where none is listed twice.
  const buffer = { view, budget: Math.ceil(view.byteLength / 4) };
  return tableAt(buffer, offsetAt(view, 0));
}

/** A number of 1, 2, 4 or 8 bytes, signed; `absent` where the field is. */
export function numberIn(table: FlatTable, slot: number, bytes: 1 | 2 | 4 | 8, absent = 0): number {
  const at = fieldAt(table, slot);
  return at === undefined ? absent : readNumber(table.buffer.view, at, bytes);
}

/** A table that a field points to. */
export function tableIn(table: FlatTable, slot: number): FlatTable | undefined {
  const at = fieldAt(table, slot);
  return at === undefined ? undefined : tableAt(table.buffer, offsetAt(table.buffer.view, at));
}

/** A vector that a field points to; an absent one is empty. */
export function vectorIn(table: FlatTable, slot: number, width: number): FlatVector {
  const at = fieldAt(table, slot);
  if (at === undefined) return { start: 0, length: 0 };
  const { view } = table.buffer;
  const position = offsetAt(view, at);
  const length = view.getUint32(position, true);
  if (position + 4 + length * width > view.byteLength) throw new RangeError('a vector ends behind its buffer');
  return { start: position + 4, length };
}

/** The tables of a vector of tables. */
export function tablesIn(table: FlatTable, slot: number): FlatTable[] {
  const { start, length } = vectorIn(table, slot, 4);
  return Array.from({ length }, (_, index) => tableAt(table.buffer, offsetAt(table.buffer.view, start + 4 * index)));
}

/** A number at a position, which must be one that numbers hold exactly. */
export function readNumber(view: DataView, at: number, bytes: 1 | 2 | 4 | 8): number {
  if (bytes === 1) return view.getInt8(at);
  if (bytes === 2) return view.getInt16(at, true);
  if (bytes === 4) return view.getInt32(at, true);
  const value = Number(view.getBigInt64(at, true));
  if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is too large a number`);
  return value;
}

function offsetAt(view: DataView, at: number): number {
  const target = at + view.getUint32(at, true);
  if (target === at || target + 4 > view.byteLength) throw new RangeError('an offset points out of its buffer');
  return target;
}

function tableAt(buffer: FlatBuffer, position: number): FlatTable {
  buffer.budget--;
  if (buffer.budget < 0) throw new RangeError('its tables point round in circles');
  const { view } = buffer;
  const vtable = position - view.getInt32(position, true);
  const length = view.getUint16(vtable, true);
  if (length < 4 || length % 2 !== 0 || vtable + length > view.byteLength) {
    throw new RangeError('a table has no list of its fields');
  }
  return { buffer, position };
}

function fieldAt({ buffer: { view }, position }: FlatTable, slot: number): number | undefined {
  const vtable = position - view.getInt32(position, true);
  const entry = 4 + 2 * slot;
  const place = entry < view.getUint16(vtable, true) ? view.getUint16(vtable + entry, true) : 0;
  return place === 0 ? undefined : position + place;
}
