import { makeNode, type OnnxTensor, readModel, writeModel } from '../src';

const count = 2 ** 15;
const ramp = Float32Array.from({ length: count }, (_, index) => Math.sin(index));
const constants: Record<string, OnnxTensor> = {
  ...Object.fromEntries(
    [0, 1, 2, 3, 4, 5, 6, 7].map((index) => [
      'w'.repeat(index + 1), // so that elements begin at every place
      { type: 'float32', shape: [count], data: ramp.map((value) => value + index) } as const,
    ]),
  ),
  wide: { type: 'int64', shape: [count], data: BigInt64Array.from(ramp, (value) => BigInt(Math.round(value * 1e6))) },
  bytes: { type: 'uint8', shape: [2 * count], data: Uint8Array.from({ length: 2 * count }, (_, index) => index % 251) },
  few: { type: 'float32', shape: [3], data: Float32Array.of(1, 2, 3) },
};
const written = (producer: string) =>
  writeModel({
    producer,
    graph: {
      name: 'g',
      nodes: [makeNode('Neg', ['few'], ['y'])],
      initializers: new Map(Object.entries(constants)),
      inputs: [],
      outputs: [{ name: 'y' }],
    },
  });

describe('a file that is kept for its tensors', () => {
  it.each(['', 'a', 'ab', 'abc'])('gives the elements that it has, as views of it (%j)', (producer) => {
    const bytes = written(producer);
    const { initializers } = readModel(bytes, undefined, { keepsFiles: true }).graph;
    for (const [name, { data }] of Object.entries(constants)) {
      const found = initializers.get(name)?.data as Float32Array;
      expect(found).toEqual(data);
      const isLong = name.startsWith('w') || name === 'bytes';
      if (isLong && name !== 'wide') expect(found.buffer).toBe(bytes.buffer);
      if (name === 'few') expect(found.buffer).not.toBe(bytes.buffer);
    }
  });

  it('is not touched unless it is given away', () => {
    const bytes = written('');
    const before = bytes.slice();
    const { initializers } = readModel(bytes).graph;
    expect(bytes).toEqual(before);
    for (const { data } of initializers.values()) expect((data as Float32Array).buffer).not.toBe(bytes.buffer);
  });
});
