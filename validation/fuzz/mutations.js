// How the bytes of a good file become those of a damaged one. Every mutation follows from a random stream, so that a
// trial is its reader, its seed and its number.

/** Whole numbers that length fields and counts break on, and texts that numbers of text files do. */
const lengths = [0, 1, -1, 2 ** 31 - 1, -(2 ** 31), 255, 65_535, 2 ** 24];
const tokens = ['', '-1', '0', '1e309', '-0', 'NaN', 'null', 'true', '[]', '{}', '""', '1e-320', '9007199254740993']
  .concat(['__proto__', 'constructor', '../../x', '\u001b[31m', '\0', '\uFEFF', '&a', '*a', '!!js/function', '0x10'])
  .concat(['A'.repeat(300), '['.repeat(2000), '- '.repeat(500), ', , ,', '"', "'", ':', '#', '\n', '\r\n', '\t']);

const byBytes = {
  'bit flip': (bytes, stream) => {
    const copy = Uint8Array.from(bytes);
    const count = 1 + stream.integer(3);
    for (let flip = 0; flip < count; flip++) copy[stream.integer(copy.length)] ^= 1 << stream.integer(8);
    return copy;
  },
  'other byte': (bytes, stream) => {
    const copy = Uint8Array.from(bytes);
    copy[stream.integer(copy.length)] ^= 1 + stream.integer(255);
    return copy;
  },
  truncation: (bytes, stream) => bytes.slice(0, stream.integer(bytes.length)),
  'more at the end': (bytes, stream) => {
    const more = Uint8Array.from({ length: 1 + stream.integer(64) }, () => stream.integer(256));
    return joined(bytes, more);
  },
  'copied block': (bytes, stream) => {
    const copy = Uint8Array.from(bytes);
    const [from, to, length] = [stream.integer(bytes.length), stream.integer(bytes.length), 1 + stream.integer(64)];
    copy.set(bytes.subarray(from, Math.min(from + length, bytes.length - Math.max(0, to - from))), to);
    return copy;
  },
  zeros: (bytes, stream) => {
    const copy = Uint8Array.from(bytes);
    const start = stream.integer(copy.length);
    return copy.fill(0, start, start + 1 + stream.integer(128));
  },
  'length field': (bytes, stream) => {
    const copy = Uint8Array.from(bytes);
    if (copy.length < 8) return copy.subarray(1);
    const view = new DataView(copy.buffer);
    const value = stream.integer(2) === 0 ? lengths[stream.integer(lengths.length)] : stream.integer(2 * copy.length);
    const at = stream.integer(copy.length - 4);
    view.setInt32(stream.integer(2) === 0 ? at : at - (at % 4), value, stream.integer(4) !== 0);
    return copy;
  },
  splice: (bytes, stream) => {
    const [cut, from] = [stream.integer(bytes.length), stream.integer(bytes.length)];
    return joined(bytes.slice(0, cut), bytes.slice(from));
  },
};

const byTokens = {
  'other token': (text, stream) => replaced(text, stream, () => tokens[stream.integer(tokens.length)]),
  'token of elsewhere': (text, stream) => {
    const all = text.match(/[\w.+-]+/g) ?? [''];
    return replaced(text, stream, () => all[stream.integer(all.length)]);
  },
  'token left out': (text, stream) => replaced(text, stream, () => ''),
  'inserted token': (text, stream) => {
    const at = stream.integer(text.length + 1);
    return text.slice(0, at) + tokens[stream.integer(tokens.length)] + text.slice(at);
  },
  'line moved': (text, stream) => {
    const lines = text.split('\n');
    const [line = ''] = lines.splice(stream.integer(lines.length), 1);
    lines.splice(stream.integer(lines.length + 1), 0, line);
    return lines.join('\n');
  },
  'line twice': (text, stream) => {
    const lines = text.split('\n');
    const at = stream.integer(lines.length);
    lines.splice(at, 0, lines[at]);
    return lines.join('\n');
  },
};

/**
 * The mutation of a good file by a stream: what was done, and the bytes. One trial in four does two things.
 *
 * @param {Uint8Array} bytes
 * @param {boolean} isText
 */
export function mutated(bytes, isText, stream) {
  const names = [];
  let result = bytes;
  for (let count = stream.integer(4) === 0 ? 2 : 1; count > 0 && result.length > 0; count--) {
    const kinds = isText && stream.integer(3) !== 0 ? byTokens : byBytes;
    const all = Object.keys(kinds);
    const name = all[stream.integer(all.length)];
    names.push(name);
    if (kinds === byBytes) result = byBytes[name](result, stream);
    else result = new TextEncoder().encode(byTokens[name](new TextDecoder().decode(result), stream));
  }
  return { what: names.join(', '), bytes: result };
}

function replaced(text, stream, replacement) {
  const found = [...text.matchAll(/[\w.+-]+|[^\s\w]/g)];
  if (found.length === 0) return tokens[stream.integer(tokens.length)];
  const { index, 0: token } = found[stream.integer(found.length)];
  return text.slice(0, index) + replacement() + text.slice(index + token.length);
}

function joined(first, second) {
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}
