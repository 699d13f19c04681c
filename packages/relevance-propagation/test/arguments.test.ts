import { dispose, mul, ones, setBackend, type Tensor, tensor, tidy, zeros } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { input, layers, model as makeModel, sequential } from '@tensorflow/tfjs-layers';
import { analyze, IndexedFeatures, ModelError, type OutputSelection, XaiError } from 'xai-base';
import {
  ActMax,
  AlphaBetaRule,
  attributionGraph,
  BetaSmooth,
  Composite,
  CRP,
  canonize,
  cropMaxima,
  EpsilonAlpha2Beta1,
  EpsilonAlpha2Beta1Flat,
  EpsilonGammaBox,
  EpsilonPlus,
  EpsilonPlusFlat,
  EpsilonRule,
  FirstLayerMap,
  FirstNTypeMap,
  FlatRule,
  GammaRule,
  GlobalMap,
  GlobalTypeMap,
  inspectLayers,
  LayerMap,
  LRP,
  lrpRules,
  NameMap,
  RangeMap,
  RangeTypeMap,
  RelMax,
  receptiveField,
  registerActivation,
  registerLayer,
  showLayerIndices,
  stripSoftmax,
  WSquareRule,
  ZBoxRule,
  ZeroRule,
} from '../src';

/** What JavaScript lets users write. */
// biome-ignore lint/suspicious/noExplicitAny: any value is tried
type Anything = any;

beforeAll(() => setBackend('cpu'));

const network = () =>
  sequential({
    layers: [layers.dense({ units: 3, inputShape: [2], name: 'hidden' }), layers.dense({ units: 2, name: 'logits' })],
  });

const zero = new ZeroRule();

