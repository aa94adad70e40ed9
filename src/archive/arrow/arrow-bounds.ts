// Whether the bytes of an Arrow IPC file keep within their bounds. The library follows offsets and counts as they are,
// into loops without end where they are damaged; so they are checked before it sees them: footer, schema, the messages
// of all batches, and that their buffers hold as many values as they claim.
// Source: Apache Arrow columnar format 1.5, "IPC File Format", and its schemas File.fbs, Message.fbs, Schema.fbs.
//
//   'ARROW1' padding, messages (metadata, body), footer, length of the footer (4 bytes), 'ARROW1'
import { type ArrowField, bufferSizes, fieldsOf } from './arrow-fields.js';
import { type FlatTable, numberIn, readNumber, rootOf, tableIn, vectorIn } from './flatbuffer.js';

const MAGIC = 'ARROW1';
const CONTINUATION = -1;
const BLOCK_BYTES = 24;
const PAIR_BYTES = 16;
const DICTIONARY_BATCH = 2;
const RECORD_BATCH = 3;
/** The first version of the format whose buffers stand in messages as they do now. */
const VERSION_4 = 3;

/** @throws Error, RangeError where something is out of bounds */
export function checkArrowBounds(bytes: Uint8Array): void {
  const end = bytes.length - MAGIC.length;
  const text = (at: number): string => new TextDecoder('latin1').decode(bytes.subarray(at, at + MAGIC.length));
  if (bytes.length < 2 * MAGIC.length + 6 || text(0) !== MAGIC || text(end) !== MAGIC) {
    throw new Error('it is no whole Arrow IPC file');
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const footerLength = view.getInt32(end - 4, true);
  const footer = rootOf(part(view, end - 4 - footerLength, footerLength));
  const schema = tableIn(footer, 1);
  if (schema === undefined) throw new Error('it has no schema');
  const fields = fieldsOf(schema);
  const dictionaries = new Map(fields.flatMap(dictionariesOf));
  for (const [block, kind] of [...blocksOf(footer, 2, DICTIONARY_BATCH), ...blocksOf(footer, 3, RECORD_BATCH)]) {
    const { batch, body } = messageIn(view, block, kind);
    if (kind === RECORD_BATCH) {
      checkBatch(batch, body, fields);
      continue;
    }
    const field = dictionaries.get(numberIn(batch, 0, 8));
    const data = tableIn(batch, 1);
    if (field === undefined || data === undefined) throw new Error('a dictionary belongs to no column');
    checkBatch(data, body, [{ ...field, dictionary: undefined }]);
  }
}

interface Block {
  readonly offset: number;
  readonly metadata: number;
  readonly body: number;
}

/** The places of the batches of a kind, from the footer. */
function blocksOf(footer: FlatTable, slot: number, kind: number): (readonly [Block, number])[] {
  const { start, length } = vectorIn(footer, slot, BLOCK_BYTES);
  const { view } = footer.buffer;
  return Array.from({ length }, (_, index) => {
    const at = start + BLOCK_BYTES * index;
    const block = {
      offset: readNumber(view, at, 8),
      metadata: readNumber(view, at + 8, 4),
      body: readNumber(view, at + 16, 8),
    };
    return [block, kind] as const;
  });
}

/** The batch of a block, and how many bytes follow its metadata. */
function messageIn(
  view: DataView,
  { offset, metadata, body }: Block,
  kind: number,
): { batch: FlatTable; body: number } {
  const whole = part(view, offset, metadata);
  const isContinued = whole.getInt32(0, true) === CONTINUATION;
  const start = isContinued ? 8 : 4;
  const length = whole.getInt32(start - 4, true);
  const message = rootOf(part(whole, start, length));
  part(view, offset + start + length, body);
  const batch = tableIn(message, 2);
  if (numberIn(message, 1, 1) !== kind || batch === undefined) throw new Error('a message is of another kind');
  if (numberIn(message, 0, 2) < VERSION_4) throw new Error('it is of a version before Arrow 0.8');
  if (numberIn(message, 3, 8) !== body) throw new Error('the lengths of a message differ');
  return { batch, body };
}

/** Checks that the buffers of a batch lie in its body, one after the other for all columns, and hold its rows. */
function checkBatch(batch: FlatTable, body: number, fields: readonly ArrowField[]): void {
  const { view } = batch.buffer;
  const rows = numberIn(batch, 0, 8);
  const pairs = (slot: number): (readonly [number, number])[] => {
    const { start, length } = vectorIn(batch, slot, PAIR_BYTES);
    return Array.from({ length }, (_, index) => {
      const at = start + PAIR_BYTES * index;
      return [readNumber(view, at, 8), readNumber(view, at + 8, 8)] as const;
    });
  };
  const nodes = pairs(1);
  const buffers = pairs(2);
  const isCompressed = tableIn(batch, 3) !== undefined;
  vectorIn(batch, 4, 8);
  for (const [offset, length] of buffers) {
    if (offset < 0 || length < 0 || offset + length > body) throw new RangeError('a buffer ends behind its message');
  }
  const visit = (field: ArrowField, atLeast: number, isTop: boolean): void => {
    const [length, missing] = nodes.shift() ?? [];
    if (length === undefined || missing === undefined) throw new Error('a column is missing');
    const isShort = isTop ? length !== atLeast : length < atLeast;
    if (isShort || missing < 0 || missing > length) throw new RangeError(`a column has ${length} rows`);
    for (const needed of bufferSizes(field, length, missing)) {
      const [, size] = buffers.shift() ?? [];
      if (size === undefined) throw new Error('a buffer is missing');
      if (!isCompressed && size < needed) throw new RangeError(`a column of ${length} rows holds ${size} B`);
    }
    if (field.dictionary !== undefined) return;
    for (const child of field.children) visit(child, field.childRows(length), false);
  };
  if (rows < 0) throw new RangeError(`it has ${rows} rows`);
  for (const field of fields) visit(field, rows, true);
}

/** The dictionaries of a column and of what it is made of, with the column that their values are like. */
function dictionariesOf(field: ArrowField): (readonly [number, ArrowField])[] {
  const own = field.dictionary === undefined ? [] : [[field.dictionary.id, field] as const];
  return [...own, ...field.children.flatMap(dictionariesOf)];
}

function part(view: DataView, start: number, length: number): DataView {
  if (!(start >= 0 && length >= 0 && start + length <= view.byteLength)) {
    throw new RangeError(`it ends before the byte ${start + length}`);
  }
  return new DataView(view.buffer, view.byteOffset + start, length);
}
