import { cast, dispose, scalar, setBackend, type Tensor, tensor, tensor2d, zeros } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describeBackends } from '../../../../tooling/jest/backends';
import { deserialize, Explanation, heatmapKinds, serialize, ValueError } from '../../src';
import { rejection } from '../support/tensors';

/** A tensor before it is made: properties make their tensors when they run. */
class Recipe {
  constructor(
    readonly dtype: 'float32' | 'int32' | 'bool',
    readonly shape: readonly number[],
    readonly values: readonly number[],
  ) {}

  make(): Tensor {
    return tensor([...this.values], [...this.shape], this.dtype);
  }
}

const float = fc.oneof(fc.float({ noNaN: true }), fc.constantFrom(-0, 3.4028234663852886e38, 1.401298464324817e-45));
const valuesOf = { float32: float, int32: fc.integer(), bool: fc.constantFrom(0, 1) };
const recipe = fc
  .tuple(fc.constantFrom('float32' as const, 'int32' as const, 'bool' as const), fc.array(fc.nat(3), { maxLength: 4 }))
  .chain(([dtype, shape]) => {
    const size = shape.reduce((product, length) => product * length, 1);
    const values = fc.array(valuesOf[dtype], { minLength: size, maxLength: size });
    return values.map((numbers) => new Recipe(dtype, shape, numbers));
  });

/** An output, and one selected index for each of its samples. */
const selected = recipe
  .filter(({ shape: [batch, ...rest] }) => batch === 0 || (batch > 0 && !rest.includes(0)))
  .chain((output) => {
    const [batch, ...rest] = output.shape;
    const count = rest.reduce((product, length) => product * length, 1);
    const outputSelection = fc.array(fc.nat(Math.max(0, count - 1)), { minLength: batch, maxLength: batch });
    return fc.record({ output: fc.constant(output), outputSelection }, { noNullPrototype: true });
  });

const key = fc.string({ unit: 'binary' }).filter((name) => name !== '$tensor' && name !== '$number');
const { extra } = fc.letrec<{ extra: unknown }>((tie) => ({
  extra: fc.oneof(
    { maxDepth: 4 },
    recipe,
    fc.double(),
    fc.string({ unit: 'binary' }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('extra'), { maxLength: 3 }),
    fc.dictionary(key, tie('extra'), { maxKeys: 3, noNullPrototype: true }),
  ),
}));
const extras = fc.option(fc.dictionary(key, extra, { maxKeys: 4, noNullPrototype: true }), { nil: undefined });

/** A copy of a value with something else in the place of its leaves. */
function replace(value: unknown, leaf: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => replace(item, leaf));
  const isPlain = typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
  if (!isPlain) return leaf(value);
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, replace(item, leaf)]));
}

const made = (value: unknown) => (value instanceof Recipe ? value.make() : value);

/** What a tensor holds, as bits: -0 is not 0. */
function plain(value: unknown): unknown {
  const one = value as Tensor;
  return one?.dataSync ? { dtype: one.dtype, shape: one.shape, values: Array.from(one.dataSync()) } : value;
}

describeBackends('serialize and deserialize', () => {
  test('give back all of an explanation, bit by bit', async () => {
    const parts = fc.record(
      {
        val: recipe,
        input: recipe,
        analyzer: fc.string({ unit: 'binary' }),
        heatmap: fc.constantFrom(...heatmapKinds),
        extras,
      },
      { noNullPrototype: true },
    );
    await fc.assert(
      fc.asyncProperty(parts, selected, async (recipes, selection) => {
        const explanation = new Explanation(
          replace({ ...recipes, ...selection }, made) as ConstructorParameters<typeof Explanation>[0],
        );
        const again = deserialize(await serialize(explanation));
        expect(replace({ ...again }, plain)).toEqual(replace({ ...explanation }, plain));
        again.dispose();
        explanation.dispose();
      }),
      { numRuns: 100 },
    );
  });
});

function example(more: Record<string, unknown> = {}): Explanation {
  const [val, input, output] = [[[1, -1]], [[2, 3]], [[5]]].map((rows) => tensor2d(rows));
  return new Explanation({ val, input, output, outputSelection: [0], analyzer: 'ByHand', heatmap: 'cam', ...more });
}