/** What is refused at once, and what the message says. */
const refused: [code: string, attempt: (model: Anything) => unknown, message: RegExp][] = [
  ['new LRP(5)', () => new LRP(5 as Anything), /model is 5; expected a function/],
  ['new LRP(undefined)', () => new LRP(undefined as Anything), /model is undefined/],
  ['lrpRules(function)', () => lrpRules(((x: unknown) => x) as Anything), /example is undefined; expected an input/],
  [
    'new LRP(model, rules, { gates }) of layers',
    (model) => new LRP(model, undefined, { gates: 'constant' }),
    /LRP has no option "gates"/,
  ],
  [
    'new LRP(function, rules, { gates: 5 })',
    () => new LRP(((x: unknown) => x) as Anything, undefined, { gates: 5 as Anything }),
    /gates is 5; expected constant or relevant/,
  ],
  ['canonize({})', () => canonize({} as Anything), /model is an empty object; expected a tfjs-layers model/],
  ['stripSoftmax(null)', () => stripSoftmax(null as Anything), /model is null/],
  ['inspectLayers([])', () => inspectLayers([] as Anything), /model is \[\]/],
  ['lrpRules({}, rules)', () => lrpRules({} as Anything, new EpsilonPlus()), /model is an empty object/],
  ['showLayerIndices(2)', () => showLayerIndices(2 as Anything), /model is 2/],
  ['lrpRules(model, 5)', (model) => lrpRules(model, 5 as Anything), /rules is 5; expected a composite/],
  ['new LRP(model, {})', (model) => new LRP(model, {} as Anything), /rules is an empty object/],
  ['new LRP(model, null)', (model) => new LRP(model, null as Anything), /rules is null/],
  ['new LRP(model, rule)', (model) => new LRP(model, zero as Anything), /new Composite\(new GlobalMap\(rule\)\)/],
  ['new LRP(model, [5])', (model) => new LRP(model, [5] as Anything), /rules\[0\] is 5; expected a rule/],
  ['a hole in the rules', (model) => new LRP(model, [zero, undefined] as Anything), /rules\[1\] is undefined/],
  ['the class of a rule', (model) => new LRP(model, [zero, ZeroRule] as Anything), /rules\[1\] is the class ZeroRule;/],
  ['too few rules', (model) => new LRP(model, [zero]), /1 rules given; expected 2 rules, .*hidden, logits/],
  [
    'an option of LRP',
    (model) => new LRP(model, undefined, { skipCheck: true } as Anything),
    /did you mean skipChecks\?/,
  ],
  [
    'a value of an option',
    (model) => new LRP(model, undefined, { normalizeOutputRelevance: 'no' } as Anything),
    /normalizeOutputRelevance is "no"; expected true or false/,
  ],
  [
    'new CRP(undefined, ...)',
    () => new CRP(undefined as Anything, 'hidden', new IndexedFeatures(0)),
    /lrp is undefined/,
  ],
  ['new CRP(model, ...)', (model) => new CRP(model, 'hidden', new IndexedFeatures(0)), /lrp is a Sequential; expected/],
  ['new CRP(lrp)', (model) => new CRP(new LRP(model), undefined as Anything, new IndexedFeatures(0)), /undefined/],
  ['CRP without features', (model) => new CRP(new LRP(model), 'hidden', undefined as Anything), /CRP got undefined/],
  [
    'CRP with a number',
    (model) => new CRP(new LRP(model), { hidden: 1 } as Anything),
    /an object with the keys hidden/,
  ],
  ['CRP without layers', (model) => new CRP(new LRP(model), {}), /CRP got an empty object/],
  [
    'CRP at no layer',
    (model) => new CRP(new LRP(model), 'hiden', new IndexedFeatures(0)),
    /Layer "hiden" .*did you mean hidden\? Its layers: hidden, logits/,
  ],
  ['new RelMax({}, ...)', () => new RelMax({} as Anything, 'hidden'), /lrp is an empty object/],
  ['new ActMax(...) of a half', (model) => new ActMax(new LRP(model), 'hidden', 0.5), /count is 0.5/],
  ['GlobalTypeMap(2)', () => new GlobalTypeMap(2 as Anything), /GlobalTypeMap got 2; expected lines/],
  [
    'a line without brackets',
    () => new GlobalTypeMap('Dense' as Anything, zero as Anything),
    /got "Dense"; expected lines/,
  ],
  ['no type', () => new GlobalTypeMap([[], zero]), /got \[\]/],
  ['a type that is a number', () => new GlobalTypeMap([7, zero] as Anything), /got 7/],
  [
    'no rule of a type',
    () => new GlobalTypeMap(['Dense', 'zero'] as Anything),
    /the rule of Dense is "zero"; expected a rule/,
  ],
  ['a misspelt type', () => new GlobalTypeMap(['Conv2d', zero]), /"Conv2d".* did you mean Conv2D\?/],
  [
    'a misspelt type in a group',
    () => new FirstNTypeMap(2, [['Dense', 'Dens'], zero]),
    /"Dens".* did you mean Dense\?/,
  ],
  ['an unknown type', () => new GlobalTypeMap(['Attention', zero]), /registerLayer\("Attention", \.\.\.\)/],
  ['a group in quotes', () => new GlobalTypeMap(['ConvLayer', zero]), /the group ConvLayer, without quotes/],
  ['new GlobalMap()', () => new GlobalMap(undefined as Anything), /rule is undefined; expected a rule/],
  ['new FirstLayerMap(class)', () => new FirstLayerMap(FlatRule as Anything), /rule is the class FlatRule/],
  ['a range of words', () => new RangeMap('a' as Anything, 3, zero), /The range "a" to 3/],
  ['a range backwards', () => new RangeTypeMap(3, 2, ['Dense', zero]), /The range 3 to 2/],
  ['new NameMap(name)', () => new NameMap('hidden' as Anything), /NameMap got "hidden"/],
  ['NameMap without rule', () => new NameMap(['hidden', 3] as Anything), /the rule of hidden is 3/],
  ['new Composite(rule)', () => new Composite(zero as Anything), /Composite got a ZeroRule; expected primitives/],
  [
    'a name that the model does not have',
    (model) => new LRP(model, new Composite(new NameMap([['hidden', 'logit'], zero]))),
    /NameMap: layer logit .*did you mean logits\? Its layers: 0 hidden, 1 logits/,
  ],
  [
    'LayerMap(7)',
    (model) => new LRP(model, new Composite(new LayerMap(7, zero))),
    /layer 7 is not in the model\. Its layers: 0 h/,
  ],
  ['RangeMap(7, 9)', (model) => new LRP(model, new Composite(new RangeMap(7, 9, zero))), /RangeMap: layer 7 is not/],
  [
    'RangeTypeMap(7, 9)',
    (model) => new LRP(model, new Composite(new RangeTypeMap(7, 9, ['Dense', zero]))),
    /RangeTypeMap: layer 7 is not/,
  ],
  ['EpsilonPlus', () => new EpsilonPlus({ eps: 1 } as Anything), /EpsilonPlus has no option "eps"; .*epsilon/],
  [
    'EpsilonAlpha2Beta1',
    () => new EpsilonAlpha2Beta1({ alpha: 1 } as Anything),
    /EpsilonAlpha2Beta1 has no option "alpha"/,
  ],
  [
    'EpsilonPlusFlat',
    () => new EpsilonPlusFlat({ epsillon: 1 } as Anything),
    /EpsilonPlusFlat .*did you mean epsilon\?/,
  ],
  ['EpsilonAlpha2Beta1Flat', () => new EpsilonAlpha2Beta1Flat(0.1 as Anything), /EpsilonAlpha2Beta1Flat was given 0.1/],
  [
    'EpsilonGammaBox',
    () => new EpsilonGammaBox(0, 1, { gama: 1 } as Anything),
    /EpsilonGammaBox .*did you mean gamma\?/,
  ],
  ['WSquareRule', () => new WSquareRule({ biass: true } as Anything), /WSquareRule .*did you mean bias\?/],
  ['WSquareRule of 1', () => new WSquareRule({ bias: 1 } as Anything), /bias is 1; expected true or false/],
  ['EpsilonRule(0)', () => new EpsilonRule(0), /epsilon is 0; expected a number of at least 1.4e-45.*new ZeroRule\(\)/],
  ['EpsilonRule(1e-300)', () => new EpsilonRule(1e-300), /epsilon is 1e-300/],
  ['EpsilonRule(-1)', () => new EpsilonRule(-1), /epsilon is -1/],
  ['EpsilonRule of a word', () => new EpsilonRule('1' as Anything), /epsilon is "1"/],
  ['GammaRule(1e39)', () => new GammaRule(1e39), /gamma is 1e\+39/],
  ['AlphaBetaRule(1, 1)', () => new AlphaBetaRule(1, 1), /alpha - beta = 1/],
  ['ZBoxRule({}, 1)', () => new ZBoxRule({} as Anything, 1), /ZBoxRule\(an empty object, 1\)/],
  ['BetaSmooth(NaN)', () => new BetaSmooth(Number.NaN), /beta is NaN/],
  [
    'registerLayer',
    () => registerLayer('Doubling', {} as Anything),
    /registerLayer got "Doubling" and an empty object/,
  ],
  [
    'registerActivation',
    () => registerActivation('cube', { derivate: tensor } as Anything),
    /did you mean derivative\?/,
  ],
];

