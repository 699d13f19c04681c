import { setBackend, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { type LayersModel, layers, sequential } from '@tensorflow/tfjs-layers';
import { analyze, TopNFeatures, XaiError } from 'xai-base';
import { describeBackends } from '../../../tooling/jest/backends';
import {
  AlphaBetaRule,
  Composite,
  CRP,
  EpsilonGammaBox,
  EpsilonPlus,
  EpsilonPlusFlat,
  EpsilonRule,
  FirstLayerMap,
  FirstNTypeMap,
  FlatRule,
  GammaRule,
  GlobalMap,
  LastLayerMap,
  LayerMap,
  LRP,
  type LRPAnalyzeOptions,
  lrpRules,
  ModelCheckError,
  NameMap,
  RangeMap,
  RangeTypeMap,
  showLayerIndices,
  ZBoxRule,
  ZeroRule,
  ZPlusRule,
} from '../src';
import { branchedNetwork, disposeNetwork, plainNetwork } from './support/networks';

const { dense } = layers;

beforeAll(async () => {
  await setBackend('cpu');
});

function messageOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(XaiError);
    return (error as Error).message;
  }
  throw new Error('nothing was thrown');
}

describe('composites', () => {
  let network: LayersModel;
  let branched: LayersModel;
  beforeAll(() => {
    network = plainNetwork(1);
    branched = branchedNetwork(1);
  });
  afterAll(() => {
    disposeNetwork(network);
    disposeNetwork(branched);
  });

  const names = (composite: Composite) => lrpRules(network, composite).map(String);

  test('later primitives win', () => {
    const composite = new Composite(
      new GlobalMap(new ZeroRule()),
      new RangeMap(2, 4, new GammaRule(0.5)),
      new RangeTypeMap(0, 3, ['Conv2D', new ZPlusRule()]),
      new FirstNTypeMap(1, [['Conv2D'], new FlatRule()]),
      new LastLayerMap(new EpsilonRule(0.5)),
      new LayerMap(5, new EpsilonRule(0.25)),
      new NameMap(['relu1', new GammaRule(1)]),
    );
    expect(names(composite)).toEqual([
      'FlatRule',
      'GammaRule(1)',
      'GammaRule(0.5)',
      'ZPlusRule',
      'GammaRule(0.5)',
      'EpsilonRule(0.25)',
      'EpsilonRule(0.5)',
    ]);
  });

  test('the rules of a composite serve as a list', () => {
    const rules = lrpRules(network, new EpsilonPlusFlat());
    expect(rules.map(String)).toEqual(lrpRules(network, rules).map(String));
    expect(new LRP(network, rules)).toBeInstanceOf(LRP);
  });

  test('layers are found in nested models, by index, name and path', () => {
    const rules = (composite: Composite) =>
      Object.fromEntries(
        [...new LRP(branched, composite).network.layers].map(([{ path }, { rule }]) => [path, String(rule)]),
      );
    const indices = showLayerIndices(branched);
    expect(indices).toContain('inner/point (Conv2D)');
    const index = branched.layers.findIndex(({ name }) => name === 'inner');
    const byIndex = rules(new Composite(new LayerMap(index, new GammaRule())));
    expect(byIndex['inner/point']).toBe('GammaRule(0.25)');
    expect(byIndex['inner/rectified']).toBe('GammaRule(0.25)');
    expect(rules(new Composite(new LayerMap('inner/point', new GammaRule())))['inner/point']).toBe('GammaRule(0.25)');
    expect(rules(new Composite(new NameMap(['point', new GammaRule()])))['inner/point']).toBe('GammaRule(0.25)');
    expect(rules(new Composite(new NameMap(['inner/point', new GammaRule()])))['inner/point']).toBe('GammaRule(0.25)');
    expect(messageOf(() => rules(new Composite(new LayerMap('none', new GammaRule()))))).toMatch(/none is not in/);
  });

  test('the first layers are counted from the first behind the input', () => {
    expect(branched.layers[0].getClassName()).toBe('InputLayer');
    const assigned = (count: number) => {
      const composite = new Composite(new FirstNTypeMap(count, ['Conv2D', new FlatRule()]));
      return lrpRules(branched, composite).flatMap((rule, index) => (rule instanceof FlatRule ? [index] : []));
    };
    expect(assigned(0)).toEqual([]);
    expect(assigned(1)).toEqual([1]);
    expect(assigned(2)).toEqual([1, 2]);
  });

  test('are printed', () => {
    expect(String(new EpsilonPlus())).toContain('Dense => EpsilonRule(0.000001)');
    expect(String(new Composite(new FirstLayerMap(new FlatRule())))).toBe(
      'Composite(\n  FirstLayerMap: the first layer => FlatRule,\n)',
    );
    const lines = String(new LRP(network, new EpsilonPlusFlat())).split('\n');
    expect(lines).toHaveLength(network.layers.length + 2);
    expect(lines[1]).toMatch(/conv1 \(Conv2D\) +=> FlatRule/);
  });

  test('take what they are made for', () => {
    expect(messageOf(() => new Composite('ZeroRule' as never))).toMatch(/expected primitives/);
    expect(messageOf(() => new AlphaBetaRule(2, 2))).toMatch(/alpha - beta = 1/);
    expect(messageOf(() => new EpsilonRule(-1))).toMatch(/epsilon is -1/);
    expect(messageOf(() => new ZBoxRule(1, 0))).toMatch(/the lower first/);
    expect(messageOf(() => new RangeMap(3, 1, new ZeroRule()))).toMatch(/the lower first/);
    expect(messageOf(() => new LRP(network, [new ZeroRule()]))).toMatch(/1 rules given; expected 7 rules/);
  });
});

