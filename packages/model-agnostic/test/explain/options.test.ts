import '@tensorflow/tfjs-backend-cpu';
import { mean, ones, slice, sum, type Tensor } from '@tensorflow/tfjs-core';
import { ValueError } from 'xai-base';
import {
  explainImage,
  explainTabular,
  explainText,
  explainTimeseries,
  gridSegments,
  KernelSHAP,
  LIME,
  RISE,
  wordTokenizer,
} from '../../src';

const total = (x: Tensor) => sum(x, 1, true);
const brightness = (x: Tensor) => mean(x, [1, 2]);
const lengths = (texts: string[]) => texts.map((text) => [text.length]);
const methods = ['RISE', 'LIME', 'KernelSHAP'] as const;

type Explain = (options: never) => Promise<unknown>;

const functions: Record<string, Explain> = {
  explainTabular: (options) => explainTabular(total, [1, 2], options),
  explainImage: async (options) => {
    const image = ones([2, 2, 1]);
    return explainImage(brightness, image, options).finally(() => image.dispose());
  },
  explainTimeseries: (options) => explainTimeseries((x) => sum(x, 1), [[1], [2], [3]], options),
  explainText: (options) => explainText(lengths, 'a word', options),
};

const each = Object.keys(functions).flatMap((name) => methods.map((method) => [name, method] as const));

describe('what does not exist is named, not ignored', () => {
  it.each(each)('in the options of %s by %s', async (name, method) => {
    for (const [wrong, right] of [
      ['n_masks', undefined],
      ['batchsize', 'batchSize'],
      ['Labels', 'labels'],
      ['training_data_kmeans', undefined],
    ]) {
      const failed = functions[name]({ method, [wrong as string]: 5 } as never);
      await expect(failed).rejects.toThrow(ValueError);
      await expect(failed).rejects.toMatchObject({ argument: wrong, value: 5 });
      await expect(failed).rejects.toThrow(`${name} by ${method} has no option "${wrong}"`);
      if (right) await expect(failed).rejects.toThrow(`did you mean ${right}?`);
    }
  });

  it('in the settings of analyzers', () => {
    expect(() => new RISE(total, { mask: 5 } as never)).toThrow('RISE has no option "mask"; did you mean masks?');
    expect(() => new LIME(total, { masks: 5 } as never)).toThrow('LIME has no option "masks"');
    expect(() => new KernelSHAP(total, { nsamples: 5 } as never)).toThrow('did you mean samples?');
  });

  it.each([
    ['RISE', { samples: 50 }],
    ['RISE', { link: 'logit' }],
    ['LIME', { masks: 50 }],
    ['LIME', { targetError: 1 }],
    ['KernelSHAP', { keepProbability: 0.5 }],
    ['KernelSHAP', { kernelWidth: 1 }],
  ] as const)('also when it is a setting of another method than %s: %o', async (method, settings) => {
    for (const explain of Object.values(functions)) {
      await expect(explain({ method, ...settings } as never)).rejects.toThrow(`by ${method} has no option`);
    }
  });

  it('nor are options that belong to another kind of input', async () => {
    await expect(functions.explainImage({ method: 'RISE', mode: 'regression' } as never)).rejects.toThrow('mode');
    await expect(functions.explainTabular({ method: 'RISE', segments: 3 } as never)).rejects.toThrow('segments');
    await expect(functions.explainText({ method: 'RISE', channels: 'apart' } as never)).rejects.toThrow('channels');
    await expect(functions.explainTimeseries({ method: 'RISE', hide: 'drop' } as never)).rejects.toThrow('hide');
  });

  it.each(Object.keys(functions))(
    'and %s says what it expects instead of no options, methods and labels',
    async (name) => {
      const explain = functions[name] as (options: unknown) => Promise<unknown>;
      await expect(explain(undefined)).rejects.toThrow('options is undefined; expected an object with a method');
      await expect(explain({ method: 'SHAP' })).rejects.toThrow(
        'method is "SHAP"; expected one of RISE, LIME, KernelSHAP',
      );
      await expect(explain({ method: 'toString' })).rejects.toThrow('method is "toString"');
      await expect(explain({ method: 'LIME', labels: 1 })).rejects.toThrow('labels is 1; expected an array');
    },
  );
});

it('takes every option that there is', async () => {
  const analysis = { batchSize: 8, seed: 1, onProgress: () => undefined, signal: new AbortController().signal };
  const trainingData = [
    [0, 0],
    [2, 4],
  ];
  const table = { mode: 'regression', trainingData, categorical: [1], featureNames: ['a', 'b'], ...analysis } as const;
  for (const options of [
    { method: 'RISE', masks: 20, keepProbability: 0.5, maskType: 'median', ...table },
    { method: 'LIME', samples: 20, discretizer: 'decile', ...table },
    { method: 'KernelSHAP', link: 'identity', maskType: 'median', ...table },
  ] as const) {
    const [explanation] = await explainTabular(total, [1, 2], options);
    explanation.dispose();
  }
  const text = {
    method: 'KernelSHAP',
    tokenizer: wordTokenizer(),
    hide: 'drop',
    modelInput: 'texts',
    ...analysis,
  } as const;
  for (const explanation of await explainText(lengths, 'a word', text)) explanation.dispose();
  const image = ones([2, 2, 1]);
  const picture = {
    method: 'LIME',
    samples: 20,
    segmenter: gridSegments(2),
    channelsFirst: false,
    ...analysis,
  } as const;
  for (const explanation of await explainImage(brightness, image, picture)) explanation.dispose();
  image.dispose();
});

describe('names and columns are counted', () => {
  const explain = (options: object) => explainTabular((x) => slice(x, [0, 0], [-1, 1]), [1, 2, 3], options as never);

  it.each(methods)('by %s', async (method) => {
    const trainingData = [
      [0, 0, 0],
      [1, 2, 4],
    ];
    for (const featureNames of [['a'], ['a', 'b', 'c', 'd'], 'abc'])
      await expect(explain({ method, featureNames, trainingData })).rejects.toThrow('expected 3 names, one a column');
    for (const categorical of [[3], [-1], [0.5], 1])
      await expect(explain({ method, categorical })).rejects.toThrow('expected an array of columns from 0 to 2');
    await expect(explain({ method, trainingData: [[1, 2]] })).rejects.toThrow('expected [rows, 3]');
    await expect(explain({ method, maskType: 'mean' })).rejects.toThrow('maskType is "mean"; expected none');
    await expect(explain({ method, trainingData, maskType: 'mode' })).rejects.toThrow('maskType is "mode"');
  });
});
