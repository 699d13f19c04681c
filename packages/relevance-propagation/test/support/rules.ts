import { IndexedFeatures } from 'xai-base';
import {
  AlphaBetaRule,
  BetaSmooth,
  Composite,
  ConvLayer,
  CRP,
  DeconvNet,
  EpsilonAlpha2Beta1,
  EpsilonAlpha2Beta1Flat,
  EpsilonGammaBox,
  EpsilonPlus,
  EpsilonPlusFlat,
  EpsilonRule,
  ExcitationBackprop,
  FirstLayerMap,
  FlatRule,
  GeneralizedGammaRule,
  GlobalTypeMap,
  GuidedBackprop,
  type LRP,
  type LRPRule,
  WSquareRule,
  ZBoxRule,
  ZPlusRule,
} from '../../src';
import type { Case, RuleData } from './fixture';

const rules: Record<string, (data: RuleData) => LRPRule> = {
  Epsilon: ({ epsilon }) => new EpsilonRule(epsilon as number),
  ZPlus: () => new ZPlusRule(),
  AlphaBeta: ({ alpha, beta }) => new AlphaBetaRule(alpha as number, beta as number),
  Gamma: ({ gamma }) => new GeneralizedGammaRule(gamma as number),
  Flat: () => new FlatRule(),
  WSquare: ({ biasInDenominator }) => new WSquareRule({ bias: biasInDenominator as boolean }),
  ZBox: ({ low, high }) => new ZBoxRule(low as number, high as number),
};

const composites: Record<string, (params: Case['params']) => Composite> = {
  EpsilonPlus: ({ epsilon }) => new EpsilonPlus({ epsilon }),
  EpsilonAlpha2Beta1: ({ epsilon }) => new EpsilonAlpha2Beta1({ epsilon }),
  EpsilonPlusFlat: ({ epsilon }) => new EpsilonPlusFlat({ epsilon }),
  EpsilonAlpha2Beta1Flat: ({ epsilon }) => new EpsilonAlpha2Beta1Flat({ epsilon }),
  EpsilonGammaBox: ({ low, high, epsilon, gamma }) =>
    new EpsilonGammaBox(low as number, high as number, { epsilon, gamma }),
  GuidedBackprop: () => new GuidedBackprop(),
  Deconvolution: () => new DeconvNet(),
  ExcitationBackprop: () => new ExcitationBackprop(),
  BetaSmooth: ({ beta }) => new BetaSmooth(beta),
};

/** The composite that a case asks for. */
export function compositeOf({ method, params }: Case): Composite {
  if (!params.rules) return composites[params.composite ?? method](params);
  const { first, conv, dense } = params.rules;
  const global = new GlobalTypeMap([ConvLayer, ruleOf(conv)], ['Dense', ruleOf(dense)]);
  return first ? new Composite(global, new FirstLayerMap(ruleOf(first))) : new Composite(global);
}

function ruleOf(data: RuleData): LRPRule {
  return rules[data.rule](data);
}

/** The concepts that a case asks for; `nameOf` tells what the explained model calls a layer. */
export function crpOf(lrp: LRP, { params }: Case, nameOf = (layer: string) => layer): CRP {
  const { channels, channelSets, conditions = [] } = params;
  const layer = nameOf(params.layer ?? '');
  if (channels) return new CRP(lrp, layer, new IndexedFeatures(...channels));
  if (channelSets) return new CRP(lrp, { [layer]: channelSets[0] });
  return new CRP(lrp, Object.fromEntries(conditions.map((one) => [nameOf(one.layer), one.channels])));
}
