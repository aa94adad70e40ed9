// A very small assembler for WebAssembly with SIMD: typed expressions that are already their byte code, statements that
// are appended to a function, functions that are encoded as a module. Loops of TypeScript unroll kernels; nothing is
// built beforehand, no file is loaded, so it works from sources, from `dist/`, in worker threads and in browsers.
// Format and operation codes: WebAssembly Core Specification 2.0, sections 5.3 to 5.5
// (https://www.w3.org/TR/wasm-core-2/).

/** The value types that kernels need, with their codes. */
const typeCodes = { i32: 0x7f, f64: 0x7c, v128: 0x7b } as const;
export type ValueType = keyof typeof typeCodes;

/** An expression of a type: byte code that leaves one value on the stack. */
export interface Expression<Type extends ValueType> {
  readonly type: Type;
  readonly code: readonly number[];
}

/** A local variable; as an expression it is its value. */
export interface Local<Type extends ValueType> extends Expression<Type> {
  readonly index: number;
}

export type I32 = Expression<'i32'>;
export type F64 = Expression<'f64'>;
export type V128 = Expression<'v128'>;

const voidBlock = 0x40;
const simd = 0xfd;

function expression<Type extends ValueType>(type: Type, ...parts: (number | readonly number[])[]): Expression<Type> {
  return { type, code: parts.flat() };
}

function unsigned(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 0x80) return [...bytes, rest];
    bytes.push((rest & 0x7f) | 0x80);
  }
}

function signed(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>= 7) {
    const byte = rest & 0x7f;
    if (rest >= -64 && rest < 64) return [...bytes, byte];
    bytes.push(byte | 0x80);
  }
}

const integer = (operation: number) => (a: I32, b: I32) => expression('i32', a.code, b.code, operation);

/** Operations on unsigned 32-bit integers: counters and byte addresses. Loads and stores take a constant offset in bytes. */
export const i32 = {
  constant: (value: number): I32 => expression('i32', 0x41, signed(value)),
  add: integer(0x6a),
  sub: integer(0x6b),
  mul: integer(0x6c),
  and: integer(0x71),
  shiftLeft: integer(0x74),
  shiftRight: integer(0x76),
  lessThan: integer(0x49),
  not: (a: I32): I32 => expression('i32', a.code, 0x45),
  load: (address: I32, offset = 0): I32 => expression('i32', address.code, 0x28, 2, unsigned(offset)),
};

const float = (operation: number) => (a: F64, b: F64) => expression('f64', a.code, b.code, operation);

/** Operations on one number. */
export const f64 = {
  constant: (value: number): F64 => expression('f64', 0x44, Array.from(new Uint8Array(Float64Array.of(value).buffer))),
  add: float(0xa0),
  sub: float(0xa1),
  mul: float(0xa2),
  div: float(0xa3),
  sqrt: (a: F64): F64 => expression('f64', a.code, 0x9f),
  abs: (a: F64): F64 => expression('f64', a.code, 0x99),
  lesser: float(0xa4),
  greater: float(0xa5),
  /** a where the condition holds, else b. */
  select: (a: F64, b: F64, condition: I32): F64 => expression('f64', a.code, b.code, condition.code, 0x1b),
  equal: (a: F64, b: F64): I32 => expression('i32', a.code, b.code, 0x61),
  greaterThan: (a: F64, b: F64): I32 => expression('i32', a.code, b.code, 0x64),
  load: (address: I32, offset = 0): F64 => expression('f64', address.code, 0x2b, 3, unsigned(offset)),
  /** A number from memory that is stored in single precision. */
  loadSingle: (address: I32, offset = 0): F64 => expression('f64', address.code, 0x2a, 2, unsigned(offset), 0xbb),
  lane: (a: V128, lane: 0 | 1): F64 => expression('f64', a.code, simd, 0x21, lane),
};

const pair = (operation: number) => (a: V128, b: V128) => expression('v128', a.code, b.code, simd, unsigned(operation));
const pairShift = (operation: number) => (a: V128, bits: number) =>
  expression('v128', a.code, i32.constant(bits).code, simd, unsigned(operation));
