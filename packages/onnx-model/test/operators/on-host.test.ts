import '@tensorflow/tfjs-backend-cpu';
import fc from 'fast-check';
import { type Attributes, int, ints, makeNode, type OnnxTensor, readModel, writeModel } from 'onnx-format';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { known } from '../../src/operators/values/known';
import { Program } from '../../src/reader/program';
import { integers } from '../support/against-onnxruntime';

/** Computes a node of constants on the host and by onnxruntime. */
async function expectSame(
  op: string,
  constants: readonly OnnxTensor[],
  attributes: Attributes = {},
  outputs = 1,
): Promise<void> {
  const names = Array.from({ length: outputs }, (_, index) => `y${index}`);
  const inputs = constants.map((_, index) => `c${index}`);
  const bytes = writeModel({
    graph: {
      name: 'test',
      nodes: [makeNode(op, inputs, names, attributes)],
      initializers: new Map(constants.map((constant, index) => [`c${index}`, constant])),
      inputs: [{ name: 'unused', type: 'float32', shape: [1] }],
      outputs: names.map((name) => ({ name })),
    },
  });
  const session = await InferenceSession.create(bytes, { logSeverityLevel: 4 });
  const results = await session.run({ unused: new Tensor('float32', [0], [1]) });
  for (const name of names) {
    const program = new Program(
      { model: readModel(bytes), mostElements: 2 ** 26 },
      new Map(),
      new Set(['unused']),
      name,
    );
    const value = known(program.run(new Map()), 'The result');
    expect(value.shape).toEqual([...results[name].dims]);
    // the host may have -0, which no integer is
    const numbers = Array.from(value.data, (number) => number + 0);
    expect(numbers).toEqual(Array.from(results[name].data as BigInt64Array, Number));
    program.dispose();
  }
  await session.release();
}

const whole = fc.integer({ min: -9, max: 9 });
const length = fc.integer({ min: 1, max: 4 });
const array = fc
  .array(length, { minLength: 1, maxLength: 3 })
  .chain((shape) =>
    fc
      .array(whole, { minLength: shape.reduce((a, b) => a * b), maxLength: shape.reduce((a, b) => a * b) })
      .map((values) => integers(values, shape)),
  );
const each = { numRuns: 25, seed: 1 };

describe('what graphs compute with shapes, on the host', () => {
  it('picks: Gather, Slice, Split, Transpose, Concat', async () => {
    const property = fc.asyncProperty(array, fc.nat(), async (x, pick) => {
      const axis = pick % x.shape.length;
      const size = x.shape[axis];
      const index = pick % size;
      await expectSame('Gather', [x, integers([index, -1])], { axis: int(axis) });
      await expectSame('Gather', [x, integers([index], [])], { axis: int(axis) });
      await expectSame('Slice', [x, integers([index]), integers([size]), integers([axis])]);
      await expectSame('Slice', [x, integers([-1]), integers([-99]), integers([axis]), integers([-2])]);
      await expectSame('Transpose', [x]);
      await expectSame('Concat', [x, x], { axis: int(axis) });
      if (size > 1) await expectSame('Split', [x, integers([1, size - 1])], { axis: int(axis) }, 2);
    });
    await fc.assert(property, each);
  });

  it('shapes: Reshape, Squeeze, Unsqueeze, Expand, Tile, Shape, Size', async () => {
    const property = fc.asyncProperty(array, fc.nat(), async (x, pick) => {
      const axis = pick % x.shape.length;
      await expectSame('Reshape', [x, integers([-1, 1])]);
      await expectSame('Unsqueeze', [x, integers([axis, -1])]);
      await expectSame('Squeeze', [x]);
      await expectSame('Expand', [x, integers([2, ...x.shape])]);
      await expectSame('Tile', [x, integers(x.shape.map((_, one) => (one === axis ? 2 : 1)))]);
      await expectSame('Shape', [x]);
      await expectSame('Size', [x]);
    });
    await fc.assert(property, each);
  });

  it('numbers: arithmetic, comparisons, reductions', async () => {
    const property = fc.asyncProperty(array, whole, fc.nat(), async (x, number, pick) => {
      const one = integers([number]);
      const axes = integers([pick % x.shape.length]);
      for (const op of ['Add', 'Sub', 'Mul', 'Max', 'Min', 'Equal', 'Less', 'Greater']) await expectSame(op, [x, one]);
      if (number !== 0) for (const op of ['Div', 'Mod']) await expectSame(op, [x, one]);
      await expectSame('ReduceSum', [x, axes]);
      for (const op of ['ReduceMax', 'ReduceMin', 'ReduceProd']) {
        await expectSame(op, [x], { axes: ints([pick % x.shape.length]), keepdims: int(0) });
      }
      for (const op of ['Neg', 'Abs', 'Sign', 'NonZero']) await expectSame(op, [x]);
    });
    await fc.assert(property, each);
  });

  it('makes: Range, ConstantOfShape, Where', async () => {
    for (const [start, limit, step] of [
      [0, 5, 1],
      [5, 0, -2],
      [0, 0, 1],
      [1, 6, 2],
    ]) {
      await expectSame('Range', [integers([start], []), integers([limit], []), integers([step], [])]);
    }
    await expectSame('ConstantOfShape', [integers([2, 3])]);
    const condition: OnnxTensor = { type: 'bool', shape: [2], data: Uint8Array.of(1, 0) };
    await expectSame('Where', [condition, integers([1, 2]), integers([7])]);
  });
});