test('each analysis tells the details that it is asked for, and no others', async () => {
  const model = plainNetwork(1);
  const batch = tensor(new Float32Array(128).fill(0.5), [1, 8, 8, 2]);
  const lrp = new LRP(model);
  const asked: LRPAnalyzeOptions[] = [
    { layerwiseRelevances: true },
    { conservation: true },
    { layerwiseRelevances: true, conservation: true },
    { layerwiseRelevances: true, conservation: false },
    { layerwiseRelevances: ['conv2', 'logits'] },
    {},
  ];
  for (const options of [...asked, ...asked]) {
    const explanation = await analyze(batch, lrp, 0, options);
    const told = Object.entries(options).flatMap(([name, isAsked]) => (isAsked ? [name] : []));
    expect(Object.keys(explanation.extras ?? {}).sort()).toEqual([...told, 'unit'].sort());
    const { layerwiseRelevances: names } = options;
    if (Array.isArray(names)) expect(Object.keys(explanation.extras?.layerwiseRelevances as object)).toEqual(names);
    explanation.dispose();
  }
  await expect(analyze(batch, lrp, 0, { layerwiseRelevances: ['conv9'] })).rejects.toThrow(/conv9/);
  batch.dispose();
  model.dispose();
});

test('relevance says its unit: a share of the output, or the output', async () => {
  const model = plainNetwork(1);
  const batch = tensor(new Float32Array(128).fill(0.5), [1, 8, 8, 2]);
  for (const [options, unit] of [
    [{}, 'share of the output'],
    [{ normalizeOutputRelevance: true }, 'share of the output'],
    [{ normalizeOutputRelevance: false }, 'output'],
  ] as const) {
    for (const conservation of [true, false]) {
      const explanation = await analyze(batch, new LRP(model, undefined, options), 0, {
        conservation,
      } as LRPAnalyzeOptions);
      expect(explanation.extras?.unit).toBe(unit);
      explanation.dispose();
    }
  }
  batch.dispose();
  model.dispose();
});