const bytesOf = (lane: number) => Array.from({ length: 8 }, (_, k) => 8 * lane + k);

/** Operations on pairs of numbers. */
export const f64x2 = {
  add: pair(0xf0),
  sub: pair(0xf1),
  mul: pair(0xf2),
  div: pair(0xf3),
  /** b where b < a, else a: also where one of them is NaN. */
  lesser: pair(0xf6),
  /** b where a < b, else a. */
  greater: pair(0xf7),
  abs: (a: V128): V128 => expression('v128', a.code, simd, unsigned(0xec)),
  /** Masks of ones in the lanes where a > b. */
  greaterThan: pair(0x4a),
  /** a in the lanes of ones of a mask, else b. */
  select: (a: V128, b: V128, mask: V128): V128 => expression('v128', a.code, b.code, mask.code, simd, 0x52),
  /** Both lanes the same. */
  constant: (value: number): V128 => expression('v128', f64.constant(value).code, simd, 0x14),
  splat: (a: F64): V128 => expression('v128', a.code, simd, 0x14),
  load: (address: I32, offset = 0): V128 => expression('v128', address.code, simd, 0x00, 3, unsigned(offset)),
  /** From two numbers in memory that are stored in single precision. */
  loadSingles: (address: I32, offset = 0): V128 =>
    expression('v128', address.code, simd, 0x5d, 3, unsigned(offset), simd, 0x5f),
  /** Two numbers in single precision, in the lower half; the upper half is zero. */
  singles: (a: V128): V128 => expression('v128', a.code, simd, 0x5e),
  /** Both lanes from one number in memory. */
  loadSplat: (address: I32, offset = 0): V128 => expression('v128', address.code, simd, 0x0a, 3, unsigned(offset)),
  pair: (first: F64, second: F64): V128 => expression('v128', first.code, simd, 0x14, second.code, simd, 0x22, 1),
  /** Lanes chosen from (a0, a1, b0, b1). */
  shuffle: (a: V128, b: V128, first: number, second: number): V128 =>
    expression('v128', a.code, b.code, simd, 0x0d, bytesOf(first), bytesOf(second)),
};

/** Operations on the bits of pairs of numbers, as 64-bit integers. */
export const i64x2 = {
  add: pair(0xce),
  sub: pair(0xd1),
  shiftLeft: pairShift(0xcb),
  shiftRight: pairShift(0xcd),
  /** Both lanes the same bits, which must be those of a number. */
  constant: (bits: bigint): V128 => f64x2.constant(new Float64Array(BigInt64Array.of(bits).buffer)[0]),
};

/** A function being written: statements are appended in order. */
export interface FunctionBody {
  local<Type extends ValueType>(type: Type): Local<Type>;
  /** A new local that holds the value from here on. */
  keep<Type extends ValueType>(value: Expression<Type>): Local<Type>;
  set<Type extends ValueType>(local: Local<Type>, value: Expression<Type>): void;
  storeI32(address: I32, value: I32, offset?: number): void;
  storeF64(address: I32, value: F64, offset?: number): void;
  storeF64x2(address: I32, value: V128, offset?: number): void;
  /** Repeats the body while the condition holds, tested before each round. */
  while(condition: I32, body: () => void): void;
  if(condition: I32, body: () => void): void;
  return(value: Expression<ValueType>): void;
  call(target: WasmFunction, ...values: Expression<ValueType>[]): void;
}

/** The result of a function that returns an i32. */
export function resultOf(target: WasmFunction, ...values: Expression<ValueType>[]): I32 {
  return expression('i32', ...values.map((value) => value.code), 0x10, unsigned(target.index));
}

/** A finished function; its place in the module is its index. */
export interface WasmFunction {
  readonly name: string;
  readonly index: number;
  readonly parameters: readonly ValueType[];
  readonly result: ValueType | undefined;
  readonly encoded: readonly number[];
}

/** Collects functions and encodes them as a module that imports its memory as `env.memory`. */
export interface WasmModule {
  define<const Types extends readonly ValueType[]>(
    name: string,
    parameters: Types,
    result: ValueType | undefined,
    write: (body: FunctionBody, ...values: { [K in keyof Types]: Local<Types[K]> }) => void,
  ): WasmFunction;
  encode(): Uint8Array<ArrayBuffer>;
}