test('the bytes are safetensors: another reader finds the tensors and the text', async () => {
  const explanation = example({ extras: { deep: [tensor([1, 0], [2], 'bool')] } });
  const bytes = await serialize(explanation);
  const length = Buffer.from(bytes).readUInt32LE(0);
  expect(length % 8).toBe(0);
  const header = JSON.parse(Buffer.from(bytes).toString('utf8', 8, 8 + length));
  expect(header).toEqual({
    __metadata__: {
      format: 'xai-explanation',
      version: '1',
      analyzer: 'ByHand',
      heatmap: 'cam',
      outputSelection: '[0]',
      extras: '{"deep":[{"$tensor":"extras.deep.0"}]}',
    },
    val: { dtype: 'F32', shape: [1, 2], data_offsets: [0, 8] },
    input: { dtype: 'F32', shape: [1, 2], data_offsets: [8, 16] },
    output: { dtype: 'F32', shape: [1, 1], data_offsets: [16, 20] },
    'extras.deep.0': { dtype: 'BOOL', shape: [2], data_offsets: [20, 22] },
  });
  expect(Buffer.from(bytes).readFloatLE(8 + length + 4)).toBe(-1);
  expect(bytes).toHaveLength(8 + length + 22);
  explanation.dispose();
});

test('bytes that are a part of a buffer, at any place of it, are read as well', async () => {
  const explanation = example();
  const bytes = await serialize(explanation);
  for (const offset of [0, 1, 5]) {
    const pool = Buffer.alloc(bytes.length + 10, 0xff);
    pool.set(bytes, offset);
    const again = deserialize(pool.subarray(offset, offset + bytes.length));
    expect(again.val.arraySync()).toEqual([[1, -1]]);
    again.dispose();
  }
  explanation.dispose();
});

test('extras whose paths are alike keep their own tensors; one tensor at two places becomes two', async () => {
  const shared = scalar(3);
  const explanation = example({
    extras: { a: { b: scalar(1) }, 'a.b': scalar(2), c: [shared, shared], none: undefined },
  });
  const again = deserialize(await serialize(explanation));
  expect(replace(again.extras, (leaf) => (leaf as Tensor).dataSync()[0])).toEqual({ a: { b: 1 }, 'a.b': 2, c: [3, 3] });
  again.dispose();
  explanation.dispose();
});

const circle: Record<string, unknown> = {};
circle.self = circle;

test.each<[string, unknown, string]>([
  ['a function', { f: [() => 1] }, 'extras.f.0'],
  ['a date', { when: new Date(0) }, 'extras.when'],
  ['a typed array', { numbers: new Float32Array(2) }, 'extras.numbers'],
  ['undefined in an array', { list: [1, undefined] }, 'extras.list.1'],
  ['a reserved key', { inner: { $tensor: 'val' } }, 'extras.inner'],
  ['a big integer', { big: 1n }, 'extras.big'],
  ['a value that holds itself', circle, 'extras.self'],
])('extras with %s cannot be written: the error names the place', async (_what, more, path) => {
  const explanation = example({ extras: more });
  const error = await rejection(serialize(explanation));
  expect(error).toBeInstanceOf(ValueError);
  expect(error.message).toContain(path);
  dispose([explanation.val, explanation.input, explanation.output]);
});

test('tensors of text, and disposed ones, cannot be written', async () => {
  for (const [val, kind] of [
    [tensor(['a']), 'string'],
    [zeros([1]), 'disposed'],
  ] as const) {
    const explanation = example({ extras: { wrong: val } });
    if (kind === 'disposed') val.dispose();
    const error = await rejection(serialize(explanation));
    expect(error).toBeInstanceOf(ValueError);
    expect(error.message).toBe(`extras.wrong is a ${kind} tensor; expected a float32, int32 or bool tensor.`);
    explanation.dispose();
  }
});

test('numbers that were cast on the cpu backend are saved as the numbers that they are', async () => {
  await setBackend('cpu');
  const pixels = tensor2d([[2, 3]], [1, 2], 'int32');
  const input = cast(pixels, 'float32');
  const parts = { val: input.clone(), input, output: tensor2d([[5]]), extras: { also: input.clone() } };
  const explanation = new Explanation({ ...parts, outputSelection: [0], analyzer: 'ByHand', heatmap: 'attribution' });
  const again = deserialize(await serialize(explanation));
  for (const read of [again.val, again.input, again.extras?.also as Tensor]) {
    expect(Array.from(read.dataSync())).toEqual([2, 3]);
    expect(read.dtype).toBe('float32');
  }
  for (const one of [explanation, again, pixels]) one.dispose();
});