describe('the model check', () => {
  test('lists every layer with its verdict', () => {
    class Strange extends layers.Layer {
      static className = 'Strange';
    }
    const model = sequential({ layers: [dense({ units: 3, inputShape: [2], name: 'known' })] });
    model.add(new Strange({ name: 'odd' }));
    const message = messageOf(() => new LRP(model));
    expect(message).toContain('✓ known (Dense)');
    expect(message).toContain("✗ odd (Strange): unknown layer; registerLayer('Strange'");
    model.dispose();
  });

  test('knows a rule that is not made for its layer', () => {
    class Picky extends ZeroRule {
      override isCompatible(): boolean {
        return false;
      }
    }
    const model = sequential({ layers: [dense({ units: 3, inputShape: [2] })] });
    expect(() => new LRP(model, [new Picky()])).toThrow(ModelCheckError);
    model.dispose();
  });

  test('asks to strip a softmax, unless it is skipped', () => {
    const model = sequential({ layers: [dense({ units: 3, inputShape: [2], activation: 'softmax' })] });
    expect(messageOf(() => new LRP(model))).toContain('stripSoftmax(model)');
    expect(new LRP(model, undefined, { skipChecks: true })).toBeInstanceOf(LRP);
    model.dispose();
  });

  test('prints the rules when asked to', () => {
    const print = jest.spyOn(console, 'info').mockImplementation();
    const model = sequential({ layers: [dense({ units: 3, inputShape: [2], name: 'only' })] });
    expect(new LRP(model, undefined, { verbose: true }).name).toBe('LRP');
    expect(print).toHaveBeenCalledWith(expect.stringContaining('only (Dense) => ZeroRule'));
    print.mockRestore();
    model.dispose();
  });
});

describeBackends('CRP', () => {
  test.each([
    [1, 1, 1],
    [2, 2, 1],
    [3, 3, 1],
    [5, 3, 1],
    [6, 6, 2],
    [undefined, 12, 4],
  ])('under the batch size %s, %i rows share a pass, of %i samples', async (batchSize, rows, samples) => {
    const seen: number[] = [];
    class CountingRule extends ZeroRule {
      override modifyInput(input: Tensor): Tensor {
        seen.push(input.shape[0]);
        return input;
      }
    }
    const model = plainNetwork(1);
    const lrp = new LRP(model, new Composite(new LayerMap('conv1', new CountingRule())));
    const batch = tensor(new Float32Array(512).fill(0.5), [4, 8, 8, 2]);
    const done: number[] = [];
    const onProgress = (progress: { done: number }) => done.push(progress.done);
    const crp = new CRP(lrp, 'conv2', new TopNFeatures(3));
    const explanation = await analyze(batch, crp, 0, { batchSize, onProgress });
    expect(explanation.val.shape[0]).toBe(12);
    expect(Math.max(...seen)).toBe(rows);
    expect(done[0]).toBe(samples);
    for (const one of [explanation, batch]) one.dispose();
    model.dispose();
  });

  test('refuses layers and features that are not there', async () => {
    const model = plainNetwork(1);
    const lrp = new LRP(model, new EpsilonGammaBox(-3, 3));
    const batch = tensor(new Float32Array(128).fill(0.5), [1, 8, 8, 2]);
    expect(messageOf(() => new CRP(lrp, 'none', new TopNFeatures(1)))).toMatch(/"none" is not in the model/);
    expect(messageOf(() => new CRP(lrp, {}))).toMatch(/expected a layer with features/);
    await expect(analyze(batch, new CRP(lrp, 'conv1', new TopNFeatures(5)))).rejects.toThrow(/4 features/);
    await expect(analyze(batch, new CRP(lrp, { conv1: [4] }))).rejects.toThrow(/4 features/);
    batch.dispose();
    model.dispose();
  });

  test('names the features that it shows', async () => {
    const model = plainNetwork(1);
    const batch = tensor(
      new Float32Array(256).map((_, index) => Math.sin(index)),
      [2, 8, 8, 2],
    );
    const explanation = await analyze(batch, new CRP(new LRP(model), 'conv2', new TopNFeatures(2)));
    const features = explanation.extras?.features as number[][];
    expect(features.map((one) => one.length)).toEqual([2, 2]);
    expect(explanation.val.shape).toEqual([4, 8, 8, 2]);
    expect(explanation.analyzer).toBe('CRP');
    explanation.dispose();
    batch.dispose();
    model.dispose();
  });
});

test('a model of several outputs is refused', () => {
  const model = sequential({ layers: [dense({ units: 3, inputShape: [2] })] });
  const [twice] = [
    { ...model, layers: model.layers, inputs: model.inputs, outputs: [...model.outputs, ...model.outputs] },
  ];
  expect(messageOf(() => new LRP(Object.assign(Object.create(model), twice)))).toMatch(/2 outputs; expected one/);
  model.dispose();
});
