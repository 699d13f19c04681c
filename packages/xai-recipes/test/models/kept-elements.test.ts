import { loadGraphModelSync } from '@tensorflow/tfjs-converter';
import { tensor2d } from '@tensorflow/tfjs-core';
import { keepElements } from '../../src/models/kept-elements';
import type { ModelJson } from '../../src/models/model-files';
import { useCpu } from '../support/use-cpu';

beforeAll(useCpu);

const type = (name: string) => ({ type: name });
const op = (name: string, kind: string, input: string[], attr: object = {}) => ({ name, op: kind, input, attr });
const argument = (name: string) => ({ name, type: 'DT_FLOAT' });
const float = { element_dtype: type('DT_FLOAT') };

/** Doubles each row of `x` `[n, 2]` in a loop that puts it into a list, as `tf.map_fn` does it. */
const doubling: ModelJson = {
  format: 'graph-model',
  weightsManifest: [],
  modelTopology: {
    versions: {},
    node: [
      {
        ...op('x', 'Placeholder', []),
        attr: { dtype: type('DT_FLOAT'), shape: { shape: { dim: [{ size: '-1' }, { size: '2' }] } } },
      },
      ...['zero', 'one', 'side', 'length'].map((name) => op(name, 'Const', [], { dtype: type('DT_INT32') })),
      op('rows', 'TensorListFromTensor', ['x', 'side'], float),
      op('list', 'TensorListReserve', ['side', 'length'], float),
      op('loop', 'StatelessWhile', ['zero', 'rows', 'list'], {
        cond: { func: { name: 'goes_on' } },
        body: { func: { name: 'run' } },
        T: { list: { type: ['DT_INT32', 'DT_VARIANT', 'DT_VARIANT'] } },
      }),
      op('y', 'TensorListStack', ['loop:2', 'side'], { ...float, num_elements: { i: '-1' } }),
    ],
    library: {
      function: [
        {
          signature: {
            name: 'goes_on',
            inputArg: ['at', 'from', 'to'].map(argument),
            outputArg: [argument('is_less')],
          },
          nodeDef: [
            op('goes_on/length', 'Const', [], { dtype: type('DT_INT32') }),
            op('less', 'Less', ['at', 'goes_on/length:output:0']),
          ],
          ret: { is_less: 'less:z:0' },
        },
        {
          signature: {
            name: 'run',
            inputArg: ['at', 'from', 'to'].map(argument),
            outputArg: ['next', 'rows', 'list'].map(argument),
          },
          nodeDef: [
            op('run/one', 'Const', [], { dtype: type('DT_INT32') }),
            op('run/side', 'Const', [], { dtype: type('DT_INT32') }),
            op('row', 'TensorListGetItem', ['from', 'at', 'run/side:output:0'], float),
            op('double', 'AddV2', ['row:item:0', 'row:item:0']),
            op('set', 'TensorListSetItem', ['to', 'at', 'double:z:0'], float),
            op('add', 'AddV2', ['at', 'run/one:output:0']),
          ],
          ret: { next: 'add:z:0', rows: 'from', list: 'set:output_handle:0' },
        },
      ],
    },
  } as ModelJson['modelTopology'],
};

/** Its constants: the rows are three. */
const weights = Object.entries({
  ...{ zero: [0], one: [1], length: [3], side: [2] },
  ...{ 'goes_on/length': [3], 'run/one': [1], 'run/side': [2] },
});

const load = ({ modelTopology }: ModelJson) =>
  loadGraphModelSync({
    load: () => ({
      modelTopology: modelTopology as object,
      weightSpecs: weights.map(([name]) => ({ name, dtype: 'int32', shape: /side/.test(name) ? [1] : [] })),
      weightData: Int32Array.from(weights.flatMap(([, values]) => values)).buffer,
    }),
  });

it('what a loop puts into a list is there when the list is read', async () => {
  const model = load(keepElements(doubling));
  const x = tensor2d([
    [1, 2],
    [3, 4],
    [5, 6],
  ]);
  const y = (await model.executeAsync({ x }, 'y')) as typeof x;
  expect(y.arraySync()).toEqual([
    [2, 4],
    [6, 8],
    [10, 12],
  ]);
  for (const one of [x, y, model]) one.dispose();
});

it('a graph without such loops stays as it is', () => {
  const { modelTopology } = doubling;
  const plain = { ...doubling, modelTopology: { ...modelTopology, library: {} } } as ModelJson;
  expect(keepElements(plain)).toBe(plain);
});
