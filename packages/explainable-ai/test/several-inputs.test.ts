import '@tensorflow/tfjs-backend-cpu';
import { slice, type Tensor, tensor2d, tile } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { analyze, LayerGraph, ModelError } from 'xai-base';
import { Gradient } from '../src/index';
import { analyzersOfLayers, type CamClass, imageNet, type Parts } from './support/analyzers-of-layers';
import { explain } from './support/explain';
import { expectClose, randomTensor, rejection } from './support/tensors';

let model: LayersModel;
let background: Tensor;
let input: Tensor;
let other: Tensor;

beforeAll(() => {
  model = imageNet({ others: true });
  background = randomTensor([2, 4, 4, 2], 5);
  input = randomTensor([3, 4, 4, 2]);
  other = randomTensor([3, 2], 7);
});

afterAll(() => {
  for (const one of [model, background, input, other]) one.dispose();
});

/** The model as it is, whose further input is given to the analysis. */
const asItIs = (): Parts => ({ model, background, cam: (Kind: CamClass) => Kind.at(model, 'maps') });

/** The model of one sample, whose further input is fixed by hand. */
function fixedByHand(row: Tensor): Parts {
  const graph = new LayerGraph(model);
  const { head } = graph.split(graph.find('maps'));
  const inputs = (x: Tensor) => [x, tile(row, [x.shape[0], 1])];
  const split = (x: Tensor) => {
    const { activation, tail } = head(inputs(x));
    return { features: activation, classify: (features: Tensor) => tail(features)[0] };
  };
  return { model: (x: Tensor) => graph.run(inputs(x))[0], background, cam: (Kind: CamClass) => new Kind({ split }) };
}

describe.each(Object.entries(analyzersOfLayers))('%s', (_, make) => {
  test('takes a further input with a row a sample, in batches of any size, as if it were fixed by hand', async () => {
    const analyzer = make(asItIs());
    const whole = await explain(input, analyzer, [2, 0, 1], { furtherInputs: [other] });
    const [, name] = model.inputNames;
    expectClose(
      (await explain(input, analyzer, [2, 0, 1], { furtherInputs: { [name]: other }, batchSize: 2 })).val,
      whole.val,
    );
    const size = whole.val.length / 3;
    for (const [row, output] of [2, 0, 1].entries()) {
      const [sample, own] = [slice(input, row, 1), slice(other, row, 1)];
      const alone = await explain(sample, make(fixedByHand(own)), output);
      expectClose(whole.val.subarray(row * size, (row + 1) * size), alone.val);
      sample.dispose();
      own.dispose();
    }
  });

  test('takes a further input of one row for all samples', async () => {
    const row = tensor2d([[0.5, -1]]);
    const one = await explain(input, make(asItIs()), 1, { furtherInputs: [row], batchSize: 2 });
    expectClose(one.val, (await explain(input, make(fixedByHand(row)), 1)).val);
    row.dispose();
  });

  test('says how to give further inputs', async () => {
    const error = await rejection(analyze(input, make(asItIs())));
    expect(error).toBeInstanceOf(ModelError);
    expect(error.message).toMatch('The model has 2 inputs, only one was given.');
    expect(error.message).toMatch(`{ furtherInputs: { "${model.inputNames[1]}": tensor } }`);
  });
});

test('of inputs by name, the one that is not named is explained', async () => {
  const [image] = model.inputNames;
  const { val, shape } = await explain(other, new Gradient(model), 0, { furtherInputs: { [image]: input } });
  const alone = await explain(other, new Gradient((x: Tensor) => new LayerGraph(model).run([input, x])[0]), 0);
  expect(shape).toEqual([3, 2]);
  expectClose(val, alone.val);
});
