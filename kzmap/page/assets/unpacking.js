// A large page carries its payload packed: kzmap/page/packing.py and columns.py write what this
// reads. Pure, but for the browser's own DecompressionStream.

/** Whether this browser can: Chrome and Edge from 80 on, Firefox from 113, Safari from 16.4. */
export const canUnpack = () => typeof DecompressionStream === "function";

/** Taken at a time, in characters of base64: a multiple of four, and no more than a frame has room for. */
const PIECE = 1 << 17;

/** So much of the texts is unpacked at once, whether or not it is needed yet. */
const AT_ONCE_BYTES = 1 << 20;

/** A frame has twice as long. */
const AT_A_TIME_MS = 8;

/** A pack that is unpacked as far as it is needed. */
class Packed {
  /**
   * @param {string} text  a zlib stream in base64
   * @param {[string, string, number, number][]} index  name, kind, length and bytes of each part
   */
  constructor(text, index) {
    this.index = index;
    this.bytes = new Uint8Array(index.reduce((sum, [, , , size]) => sum + size, 0));
    this.filled = 0;
    let at = 0;
    const source = new ReadableStream(
      {
        pull(controller) {
          if (at < text.length) controller.enqueue(fromBase64(text.slice(at, at + PIECE)));
          else controller.close();
          at += PIECE;
        },
      },
      { highWaterMark: 0 },
    );
    this.reader = source.pipeThrough(new DecompressionStream("deflate")).getReader();
  }

  /** Unpack until so many bytes are there. */
  async upTo(size) {
    while (this.filled < size && (await this.next()));
    if (this.filled < size) throw new RangeError(`${this.filled} bytes instead of ${size}`);
  }

  /** Unpack some more; whether there was more. */
  async next() {
    const { done, value } = await this.reader.read();
    if (done) return false;
    this.bytes.set(value, this.filled);
    this.filled += value.length;
    return true;
  }

  /** Unpack what is left once the page has nothing else to do, leaving room for its frames. */
  async rest() {
    await idle();
    for (let begun = performance.now(); await this.next(); ) {
      if (performance.now() - begun < AT_A_TIME_MS) continue;
      await new Promise((resolve) => setTimeout(resolve));
      begun = performance.now();
    }
    await this.upTo(this.bytes.length);
  }

  /** What is there so far, by name; bytes are there before they are filled. */
  parts() {
    const parts = {};
    let at = 0;
    for (const [name, kind, length, size] of this.index) {
      const isThere = kind === "bytes" || at + size <= this.filled;
      if (isThere) parts[name] = READERS[kind](this.bytes.subarray(at, at + size), length);
      at += size;
    }
    return parts;
  }
}

const idle = () =>
  new Promise((resolve) =>
    window.requestIdleCallback ? requestIdleCallback(resolve, { timeout: 50 }) : setTimeout(resolve),
  );

/** The parts of a pack, by name, each as it is to be read. */
export async function unpack(text, index) {
  const packed = new Packed(text, index);
  while (await packed.next());
  await packed.upTo(packed.bytes.length);
  return packed.parts();
}

/**
 * A column of texts in the order in which they are read first: those of the first rows are there
 * soon, the others a little later, when its `whole` is kept.
 * @param {(row: number) => boolean} isSoon
 */
export async function unpackTexts(text, index, name, isSoon) {
  const packed = new Packed(text, index);
  const before = packed.bytes.length - index.at(-1)[3];
  await packed.upTo(before);
  const texts = new Texts(packed.parts(), name);
  texts.isThere = (which) => before + texts.ends[which] <= packed.filled;
  let soon = -1;
  for (let row = 0; row < texts.length; row++)
    if (texts.which[row] > soon && isSoon(row)) soon = texts.which[row];
  const end = before + (soon < 0 ? 0 : texts.ends[soon]);
  await packed.upTo(Math.min(packed.bytes.length, Math.max(AT_ONCE_BYTES, end)));
  texts.whole = packed.rest();
  return texts;
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
    this.isThere = () => true;
  }

  /** Whether there is a text that is not unpacked yet. */
  waits(i) {
    const which = this.which[i];
    return which >= 0 && !this.isThere(which);
  }

  /** Whether there is a text, without decoding it. */
  has(i) {
    return this.which[i] >= 0;
  }

  /** @returns {string | null} */
  at(i) {
    const which = this.which[i];
    if (!(which >= 0 && this.isThere(which))) return null;
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
