import {
  add,
  cast,
  cumprod,
  disposeVariables,
  div,
  gather,
  matMul,
  mul,
  ones,
  onesLike,
  reshape,
  slice,
  square,
  sub,
  sum,
  type Tensor,
  type Tensor2D,
  tensor2d,
  tidy,
} from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { describeBackends } from '../../../tooling/jest/backends';
import { analyze, differentiate, NoGradientError, toModelView, UnsupportedLayerError } from '../src';
import { linearGraphModel } from './support/graph-models';
import { modelCases } from './support/layers-models';
import { Doubling, Products } from './support/own-layers';
import { Slope } from './support/slope';
import { expectClose, randomTensor, rejection, take } from './support/tensors';

const { dense, embedding, globalAveragePooling1d } = tfl.layers;

describeBackends('differentiate', () => {
  test('gives output, mask and gradient; what is not taken is freed with the surrounding tidy', () => {
    const gradient = tidy(
      () =>
        differentiate(
          (x) => square(x),
          tensor2d([[1, 2, 3]]),
          (y) => onesLike(y),
        ).gradient,
    );
    expect(take(gradient)).toEqual([[2, 4, 6]]);
    const [output, mask] = tidy(() => {
      const result = differentiate(
        (x) => square(x),
        tensor2d([[1, 2]]),
        () => tensor2d([[0, 5]]),
      );
      return [result.output, result.mask];
    });
    expect([take(output), take(mask)]).toEqual([[[1, 4]], [[0, 5]]]);
  });

  test('integers are differentiated as numbers', () => {
    const point = tensor2d([[1, 2, 3]], [1, 3], 'int32');
    expect(
      take(
        tidy(
          () =>
            differentiate(
              (x) => square(x),
              point,
              (y) => onesLike(y),
            ).gradient,
        ),
      ),
    ).toEqual([[2, 4, 6]]);
    point.dispose();
  });

  test('the gradient of a graph model is that of its matrix', async () => {
    const model = linearGraphModel();
    const input = tensor2d([
      [1, 2],
      [3, 4],
    ]);
    const explanation = await analyze(input, new Slope(model), [0, 2]);
    expect(explanation.val.arraySync()).toEqual([
      [1, 4],
      [3, 6],
    ]);
    explanation.dispose();
    input.dispose();
    model.dispose();
  });

  test.each(modelCases.filter(({ name }) => !name.includes('tokens')))(
    '$name: the gradient of the layers model is that of its predictions',
    async ({ build }) => {
      const { model, input } = build();
      const explanation = await analyze(input, new Slope(model), 1);
      const step = 1e-2;
      const view = toModelView(model);
      const direction = randomTensor(input.shape, 5);
      const [ahead, behind] = [step, -step].map((by) => tidy(() => add(input, mul(direction, by))));
      const [y1, y0] = [await view.predict(ahead), await view.predict(behind)];
      const slopes = tidy(() => reshape(slice(div(sub(y1, y0), 2 * step), [0, 1], [-1, 1]), [-1]));
      const products = tidy(() => sum(reshape(mul(explanation.val, direction), [input.shape[0], -1]), 1));
      expectClose(products, slopes, 2e-2);
      for (const tensor of [input, direction, ahead, behind, y1, y0]) tensor.dispose();
      explanation.dispose();
      disposeVariables();
    },
  );
});

describe('what cannot be differentiated', () => {
  async function failure(model: ConstructorParameters<typeof Slope>[0], input: Tensor): Promise<Error> {
    const error = await rejection(analyze(input, new Slope(model)));
    input.dispose();
    disposeVariables();
    return error;
  }

  test('an op of a function: the error names the op, and what mends it', async () => {
    const error = await failure((x) => cumprod(x, 1), ones([1, 2]));
    expect(error).toBeInstanceOf(UnsupportedLayerError);
    expect(error.message).toContain(
      "The model uses the op Cumprod, which has no gradient. Register one with tf.registerGradient({ kernelName: 'Cumprod'",
    );
  });

  test('an op of a layer, in a nested model: the error names the layer', async () => {
    const inner = tfl.sequential({
      name: 'inner',
      layers: [new Doubling({ inputShape: [2] }), new Products({ name: 'odd' })],
    });
    const error = await failure(
      tfl.sequential({ layers: [dense({ units: 2, inputShape: [2] }), inner, dense({ units: 1 })] }),
      ones([1, 2]),
    );
    expect(error).toBeInstanceOf(UnsupportedLayerError);
    expect(error.message).toContain('Layer inner/odd (Products) uses the op Cumprod, which has no gradient.');
    expect(error).toMatchObject({ argument: 'model', value: 'inner/odd (Products)' });
  });

  test('a constant output', async () => {
    const error = await failure((x) => ones([x.shape[0], 2]), ones([1, 2]));
    expect(error).toBeInstanceOf(NoGradientError);
    expect(error.message).toContain('does not depend on its input by differentiable ops');
  });

  test.each([
    ['first', (): tfl.layers.Layer[] => []],
    ['behind another', () => [tfl.layers.reshape({ targetShape: [3], inputShape: [3, 1] })]],
  ])('token indices that an Embedding reads %s: the error names it before the model runs', async (_where, before) => {
    const name = 'words';
    const first = before();
    const layers = [
      ...first,
      embedding({ inputDim: 9, outputDim: 2, name, inputLength: 3 }),
      globalAveragePooling1d({}),
    ];
    const model = tfl.sequential({ layers });
    const predicted = jest.spyOn(model.layers[model.layers.length - 1], 'call');
    const error = await failure(model, first.length > 0 ? ones([1, 3, 1]) : ones([1, 3]));
    expect(predicted).not.toHaveBeenCalled();
    expect(error).toBeInstanceOf(UnsupportedLayerError);
    expect(error.message).toContain('Layer words (Embedding) reads token indices, which have no gradient.');
    expect(error.message).toContain('TokenAttribution');
  });

  test.each([
    ['as they are', (tokens: Tensor) => gather(ones([4, 2]), tokens as Tensor2D)],
    ['as integers', (tokens: Tensor) => gather(ones([4, 2]), cast(tokens, 'int32') as Tensor2D)],
  ])('a function that looks token indices up, %s, is told so', async (_, lookUp) => {
    const error = await failure((tokens) => sum(lookUp(tokens), 1), tensor2d([[1, 3]], [1, 2], 'int32'));
    expect(error).toBeInstanceOf(NoGradientError);
    expect(error.message).toContain('TokenAttribution');
  });

  test('yet such a model can be evaluated', async () => {
    const layers = [embedding({ inputDim: 9, outputDim: 2, inputLength: 3 }), globalAveragePooling1d({})];
    const input = ones([1, 3]);
    const output = await toModelView(tfl.sequential({ layers })).predict(input);
    expect(output.shape).toEqual([1, 2]);
    output.dispose();
    input.dispose();
    disposeVariables();
  });

  test('an error of the model itself comes out as it is, and leaves nothing', async () => {
    const error = await failure(
      (x) => {
        matMul(x as Tensor, sum(x, 1, true));
        throw new RangeError('mine');
      },
      ones([1, 1]),
    );
    expect(error).toEqual(new RangeError('mine'));
  });
});
