import { engine, tensor, tensor2d } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import fc from 'fast-check';
import { deserialize, Explanation, FormatError, serialize } from '../../src';

type Header = Record<string, Record<string, unknown>>;

let good: Uint8Array;

beforeAll(async () => {
  const explanation = new Explanation({
    val: tensor2d([[1, -1]]),
    input: tensor2d([[2, 3]]),
    output: tensor2d([[5]]),
    outputSelection: [0],
    analyzer: 'ByHand',
    heatmap: 'attribution',
    extras: { seed: 42, maps: [tensor([1, 0], [2], 'bool')] },
  });
  good = await serialize(explanation);
  explanation.dispose();
});

/** The good bytes with another header: a JSON text, or a change of the good one. */
function withHeader(change: string | ((header: Header) => unknown), data?: Uint8Array): Uint8Array {
  const length = Buffer.from(good).readUInt32LE(0);
  const header: Header = JSON.parse(Buffer.from(good).toString('utf8', 8, 8 + length));
  const text = Buffer.from(typeof change === 'string' ? change : JSON.stringify(change(header) ?? header));
  const start = Buffer.alloc(8);
  start.writeUInt32LE(text.length);
  return Uint8Array.from(Buffer.concat([start, text, data ?? good.subarray(8 + length)]));
}

const withMetadata = (values: Record<string, unknown>) =>
  withHeader(({ __metadata__ }) => void Object.assign(__metadata__, values));
const withTensor = (values: Record<string, unknown>) => withHeader(({ val }) => void Object.assign(val, values));

/** Reads bytes; whatever they are, the answer is an explanation or a FormatError, and no memory is left or asked for beyond them. */
function read(bytes: Uint8Array): string {
  const before = engine().state.numBytes;
  try {
    const explanation = deserialize(bytes);
    expect(engine().state.numBytes - before).toBeLessThanOrEqual(bytes.length);
    explanation.dispose();
    return 'fine';
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return error.message;
  }
}

test('the good bytes are fine, changed or not', () => {
  expect(read(good)).toBe('fine');
  expect(read(withHeader((header) => header))).toBe('fine');
});

test.each<[string, () => Uint8Array, RegExp]>([
  ['no bytes', () => new Uint8Array(0), /0 bytes are too few/],
  ['too few', () => good.slice(0, 7), /7 bytes are too few/],
  ['a truncated header', () => good.slice(0, 100), /The header claims \d+ bytes; 92 are there/],
  ['truncated data', () => good.slice(0, -1), /The tensors take 22 bytes; 21 are there/],
  ['bytes behind', () => Uint8Array.from([...good, 0]), /The tensors take 22 bytes; 23 are there/],
  [
    'a header of 2^64 - 1 bytes',
    () => Uint8Array.from([...new Array(8).fill(255), ...good.slice(8)]),
    /The header claims 18446744073709551615 bytes/,
  ],
  ['no JSON', () => withHeader('{'), /header is no JSON/],
  ['no UTF-8', () => good.map((byte, at) => (at === 9 ? 0xff : byte)), /header is no JSON/],
  ['no object', () => withHeader('[]'), /header is no JSON object/],
  ['null', () => withHeader('null'), /header is no JSON object/],
  [
    'an empty header',
    () => withHeader('{}', new Uint8Array(0)),
    /The format is "undefined"; expected "xai-explanation"/,
  ],
  ['a list as metadata', () => withHeader(() => ({ __metadata__: [] })), /metadata is no map of strings/],
  ['a number in the metadata', () => withMetadata({ version: 1 }), /metadata is no map of strings/],
  ['another format', () => withMetadata({ format: 'pt' }), /The format is "pt"/],
  ['a later version', () => withMetadata({ version: '2' }), /version 2; this package reads version 1: update xai-base/],
  ['no analyzer', () => withMetadata({ analyzer: undefined }), /analyzer is missing/],
  [
    'another heatmap',
    () => withMetadata({ heatmap: 'toString' }),
    /The heatmap kind is "toString"; expected one of attribution, sensitivity, cam/,
  ],
  ['no selection', () => withMetadata({ outputSelection: undefined }), /outputSelection is no JSON/],
  ['a broken selection', () => withMetadata({ outputSelection: '[1' }), /outputSelection is no JSON/],
  ['a negative selection', () => withMetadata({ outputSelection: '[-1]' }), /outputSelection is \[-1\]; expected/],
  ['extras that are no object', () => withMetadata({ extras: '[1]' }), /extras is \[1\]; expected an object/],
  ['extras that name no tensor', () => withMetadata({ extras: '{"a":{"$tensor":"b"}}' }), /Tensor "b" is missing/],
  [
    'extras that name one twice',
    () => withMetadata({ extras: `{"a":[${'{"$tensor":"val"},'.repeat(9)}1]}` }),
    /names the tensor "val" twice/,
  ],
  ['extras with an odd name', () => withMetadata({ extras: '{"a":{"$tensor":{"toString":1}}}' }), /expected a string/],
  [
    'extras with an odd number',
    () => withMetadata({ extras: '{"a":{"$number":"toString"}}' }),
    /"toString" stands for no number/,
  ],
  [
    'extras without a floor',
    () => withMetadata({ extras: `{"a":${'['.repeat(1e5)}${']'.repeat(1e5)}}` }),
    /nested more than 64/,
  ],
  [
    'a missing tensor',
    () => withHeader(({ val, ...header }) => ({ ...header, other: val })),
    /Tensor "val" is missing/,
  ],
  [
    'an unknown type',
    () => withTensor({ dtype: 'F64' }),
    /Tensor "val" is .*"F64".*; expected a type of F32, I32, BOOL/,
  ],
  ['a type of the prototype', () => withTensor({ dtype: 'constructor' }), /expected a type/],
  ['an object as type', () => withTensor({ dtype: { toString: 1 } }), /expected a type/],
  ['no entry', () => withHeader((header) => ({ ...header, val: null })), /Tensor "val" is null/],
  ['a negative length', () => withTensor({ shape: [-1, -2] }), /a shape/],
  ['a huge shape', () => withTensor({ shape: [2 ** 40, 2 ** 40] }), /needs 4\.8\d+e\+24 bytes/],
  ['a shape that overflows', () => withTensor({ shape: new Array(99).fill(2 ** 52).concat(0) }), /needs NaN bytes/],
  ['another shape', () => withTensor({ shape: [3] }), /of shape \[3\] needs 12 bytes; its place is \[0,8\]/],
  ['offsets backwards', () => withTensor({ data_offsets: [8, 0] }), /needs 8 bytes; its place is \[8,0\]/],
  ['offsets beyond', () => withTensor({ data_offsets: [80, 88] }), /begins at byte/],
  ['one offset', () => withTensor({ data_offsets: [8] }), /two offsets/],
  [
    'tensors that overlap',
    () => withHeader(({ val, input }) => void Object.assign(input, { data_offsets: val.data_offsets })),
    /Tensor "input" begins at byte 0; expected 8/,
  ],
  [
    'a truth value of 2',
    () => good.map((byte, at) => (at === good.length - 1 ? 2 : byte)),
    /Tensor "extras.maps.0" is not boolean/,
  ],
  [
    'a header that ends within the last 8 bytes',
    () => Uint8Array.from([200, 0, 0, 0, 0, 0, 0, 0, ...good.slice(8, 204)]),
    /The header claims 200 bytes; 196 are there/,
  ],
  [
    'a selection for other samples',
    () => withMetadata({ outputSelection: '[0, 0]' }),
    /outputSelection is \[0, 0\]; expected 1 indices below 1/,
  ],
  [
    'a selection that the output does not have',
    () => withMetadata({ outputSelection: '[1]' }),
    /expected 1 indices below 1/,
  ],
  [
    'a tensor nested 20 000 deep',
    () => withHeader(`{"val":${'['.repeat(20000)}${']'.repeat(20000)}}`),
    /Tensor "val" is \[\[1 values\]\]/,
  ],
  [
    'a truth value of 7',
    () => good.map((byte, at) => (at === good.length - 1 ? 7 : byte)),
    /Tensor "extras.maps.0" is not boolean/,
  ],
])('%s', (_what, bytes, message) => {
  expect(read(bytes())).toMatch(message);
});