test.each(refused)('%s is refused', (_code, attempt, message) => {
  const model = network();
  let error: unknown;
  try {
    attempt(model);
  } catch (caught) {
    error = caught;
  }
  expect(error).toBeInstanceOf(XaiError);
  expect((error as Error).message).toMatch(message);
  model.dispose();
});

test('a composite may name what is registered, what tfjs-layers has, and what only this package has', () => {
  expect(() => new GlobalTypeMap(['OnlyRegistered', zero])).toThrow(/did you mean|registerLayer/);
  registerLayer('OnlyRegistered', () => []);
  for (const type of ['OnlyRegistered', 'ConvLSTM2D', 'Subtract', 'InputLayer', 'Dense']) {
    expect(new GlobalTypeMap([type, zero]).rules).toHaveLength(1);
  }
});

/** What is refused by a promise. */
const rejected: [
  code: string,
  attempt: (lrp: LRP, x: Record<'right' | 'wrong' | 'deep', Tensor>) => Promise<unknown>,
  message: RegExp,
][] = [
  [
    'an input of another shape',
    (lrp, x) => analyze(x.wrong, lrp),
    /input has shape \[1, 3\]; the model expects \[any, 2\]/,
  ],
  ['an input of another rank', (lrp, x) => analyze(x.deep, lrp), /input has shape \[1, 1, 2\]/],
  ['of CRP', (lrp, x) => analyze(x.wrong, new CRP(lrp, 'hidden', new IndexedFeatures(0))), /shape \[1, 3\]/],
  ['of several layers', (lrp, x) => analyze(x.wrong, new CRP(lrp, { hidden: [0] })), /shape \[1, 3\]/],
  ['with details', (lrp, x) => analyze(x.wrong, lrp, 0, { conservation: true }), /shape \[1, 3\]/],
  ['of RelMax', (lrp, x) => new RelMax(lrp, 'hidden').collect(() => [x.wrong]), /shape \[1, 3\]/],
  [
    'a data set that is a list',
    (lrp) => new RelMax(lrp, 'hidden').collect([] as Anything),
    /dataSet is \[\]; expected a function/,
  ],
  ['of cropMaxima', (lrp) => cropMaxima(lrp, 'hidden', [], 3 as Anything), /dataSet is 3/],
  ['maxima of all channels', (lrp) => cropMaxima(lrp, 'hidden', [[]] as Anything, () => []), /maxima holds \[\]/],
  ['a batch of words', (lrp) => cropMaxima(lrp, 'hidden', [], () => ['a'] as Anything), /dataSet is/],
  [
    'receptiveField of no model',
    (_lrp, x) => receptiveField({} as Anything, 'hidden', x.right, 0),
    /lrp is an empty object/,
  ],
  ['of another shape', (lrp, x) => receptiveField(lrp, 'hidden', x.wrong, 0), /shape \[1, 3\]/],
  [
    'a place that there is not',
    (lrp, x) => receptiveField(lrp, 'hidden', x.right, 1),
    /place is 1; expected an index below 1/,
  ],
  ['a graph of no model', (_lrp, x) => attributionGraph(7 as Anything, x.right, ['hidden']), /lrp is 7/],
  ['a graph of no layers', (lrp, x) => attributionGraph(lrp, x.right, []), /layers is \[\]/],
  ['a graph of no tensor', (lrp) => attributionGraph(lrp, [1, 2] as Anything, ['hidden']), /input is/],
];

