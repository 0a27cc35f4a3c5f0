// A large page carries its payload packed: kzmap/page/packing.py and columns.py write what this
// reads. Pure, but for the browser's own DecompressionStream.

/** Whether this browser can: Chrome and Edge from 80 on, Firefox from 113, Safari from 16.4. */
export const canUnpack = () => typeof DecompressionStream === "function";

/**
 * The parts of a pack, by name, each as it is to be read.
 * @param {string} text  a zlib stream in base64
 * @param {[string, string, number, number][]} index  name, kind, length and bytes of each part
 */
export async function unpack(text, index) {
  const bytes = await inflated(fromBase64(text));
  const parts = {};
  let at = 0;
  for (const [name, kind, length, size] of index) {
    parts[name] = READERS[kind](bytes.subarray(at, at + size), length);
    at += size;
  }
  if (at !== bytes.length) throw new RangeError(`${bytes.length} bytes instead of ${at}`);
  return parts;
}

const READERS = {
  json: (bytes) => JSON.parse(textIn(bytes)),
  numbers: (bytes, length) => numbersIn(bytes, length, false),
  steps: (bytes, length) => numbersIn(bytes, length, true),
  bytes: (bytes) => bytes,
};

function fromBase64(text) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

async function inflated(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

// Nothing is cut off: a text may begin with what elsewhere marks the order of bytes.
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const textIn = (bytes) => decoder.decode(bytes);

/** Whole numbers of seven bits a byte, the lowest first, the sign in the lowest bit of all. */
function numbersIn(bytes, length, inSteps) {
  const numbers = new Int32Array(length);
  let at = 0;
  let before = 0;
  for (let i = 0; i < length; i++) {
    let byte = bytes[at++];
    let value = byte & 127;
    for (let shift = 7; byte > 127; shift += 7) {
      byte = bytes[at++];
      value |= (byte & 127) << shift;
    }
    value = (value >>> 1) ^ -(value & 1);
    numbers[i] = before + value;
    if (inSteps) before = numbers[i];
  }
  return numbers;
}

/** Where each of several behind one another ends. */
function endsOf(lengths) {
  const ends = new Uint32Array(lengths.length);
  let end = 0;
  for (let i = 0; i < ends.length; i++) ends[i] = end += lengths[i];
  return ends;
}

/** Texts that are decoded when they are read; null where there is none. */
export class Texts {
  /** @param {Object} parts  with `references`, `lengths` and `content` below a column's name */
  constructor(parts, name) {
    this.content = parts[`${name}.content`];
    this.ends = endsOf(parts[`${name}.lengths`]);
    this.which = whichOf(parts[`${name}.references`]);
    this.length = this.which.length;
  }

  /** Whether there is a text, without decoding it. */
  has(i) {
    return this.which[i] >= 0;
  }

  /** @returns {string | null} */
  at(i) {
    const which = this.which[i];
    if (!(which >= 0)) return null;
    return textIn(this.content.subarray(which ? this.ends[which - 1] : 0, this.ends[which]));
  }
}

/** Which text each reference means: 0 none, 1 the next new one, 2 and more one so far back. */
function whichOf(references) {
  let newest = -1;
  return references.map((reference) => {
    if (reference === 0) return -1;
    return reference === 1 ? ++newest : newest - (reference - 2);
  });
}

/** Lists of whole numbers. */
export class Lists {
  constructor(parts, name) {
    this.values = parts[`${name}.values`];
    this.ends = endsOf(parts[`${name}.lengths`]);
    this.length = this.ends.length;
  }

  /** @returns {number[]} */
  at(i) {
    return [...this.values.subarray(i ? this.ends[i - 1] : 0, this.ends[i])];
  }
}