test('keys of the prototype are keys like others, and change no prototype', () => {
  const odd = '{"__proto__":{"dtype":"BOOL","shape":[0],"data_offsets":[0,0]}}';
  expect(read(withHeader((header) => Object.assign(Object.create(null), JSON.parse(odd), header)))).toBe('fine');
  const explanation = deserialize(
    withMetadata({ extras: '{"__proto__":{"polluted":1},"a":{"$tensor":"extras.maps.0"}}' }),
  );
  expect(Object.getPrototypeOf(explanation.extras)).toBe(Object.prototype);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  explanation.dispose();
});

test.each([undefined, null, 'bytes', [1, 2, 3], new ArrayBuffer(64), {}])('%p is no Uint8Array', (bytes) => {
  expect(read(bytes as Uint8Array)).toContain('expected a Uint8Array');
});

describe('whatever the bytes, nothing but a FormatError is thrown', () => {
  test('noise', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void read(bytes)));
  });

  test('flipped bytes', () => {
    const flips = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(flips, (changes) => {
        const bytes = good.slice();
        for (const [at, value] of changes) bytes[at % bytes.length] = value;
        read(bytes);
      }),
      { numRuns: 1000 },
    );
  });

  test('any JSON in any place of the header', () => {
    const place = fc.oneof(
      fc.tuple(
        fc.constantFrom('val', 'input', 'extras.maps.0', 'new'),
        fc.constantFrom('dtype', 'shape', 'data_offsets'),
      ),
      fc.tuple(fc.constant('__metadata__'), fc.constantFrom('version', 'outputSelection', 'extras', 'heatmap', 'more')),
    );
    const value = fc.oneof(
      fc.jsonValue(),
      fc.json(),
      fc.array(fc.oneof(fc.maxSafeNat(), fc.double()), { maxLength: 3 }),
    );
    fc.assert(
      fc.property(place, value, ([name, key], given) => {
        read(withHeader((header) => ({ ...header, [name]: { ...header[name], [key]: given } })));
        read(withHeader((header) => ({ ...header, [name]: given })));
      }),
      { numRuns: 1000 },
    );
  });
});