test.each(rejected)('%s is refused', async (_code, attempt, message) => {
  const model = network();
  const x = { right: zeros([1, 2]), wrong: zeros([1, 3]), deep: zeros([1, 1, 2]) };
  const error: Error = await attempt(new LRP(model), x).then(
    () => new Error('nothing'),
    (caught) => caught,
  );
  expect(error).toBeInstanceOf(XaiError);
  expect(error.message).toMatch(message);
  dispose(x);
  model.dispose();
});

describe('models that LRP cannot go through', () => {
  const sequence = (steps: number) =>
    sequential({ layers: [layers.dense({ units: 3, inputShape: [steps, 2], useBias: false })] });

  test.each<[number, OutputSelection | undefined]>([
    [3, 0],
    [3, undefined],
    [1, undefined],
    [2, 0],
  ])('an output [batch, %i, 3], selection %s', async (steps, selection) => {
    const model = sequence(steps);
    const x = ones([1, steps, 2]);
    const lrp = new LRP(model);
    const crp = new CRP(lrp, 0, new IndexedFeatures(0));
    for (const analysis of [
      () => analyze(x, lrp, selection),
      () => analyze(x, lrp, selection, { layerwiseRelevances: true }),
      () => analyze(x, crp, selection),
    ]) {
      const error = await analysis().catch((caught) => caught);
      expect(error).toBeInstanceOf(ModelError);
      expect(error.message).toContain(`a tensor of shape [any, ${steps}, 3]; expected [batch, classes]`);
    }
    x.dispose();
    model.dispose();
  });

  test.each([{}, { skipChecks: true }])('two outputs, %j: one is to be chosen', (options) => {
    const x = input({ shape: [2] });
    const outputs = [1, 2].map(() => layers.dense({ units: 2 }).apply(x)) as never[];
    const model = makeModel({ inputs: x, outputs });
    const attempt = () => new LRP(model, undefined, options);
    expect(attempt).toThrow(ModelError);
    expect(attempt).toThrow('The model has 2 outputs; expected one.');
    expect(attempt).toThrow('tfl.model({ inputs: model.inputs, outputs: model.outputs[0] })');
    expect(attempt).not.toThrow(/skipChecks/);
    new LRP(makeModel({ inputs: model.inputs, outputs: model.outputs[0] }));
    model.dispose();
  });

  test.each(['simpleRNN', 'gru', 'lstm'] as const)('a %s that keeps its state', (name) => {
    const recurrent = () =>
      layers[name]({ units: 1, stateful: true, recurrentInitializer: 'zeros', batchInputShape: [1, 2, 1] });
    const both = () =>
      layers.bidirectional({ layer: recurrent() as never, mergeMode: 'concat', batchInputShape: [1, 2, 1] });
    for (const make of [recurrent, both]) {
      tidy(() => {
        const layer = make() as unknown as Record<'states_' | 'forwardLayer' | 'backwardLayer', Anything>;
        const model = sequential({ layers: [layer as never] });
        expect(() => new LRP(model)).toThrow(/its state comes from or goes to outside of the layer/);
        model.dispose();
        for (const one of [layer, layer.forwardLayer, layer.backwardLayer]) dispose(one?.states_ ?? []);
      });
    }
  });

  test('a rule that makes infinite parameters', async () => {
    const model = network();
    tidy(() => model.setWeights([mul(ones([2, 3]), 9), zeros([3]), ones([3, 2]), zeros([2])]));
    const x = ones([1, 2]);
    const lrp = new LRP(model, [new GammaRule(1e38), zero]);
    for (const _time of [1, 2]) {
      await expect(analyze(x, lrp)).rejects.toThrow(/What GammaRule\(1e\+38\) makes .* a Dense holds Infinity/);
    }
    x.dispose();
    model.dispose();
  });
});
