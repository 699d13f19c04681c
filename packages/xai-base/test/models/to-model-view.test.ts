import {
  dispose,
  disposeVariables,
  keep,
  matMul,
  mul,
  ones,
  relu,
  scalar,
  sum,
  type Tensor,
  tensor2d,
  tidy,
  zeros,
} from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { describeBackends } from '../../../../tooling/jest/backends';
import {
  checkFeatures,
  type Model,
  ModelError,
  type ModelFunction,
  type ModelView,
  NoGradientError,
  ShapeError,
  toModelView,
  UnsupportedLayerError,
} from '../../src';
import { controlFlowGraphModel, integerGraphModel, linearGraphModel } from '../support/graph-models';
import { rejection, take } from '../support/tensors';

const turn = () => new Promise((resolve) => setTimeout(resolve));

/** What a view predicts for `[[1, 2], [3, 4]]`. */
async function predict(
  view: ModelView,
  rows = [
    [1, 2],
    [3, 4],
  ],
): Promise<unknown> {
  const input = tensor2d(rows);
  try {
    return take(await view.predict(input));
  } finally {
    expect(input.isDisposed).toBe(false);
    input.dispose();
  }
}

/** The error of a view's `forward`. */
function forwardError(view: ModelView, rows = [[1, 2]]): Error {
  try {
    tidy(() => view.forward(tensor2d(rows)));
  } catch (error) {
    return error as Error;
  }
  throw new Error('forward did not throw');
}

