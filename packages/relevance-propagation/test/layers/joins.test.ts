import { slice, type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import { input, layers, model as makeModel, sequential } from '@tensorflow/tfjs-layers';
import { analyze, MaskSelector, RandomStream } from 'xai-base';
import { describeBackends } from '../../../../tooling/jest/backends';
import { Composite, canonize, GlobalMap, GradientRule, LayerNormRule, LRP, PassRule } from '../../src';
import { randomizeWeights, randomTensor } from '../support/random';

describeBackends('joins and normalization', () => {
  test('a gate gets no relevance, what it lets through gets all', async () => {
    const x = input({ shape: [2] });
    const gate = layers.dense({ units: 2, activation: 'sigmoid', name: 'gate' }).apply(x);
    const signal = layers.dense({ units: 2, name: 'signal', useBias: false }).apply(x);
    const outputs = layers.multiply().apply([gate, signal] as never);
    const model = makeModel({ inputs: x, outputs: outputs as never });
    randomizeWeights(model, 1);
    const batch = tensor([[1, -2]]);
    const explanation = await analyze(batch, new LRP(model), 0, { layerwiseRelevances: true });
    const relevances = explanation.extras?.layerwiseRelevances as Record<string, typeof batch>;
    expect(Array.from(await relevances.gate.data())).toEqual([0, 0]);
    expect(Array.from(await relevances.signal.data())).toEqual([1, 0]);
    explanation.dispose();
    batch.dispose();
    model.dispose();
  });

  test('factors that are no gates share relevance equally', async () => {
    const x = input({ shape: [2] });
    const [first, second] = ['first', 'second'].map((name) => layers.dense({ units: 2, name }).apply(x));
    const outputs = layers.multiply().apply([first, second] as never);
    const model = makeModel({ inputs: x, outputs: outputs as never });
    const batch = tensor([[1, -2]]);
    const explanation = await analyze(batch, new LRP(model), 0, { layerwiseRelevances: true });
    const relevances = explanation.extras?.layerwiseRelevances as Record<string, typeof batch>;
    for (const name of ['first', 'second']) expect(Array.from(await relevances[name].data())).toEqual([0.5, 0]);
    explanation.dispose();
    batch.dispose();
    model.dispose();
  });

  const ranks: Record<string, () => unknown> = {
    add: () => layers.add(),
    average: () => layers.average(),
    multiply: () => layers.multiply(),
    maximum: () => layers.maximum(),
    minimum: () => layers.minimum(),
  };

  test.each(Object.keys(ranks))('%s of inputs of different rank takes each sample for itself', async (kind) => {
    const x = input({ shape: [2, 3] });
    const row = layers.dense({ units: 3, name: 'row' }).apply(layers.flatten().apply(x)); // [batch, 3]
    const join = ranks[kind]() as ReturnType<typeof layers.add>;
    const joined = layers.flatten().apply(join.apply([x, row] as never));
    const model = makeModel({ inputs: x, outputs: layers.dense({ units: 1 }).apply(joined) as never });
    randomizeWeights(model, 2);
    const batch = randomTensor([3, 2, 3], new RandomStream(5));
    for (const rules of [undefined, new Composite(new GlobalMap(new GradientRule()))]) {
      const lrp = new LRP(model, rules, { normalizeOutputRelevance: false });
      const whole = await analyze(batch, lrp);
      const values = Array.from(await whole.val.data());
      for (const size of [1, 2]) {
        const part = slice(batch, 0, size);
        const explanation = await analyze(part, lrp);
        const alone = Array.from(await explanation.val.data());
        alone.forEach((value, index) => {
          expect(value).toBeCloseTo(values[index], 4);
        });
        for (const one of [part, explanation]) one.dispose();
      }
      whole.dispose();
    }
    batch.dispose();
    model.dispose();
  });

  test('without biases, relevance through a sum of different ranks is input * gradient', async () => {
    const x = input({ shape: [2, 3] });
    const row = layers.dense({ units: 3, useBias: false, kernelInitializer: 'ones' }).apply(layers.flatten().apply(x));
    const sum = layers.flatten().apply(layers.add().apply([x, row] as never));
    const ones = layers.dense({ units: 1, useBias: false, kernelInitializer: 'ones' });
    const model = makeModel({ inputs: x, outputs: ones.apply(sum) as never });
    const batch = tensor([1, 2, 3, 4, 5, 6, -1, 0.5, 2, 1, 0, 3], [2, 2, 3]);
    const explanation = await analyze(batch, new LRP(model, undefined, { normalizeOutputRelevance: false }));
    const values = await explanation.val.data();
    // each input counts once itself, and in each of the three columns of two rows
    Array.from(await batch.data()).forEach((value, index) => {
      expect(values[index]).toBeCloseTo(7 * value, 4);
    });
    for (const one of [batch, explanation]) one.dispose();
    model.dispose();
  });

  test('of equal inputs of Maximum, the first takes all', async () => {
    const [x, y] = [input({ shape: [3] }), layers.reLU({ name: 'rectified' })];
    const outputs = layers
      .maximum()
      .apply([layers.activation({ activation: 'linear', name: 'same' }).apply(x), y.apply(x)] as never);
    const model = makeModel({ inputs: x, outputs: outputs as never });
    const batch = tensor([[1, -2, 3]]);
    const mask = tensor([[1, 1, 1]]);
    const explanation = await analyze(batch, new LRP(model), new MaskSelector(mask), { layerwiseRelevances: true });
    const relevances = explanation.extras?.layerwiseRelevances as Record<string, typeof batch>;
    expect(Array.from(await relevances.same.data())).toEqual([1, 0, 1]);
    expect(Array.from(await relevances.rectified.data())).toEqual([0, 1, 0]);
    for (const one of [explanation, batch, mask]) one.dispose();
    model.dispose();
  });

  test('layer normalization propagates the subtraction of the mean, and conserves relevance', async () => {
    const model = sequential({ layers: [layers.layerNormalization({ inputShape: [4], scale: false, center: false })] });
    const batch = tensor([[1, 3, -2, 6]]); // mean 2
    const mask = tensor([[1, 0, 0, 0]]);
    const explanation = await analyze(batch, new LRP(model, [new LayerNormRule()]), new MaskSelector(mask));
    const values = await explanation.val.data();
    // the first output is (1 - 2) / std = (3/4 * 1 - 1/4 * 3 - 1/4 * -2 - 1/4 * 6) / std
    [-0.75, 0.75, -0.5, 1.5].forEach((expected, index) => {
      expect(values[index]).toBeCloseTo(expected, 5);
    });
    for (const one of [explanation, batch, mask]) one.dispose();
    model.dispose();
  });

  test('batch normalization of another axis than the last', async () => {
    const normalization = layers.batchNormalization({ axis: 1, inputShape: [2, 2, 3], epsilon: 0 });
    const means = layers.globalAveragePooling2d({ dataFormat: 'channelsLast' });
    const model = sequential({ layers: [normalization, layers.permute({ dims: [2, 3, 1] }), means] });
    // gamma, beta, mean, variance: 1 (x - 0.5) + 0 and 2 (x + 0.5) / 2 + 1
    tidy(() => model.setWeights([tensor([1, 2]), tensor([0, 1]), tensor([0.5, -0.5]), tensor([1, 4])]));
    const batch = tensor([1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2], [1, 2, 2, 3]);
    const lrp = new LRP(model, undefined, { normalizeOutputRelevance: false });
    const explanation = await analyze(batch, lrp, 1, { conservation: true });
    expect(Array.from(await explanation.output.data())).toEqual([0.5, 3.5]);
    const values = Array.from(await explanation.val.data());
    expect(values).toEqual([0, 0, 0, 0, 0, 0, ...Array(6).fill(expect.closeTo(2 / 6, 5))]);
    for (const one of [batch, explanation]) one.dispose();
    model.dispose();
  });

  test('normalizations at each time', async () => {
    const atEachTime = (layer: unknown, more = {}) => layers.timeDistributed({ layer: layer as never, ...more });
    const model = sequential({
      layers: [
        atEachTime(layers.layerNormalization(), { inputShape: [3, 5] }),
        atEachTime(layers.batchNormalization()),
        layers.flatten(),
        layers.dense({ units: 2 }),
      ],
    });
    randomizeWeights(model, 1);
    const batch = randomTensor([2, 3, 5], new RandomStream(3));
    const output = model.predict(batch) as Tensor;
    const explanation = await analyze(batch, new LRP(model));
    const [expected, actual] = await Promise.all([output, explanation.output].map((one) => one.data()));
    expect(Array.from(actual)).toEqual(Array.from(expected, (value) => expect.closeTo(value, 4)));
    for (const one of [batch, output, explanation]) one.dispose();
    model.dispose();
  });

  test.each([[[1]], [[1, 2]], [[2]], [[-2]]])('layer normalization of the axes %j', async (axis) => {
    const model = sequential({
      layers: [layers.layerNormalization({ axis, inputShape: [3, 3] }), layers.flatten(), layers.dense({ units: 2 })],
    });
    randomizeWeights(model, 1);
    const batch = randomTensor([2, 3, 3], new RandomStream(3));
    const output = model.predict(batch) as Tensor;
    const explanation = await analyze(batch, new LRP(model), undefined, { conservation: true });
    const [expected, actual] = await Promise.all([output, explanation.output].map((one) => one.data()));
    expect(Array.from(actual)).toEqual(Array.from(expected, (value) => expect.closeTo(value, 4)));
    const copy = canonize(model);
    const again = copy.predict(batch) as Tensor;
    expect(Array.from(await again.data())).toEqual(Array.from(expected, (value) => expect.closeTo(value, 4)));
    for (const one of [batch, output, explanation, again]) one.dispose();
    copy.dispose();
    model.dispose();
  });

  test('dense layers of sequences share relevance at each time step', async () => {
    const model = sequential({
      layers: [
        layers.dense({ units: 3, inputShape: [4, 2], useBias: false }),
        layers.layerNormalization(),
        layers.reshape({ targetShape: [12] }),
      ],
    });
    randomizeWeights(model, 4);
    const batch = randomTensor([1, 4, 2], new RandomStream(2));
    const mask = tensor([[0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]]);
    const explanation = await analyze(batch, new LRP(model), new MaskSelector(mask));
    const values = Array.from(await explanation.val.data());
    expect(values.filter((value) => value !== 0)).toHaveLength(2);
    expect(values[2] * values[3]).not.toBe(0);
    for (const one of [explanation, batch, mask]) one.dispose();
    model.dispose();
  });

  test('PassRule refuses a layer that changes the number of elements', async () => {
    const model = sequential({ layers: [layers.dense({ units: 3, inputShape: [2] })] });
    const batch = tensor([[1, 2]]);
    await expect(analyze(batch, new LRP(model, [new PassRule()]))).rejects.toThrow(/as many elements/);
    batch.dispose();
    model.dispose();
  });
});
