import '@tensorflow/tfjs-backend-cpu';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Attributes, ints, makeNode, type OnnxNode, type OnnxTensor, string, writeModel } from 'onnx-format';
import { OnnxModel, readOnnx } from '../../src';
import { randomNumbers } from '../support/against-onnxruntime';
import { floatList, texts, writeTrees } from '../support/write-trees';

const ml = (node: OnnxNode): OnnxNode => ({ ...node, domain: 'ai.onnx.ml' });

/** A model of nodes between `x` and its outputs. */
function written(nodes: readonly OnnxNode[], outputs: readonly string[], constants: Record<string, OnnxTensor> = {}) {
  return writeModel({
    opsets: { '': 17, 'ai.onnx.ml': 1 },
    graph: {
      name: 'classifier',
      nodes,
      initializers: new Map(Object.entries(constants)),
      inputs: [{ name: 'x', type: 'float32', shape: ['batch', 2] }],
      outputs: outputs.map((name) => ({
        name,
        ...(name !== 'label' && name !== 'zipped' && { type: 'float32' as const, shape: ['batch', 'classes'] }),
      })),
    },
  });
}

const linear = (labels: Attributes): OnnxNode =>
  ml(
    makeNode('LinearClassifier', ['x'], ['label', 'scores'], {
      ...{ coefficients: floatList(randomNumbers(6)), intercepts: floatList([0, 0, 0]) },
      ...{ post_transform: string('SOFTMAX'), ...labels },
    }),
  );

const leaf = (...weights: number[]) => ({ weights });
const tree = { feature: 0, mode: 'BRANCH_LEQ', value: 0, tracks: 0, ends: [leaf(1, 0, 0), leaf(0, 1, 0)] } as const;
const names = { classlabels_strings: texts(['adelie', 'gentoo', 'chinstrap']) };
const table: OnnxTensor = { type: 'int64', shape: [2], data: BigInt64Array.of(5n, 9n) };
const argMax = makeNode('ArgMax', ['x'], ['place'], { axis: { type: 'int', value: 1 } });

const cases: Record<string, [bytes: Uint8Array, classes: readonly string[] | undefined, output?: string]> = {
  'a linear classifier of texts': [written([linear(names)], ['label', 'scores']), ['adelie', 'gentoo', 'chinstrap']],
  'a linear classifier of numbers, behind other operators': [
    written(
      [linear({ classlabels_ints: ints([3, 5, 7]) }), ml(makeNode('Normalizer', ['scores'], ['shares']))],
      ['label', 'shares'],
    ),
    ['3', '5', '7'],
  ],
  'an ensemble of trees': [writeTrees({ columns: 2, ids: [0, 1, 2], classes: 3, trees: [tree] }), ['0', '1', '2']],
  'a ZipMap': [
    written([linear(names), ml(makeNode('ZipMap', ['scores'], ['zipped'], names))], ['label', 'zipped']),
    ['adelie', 'gentoo', 'chinstrap'],
  ],
  'labels that are looked up': [
    written(
      [
        argMax,
        ml(makeNode('ArrayFeatureExtractor', ['classes', 'place'], ['label'])),
        makeNode('Identity', ['x'], ['y']),
      ],
      ['label', 'y'],
      { classes: table },
    ),
    ['5', '9'],
  ],
  'labels, which are no scores': [written([linear(names)], ['label', 'scores']), undefined, 'label'],
  'scores that other operators mix': [
    written([linear(names), makeNode('MatMul', ['scores', 'w'], ['y'])], ['label', 'y'], {
      w: { type: 'float32', shape: [3, 3], data: new Float32Array(9) },
    }),
    undefined,
  ],
};

describe('names of classes', () => {
  it.each(Object.keys(cases))('of %s', async (name) => {
    const [bytes, classes, output] = cases[name];
    const options = output === undefined ? {} : { output };
    const run = await OnnxModel.load(bytes, options);
    expect(run.classNames).toEqual(classes);
    await run.dispose();
    const read = await readOnnx(bytes, options);
    expect(read.classNames).toEqual(classes);
    read.dispose();
  });

  it('of files of scikit-learn', async () => {
    const model = await readOnnx(readFileSync(path.join(__dirname, '../fixtures/tables/skl_two.onnx')));
    expect(model.classNames).toEqual(['0', '1']);
    model.dispose();
  });
});