describeBackends('functions', () => {
  test('synchronous: the output is the caller’s, nothing else is left', async () => {
    expect(await predict(toModelView((x) => relu(mul(x, -1))))).toEqual(
      [
        [0, 0],
        [0, 0],
      ].map((row) => row.map(() => expect.closeTo(0))),
    );
    expect(await predict(toModelView((x) => x))).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(await predict(toModelView((x) => [x] as unknown as Tensor))).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  test('a constant of the model survives', async () => {
    const constant = keep(ones([2, 3]));
    expect(await predict(toModelView(() => constant))).toEqual([
      [1, 1, 1],
      [1, 1, 1],
    ]);
    expect(constant.isDisposed).toBe(false);
    constant.dispose();
  });

  test('asynchronous: its tensors survive its awaits; what it allocates before the first one is freed after', async () => {
    const model = async (x: Tensor) => {
      const weights = tensor2d([[1], [10]]);
      const doubled = mul(x, 2);
      await turn();
      return tidy(() => matMul(doubled as Tensor, weights));
    };
    expect(await predict(toModelView(model))).toEqual([[42], [86]]);
    expect(await predict(toModelView(async (x) => sum(mul(x, 2), 1, true)))).toEqual([[6], [14]]);
  });

  test('asynchronous: it may return its input', async () => {
    expect(await predict(toModelView(async (x) => x))).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(await predict(toModelView((x) => turn().then(() => x)))).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(await predict(toModelView((x) => turn().then(() => [x] as unknown as Tensor)))).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  test.each<[string, ModelFunction]>([
    [
      'synchronous',
      (x) => {
        mul(x, 2);
        throw new Error('mine');
      },
    ],
    [
      'asynchronous',
      async (x) => {
        mul(x, 2);
        throw new Error('mine');
      },
    ],
    [
      'later',
      async (x) => {
        mul(x, 2);
        await turn();
        throw new Error('mine');
      },
    ],
  ])('an error inside, %s, comes out and leaves nothing', async (_when, model) => {
    expect(await rejection(predict(toModelView(model)))).toEqual(new Error('mine'));
  });

  test.each<[string, unknown, (x: Tensor) => unknown]>([
    ['nothing', 'undefined', () => undefined],
    ['null', 'null', () => null],
    ['a number', '3', () => 3],
    ['an object', 'an object with the keys logits', (x) => ({ logits: x.clone() })],
    [
      'several tensors',
      '2 values (a tensor of shape [2,2], a tensor of shape [2,1])',
      (x) => [x.clone(), sum(x, 1, true)],
    ],
    ['a wrong rank', 'a tensor of shape [2]', (x) => sum(x, 1)],
    ['a wrong batch', 'a tensor of shape [1,2]', (x) => sum(x, 0, true)],
    ['no classes', 'a tensor of shape [2,0]', () => zeros([2, 0])],
  ])('a model that returns %s: the message says so', async (_what, description, model) => {
    for (const form of [
      model,
      async (x: Tensor) => model(x),
      (x: Tensor) => turn().then(() => tidy(() => model(x) as Tensor)),
    ]) {
      const error = await rejection(predict(toModelView(form as ModelFunction)));
      expect(error).toBeInstanceOf(ModelError);
      expect(error.message).toContain(`The model returned ${description}; expected one tensor [2, classes].`);
      expect(error).toMatchObject({ argument: 'model', expected: 'one tensor [2, classes]' });
    }
    expect(
      forwardError(toModelView(model as ModelFunction), [
        [1, 2],
        [3, 4],
      ]),
    ).toBeInstanceOf(ModelError);
  });

  test('an asynchronous one has no gradient; one that says so by itself is not even called', async () => {
    const calls: string[] = [];
    const declared = async (x: Tensor) => {
      calls.push('declared');
      return x;
    };
    const disguised = (x: Tensor) => turn().then(() => relu(x));
    const itself = (x: Tensor) => turn().then(() => x);
    for (const model of [declared, disguised, itself]) {
      const error = forwardError(toModelView(model));
      expect(error).toBeInstanceOf(NoGradientError);
      expect(error.message).toMatch(/synchronous function .* own gradients .* Occlusion/);
    }
    await turn();
    await turn();
    expect(calls).toEqual([]);
  });
});

describeBackends('layers models', () => {
  const { dense } = tfl.layers;

  test('dropout is off, weights stay', async () => {
    const layers = [
      tfl.layers.dropout({ rate: 0.9, inputShape: [2] }),
      dense({ units: 2, kernelInitializer: 'identity' }),
    ];
    const view = toModelView(tfl.sequential({ layers }));
    for (let time = 0; time < 2; time++)
      expect(await predict(view)).toEqual([
        [1, 2],
        [3, 4],
      ]);
    disposeVariables();
  });

  test('a model that is its input', async () => {
    const view = toModelView(
      tfl.sequential({ layers: [tfl.layers.activation({ activation: 'linear', inputShape: [2] })] }),
    );
    expect(await predict(view)).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  test('the wrong sample shape is named with the expected one', async () => {
    const view = toModelView(tfl.sequential({ layers: [dense({ units: 2, inputShape: [3] })] }));
    const error = await rejection(predict(view));
    expect(error).toBeInstanceOf(ShapeError);
    expect(error.message).toBe('input has shape [2, 2]; the model expects [any, 3].');
    expect(forwardError(view)).toBeInstanceOf(ShapeError);
    const images = toModelView(tfl.sequential({ layers: [tfl.layers.flatten({ inputShape: [2, 2, 1] })] }));
    const single = zeros([2, 2, 1]);
    expect((await rejection(images.predict(single))).message).toContain('For one sample: tf.expandDims(input, 0).');
    single.dispose();
    disposeVariables();
  });

  test('several outputs: what the message says works', async () => {
    const inputs = tfl.input({ shape: [2] });
    const sums = [tfl.layers.add(), tfl.layers.multiply()].map((layer) => layer.apply([inputs, inputs]));
    const model = tfl.model({ inputs, outputs: sums as tfl.SymbolicTensor[] });
    expect(() => toModelView(model)).toThrow(
      new ModelError(
        'The model has 2 outputs; expected one output. Pick one, with tf of tfjs-layers: ' +
          'tf.model({ inputs: model.inputs, outputs: model.outputs[0] }).',
      ),
    );
    const first = toModelView(tfl.model({ inputs: model.inputs, outputs: model.outputs[0] }));
    expect(await predict(first, [[1, 2]])).toEqual([[2, 4]]);
    expect(() => toModelView(tfl.sequential())).toThrow(ModelError);
  });

  test.each(['simpleRNN', 'gru', 'lstm'] as const)(
    'a %s that keeps its state is refused, inside of a wrapper, too',
    (name) => {
      const recurrent = () =>
        tfl.layers[name]({ units: 1, stateful: true, recurrentInitializer: 'zeros', batchInputShape: [1, 2, 1] });
      const wrapped = () =>
        tfl.layers.bidirectional({ layer: recurrent() as tfl.RNN, mergeMode: 'concat', batchInputShape: [1, 2, 1] });
      const timeDistributed = () =>
        tfl.layers.timeDistributed({ layer: recurrent() as tfl.RNN, batchInputShape: [1, 2, 2, 1] });
      for (const make of [recurrent, wrapped, timeDistributed]) {
        tidy(() => {
          const layer = make() as unknown as Record<'states_' | 'forwardLayer' | 'backwardLayer' | 'layer', never>;
          const model = tfl.sequential({ layers: [layer as never] });
          expect(() => toModelView(model)).toThrow(UnsupportedLayerError);
          expect(() => toModelView(model)).toThrow(
            'is stateful: each evaluation would change what the model says next',
          );
          model.dispose();
          for (const one of [layer, layer.forwardLayer, layer.backwardLayer, layer.layer] as { states_?: Tensor[] }[])
            dispose(one?.states_ ?? []);
        });
      }
    },
  );

  test('an output with an axis of length 1 is taken without it', async () => {
    const view = toModelView(
      tfl.sequential({ layers: [tfl.layers.reshape({ targetShape: [2, 1], inputShape: [2] })] }),
    );
    expect(await predict(view)).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });
});

describeBackends('graph models', () => {
  test('a linear one', async () => {
    const model = linearGraphModel();
    expect(await predict(toModelView(model))).toEqual([
      [9, 12, 15],
      [19, 26, 33],
    ]);
    expect(take(tidy(() => toModelView(model).forward(tensor2d([[1, 0]]))))).toEqual([[1, 2, 3]]);
    model.dispose();
  });

  test('one of integers is given integers', async () => {
    const model = integerGraphModel();
    expect(await predict(toModelView(model))).toEqual([
      [2, 4],
      [6, 8],
    ]);
    model.dispose();
  });

  test('one with control flow can be evaluated, but not differentiated', async () => {
    const model = controlFlowGraphModel();
    const view = toModelView(model);
    expect(await predict(view)).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(forwardError(view)).toBeInstanceOf(NoGradientError);
    model.dispose();
  });

  test('wrong sample shapes are refused', async () => {
    const linear = linearGraphModel();
    const error = await rejection(predict(toModelView(linear), [[1, 2, 3]]));
    expect(error).toBeInstanceOf(ShapeError);
    expect(error.message).toBe('input has shape [1, 3]; the model expects [any, 2].');
    linear.dispose();
  });
});

describeBackends('models with gradients of their own', () => {
  /** 3 times the input; its gradient is 3 times the mask. */
  const tripling = {
    predict: (x: Tensor) => mul(x, 3),
    gradient: async (_x: Tensor, mask: Tensor) => mul(mask, 3),
  };

  test('predict, and give a gradient', async () => {
    const view = toModelView(tripling);
    expect(await predict(view)).toEqual([
      [3, 6],
      [9, 12],
    ]);
    const mask = tensor2d([[0, 1]]);
    expect(take((await view.gradient?.(mask, mask)) as Tensor)).toEqual([[0, 3]]);
    expect(forwardError(view)).toBeInstanceOf(NoGradientError);
    mask.dispose();
  });

  test('may return their input, which stays alive', async () => {
    const view = toModelView({ predict: (x: Tensor) => x, gradient: (x: Tensor) => x });
    expect(await predict(view)).toEqual([
      [1, 2],
      [3, 4],
    ]);
    const input = tensor2d([[1, 2]]);
    expect(take((await view.gradient?.(input, input)) as Tensor)).toEqual([[1, 2]]);
    input.dispose();
  });

  test.each<[string, (x: Tensor) => unknown, string]>([
    ['another shape', () => zeros([1, 3]), '[1,3]'],
    ['nothing', () => undefined, '[undefined]'],
  ])('a gradient of %s is refused', async (_what, gradient, shape) => {
    const view = toModelView({ ...tripling, gradient: gradient as () => Tensor });
    const input = tensor2d([[1, 2]]);
    const error = await rejection(view.gradient?.(input, input) as Promise<Tensor>);
    expect(error).toBeInstanceOf(ModelError);
    expect(error.message).toBe(`The model's gradient has shape ${shape}; expected the input's, [1,2].`);
    input.dispose();
  });
});

test.each([undefined, null, 3, 'model.json', {}, Promise.resolve(1), { predict: () => scalar(1) }])(
  '%p is no model',
  (model) => {
    expect(() => toModelView(model as unknown as Model)).toThrow(ModelError);
    expect(() => toModelView(model as unknown as Model)).toThrow('expected a function');
  },
);

describe('checkFeatures', () => {
  test('lets feature maps of any rank pass, for the first part of a model', async () => {
    const view = toModelView((x) => x, checkFeatures);
    const maps = zeros([2, 3, 3, 4]);
    const features = await view.predict(maps);
    expect(features.shape).toEqual([2, 3, 3, 4]);
    features.dispose();
    maps.dispose();
  });

  test('refuses all else', async () => {
    const error = await rejection(predict(toModelView((x) => sum(x, 1), checkFeatures)));
    expect(error).toBeInstanceOf(ModelError);
    expect(error.message).toContain('The feature layers returned a tensor of shape [2]');
  });
});