export function wasmModule(): WasmModule {
  const functions: WasmFunction[] = [];
  return {
    define(name, parameters, result, write) {
      const locals: ValueType[] = [...parameters];
      const code: number[] = [];
      const body = functionBody(locals, code);
      const values = parameters.map((type, index) => localVariable(type, index));
      write(body, ...(values as never));
      const declared = locals.slice(parameters.length).flatMap((type) => [1, typeCodes[type]]);
      const encoded = [...unsigned(locals.length - parameters.length), ...declared, ...code, 0x0b];
      const defined = { name, index: functions.length, parameters, result, encoded };
      functions.push(defined);
      return defined;
    },
    encode: () => encodeModule(functions),
  };
}

function localVariable<Type extends ValueType>(type: Type, index: number): Local<Type> {
  return { type, index, code: [0x20, ...unsigned(index)] };
}

function functionBody(locals: ValueType[], code: number[]): FunctionBody {
  const emit = (...parts: (number | readonly number[])[]) => {
    for (const part of parts) {
      if (typeof part === 'number') code.push(part);
      else for (const byte of part) code.push(byte);
    }
  };
  const local = <Type extends ValueType>(type: Type): Local<Type> => {
    locals.push(type);
    return localVariable(type, locals.length - 1);
  };
  const set = <Type extends ValueType>(target: Local<Type>, value: Expression<Type>) =>
    emit(value.code, 0x21, unsigned(target.index));
  return {
    local,
    keep(value) {
      const kept = local(value.type);
      set(kept, value);
      return kept;
    },
    set,
    storeI32: (address, value, offset = 0) => emit(address.code, value.code, 0x36, 2, unsigned(offset)),
    storeF64: (address, value, offset = 0) => emit(address.code, value.code, 0x39, 3, unsigned(offset)),
    storeF64x2: (address, value, offset = 0) => emit(address.code, value.code, simd, 0x0b, 3, unsigned(offset)),
    while(condition, body) {
      emit(0x02, voidBlock, 0x03, voidBlock, condition.code, 0x45, 0x0d, 1);
      body();
      emit(0x0c, 0, 0x0b, 0x0b);
    },
    if(condition, body) {
      emit(condition.code, 0x04, voidBlock);
      body();
      emit(0x0b);
    },
    return: (value) => emit(value.code, 0x0f),
    call: (target, ...values) => emit(...values.map((value) => value.code), 0x10, unsigned(target.index)),
  };
}

function encodeModule(functions: readonly WasmFunction[]): Uint8Array<ArrayBuffer> {
  const vector = (items: readonly (readonly number[])[]) => [...unsigned(items.length), ...items.flat()];
  const name = (text: string) => vector(Array.from(new TextEncoder().encode(text), (byte) => [byte]));
  const section = (id: number, items: readonly (readonly number[])[]) => {
    const content = vector(items);
    return [id, ...unsigned(content.length), ...content];
  };
  const namesOfFunctions = () =>
    section(
      1,
      functions.map(({ name: text, index }) => [...unsigned(index), ...name(text)]),
    );
  const types = functions.map(({ parameters, result }) => [
    0x60,
    ...vector(parameters.map((type) => [typeCodes[type]])),
    ...vector(result === undefined ? [] : [[typeCodes[result]]]),
  ]);
  // Names for profilers and stack traces.
  const names = [...name('name'), ...namesOfFunctions()];
  const anyMemory = [...name('env'), ...name('memory'), 0x02, 0x00, 0x00];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, types),
    ...section(2, [anyMemory]),
    ...section(
      3,
      functions.map(({ index }) => unsigned(index)),
    ),
    ...section(
      7,
      functions.map(({ name: text, index }) => [...name(text), 0x00, ...unsigned(index)]),
    ),
    ...section(
      10,
      functions.map(({ encoded }) => [...unsigned(encoded.length), ...encoded]),
    ),
    ...[0, ...unsigned(names.length), ...names],
  ]);
}
