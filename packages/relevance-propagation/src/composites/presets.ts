import type { Tensor } from '@tensorflow/tfjs-core';
import { checkKeys } from 'xai-base';
import { ActivationLayer, ConvLayer, DropoutLayer, ReshapingLayer } from '../layers/groups';
import { AlphaBetaRule } from '../rules/alpha-beta';
import { BetaSmoothRule } from '../rules/beta-smooth';
import { DeconvRule } from '../rules/deconv';
import { EpsilonRule } from '../rules/epsilon';
import { FlatRule } from '../rules/flat';
import { GeneralizedGammaRule } from '../rules/generalized-gamma';
import { GradientRule } from '../rules/gradient';
import { GuidedRule } from '../rules/guided';
import type { LRPRule } from '../rules/lrp-rule';
import { PassRule } from '../rules/pass';
import { ZBoxRule } from '../rules/z-box';
import { ZPlusRule } from '../rules/z-plus';
import { Composite } from './composite';
import { GlobalMap } from './position-maps';
import { FirstLayerTypeMap, GlobalTypeMap } from './type-maps';

/** A rule for convolutions, epsilon for dense layers; what only moves values passes relevance on. */
function epsilonAnd(convolutionRule: LRPRule, epsilon: number): GlobalTypeMap {
  return new GlobalTypeMap(
    [ConvLayer, convolutionRule],
    ['Dense', new EpsilonRule(epsilon)],
    [DropoutLayer, new PassRule()],
    [ReshapingLayer, new PassRule()],
  );
}

/** FlatRule for the first layer, be it convolutional or dense. */
function flatFirst(): FirstLayerTypeMap {
  return new FirstLayerTypeMap([ConvLayer, new FlatRule()], ['Dense', new FlatRule()]);
}

/** A composite's arguments. */
export interface EpsilonOptions {
  /** The epsilon of dense layers, 1e-6 by default. */
  readonly epsilon?: number;
}

function epsilonOptions(owner: string, options: EpsilonOptions = {}, ...more: string[]): Required<EpsilonOptions> {
  checkKeys(options, ['epsilon', ...more], owner);
  return { epsilon: options.epsilon ?? 1e-6 };
}

/**
 * z+ for convolutions, epsilon for dense layers.
 *
 * @example
 * ```ts
 * new EpsilonPlus().primitives.length; // => 1
 * ```
 */
export class EpsilonPlus extends Composite {
  /** @throws {ValueError} for an option that does not exist */
  constructor(options?: EpsilonOptions) {
    const { epsilon } = epsilonOptions('EpsilonPlus', options);
    super(epsilonAnd(new ZPlusRule(), epsilon));
  }
}

/**
 * Alpha-beta (2, 1) for convolutions, epsilon for dense layers.
 *
 * @example
 * ```ts
 * new EpsilonAlpha2Beta1().primitives.length; // => 1
 * ```
 */
export class EpsilonAlpha2Beta1 extends Composite {
  /** @throws {ValueError} for an option that does not exist */
  constructor(options?: EpsilonOptions) {
    const { epsilon } = epsilonOptions('EpsilonAlpha2Beta1', options);
    super(epsilonAnd(new AlphaBetaRule(2, 1), epsilon));
  }
}

/**
 * As `EpsilonPlus`, the first layer flat. The first layer is the first convolution or dense layer, as in Zennit;
 * RelevancePropagation.jl leaves a first dense layer to epsilon.
 *
 * @example
 * ```ts
 * new EpsilonPlusFlat().primitives.length; // => 2
 * ```
 */
export class EpsilonPlusFlat extends Composite {
  /** @throws {ValueError} for an option that does not exist */
  constructor(options?: EpsilonOptions) {
    const { epsilon } = epsilonOptions('EpsilonPlusFlat', options);
    super(epsilonAnd(new ZPlusRule(), epsilon), flatFirst());
  }
}

/**
 * As `EpsilonAlpha2Beta1`, the first layer flat.
 *
 * @example
 * ```ts
 * new EpsilonAlpha2Beta1Flat().primitives.length; // => 2
 * ```
 */
export class EpsilonAlpha2Beta1Flat extends Composite {
  /** @throws {ValueError} for an option that does not exist */
  constructor(options?: EpsilonOptions) {
    const { epsilon } = epsilonOptions('EpsilonAlpha2Beta1Flat', options);
    super(epsilonAnd(new AlphaBetaRule(2, 1), epsilon), flatFirst());
  }
}

/**
 * Gamma for the convolution that makes patches and, a smaller one, for all dense layers: for vision transformers, whose attention is held constant, as
 * in CP-LRP. The gamma rule is the generalized one, which takes inputs of both signs.
 *
 * @see R. Achtibat et al.: AttnLRP: Attention-Aware Layer-Wise Relevance Propagation for Transformers (2024), whose vision transformers take gamma
 *
 * @example
 * ```ts
 * const lines = String(new TransformerGamma({ dense: 0.1 }));
 * lines.includes('Dense => GeneralizedGammaRule(0.1)'); // => true
 * ```
 */
export class TransformerGamma extends Composite {
  /**
   * @param options the gamma of convolutions, 0.25 by default, and that of dense layers, 0.05 by default
   * @throws {ValueError} for an option that does not exist, and a negative gamma
   */
  constructor(options: { convolution?: number; dense?: number } = {}) {
    checkKeys(options, ['convolution', 'dense'], 'TransformerGamma');
    const { convolution = 0.25, dense = 0.05 } = options;
    super(
      new GlobalTypeMap([ConvLayer, new GeneralizedGammaRule(convolution)], ['Dense', new GeneralizedGammaRule(dense)]),
    );
  }
}

/**
 * Gamma for convolutions, the z-box rule for a first convolution, epsilon for dense layers. The gamma rule is the
 * generalized one, as in Zennit: behind ReLU it equals the plain one of RelevancePropagation.jl, elsewhere it takes
 * inputs of both signs.
 *
 * @param low the lowest input: a number, or a tensor of the input's shape
 * @param high the highest input
 *
 * @example
 * ```ts
 * new EpsilonGammaBox(0, 1).primitives.length; // => 2
 * ```
 */
export class EpsilonGammaBox extends Composite {
  constructor(
    low: number | Tensor,
    high: number | Tensor,
    { gamma = 0.25, ...options }: EpsilonOptions & { gamma?: number } = {},
  ) {
    const { epsilon } = epsilonOptions('EpsilonGammaBox', options, 'gamma');
    super(
      epsilonAnd(new GeneralizedGammaRule(gamma), epsilon),
      new FirstLayerTypeMap([ConvLayer, new ZBoxRule(low, high)]),
    );
  }
}

/**
 * Excitation backpropagation: z+ for all layers with weights, the gradient for activations.
 *
 * @see J. Zhang et al.: Top-Down Neural Attention by Excitation Backprop (2018)
 *
 * @example
 * ```ts
 * new ExcitationBackprop().primitives.length; // => 1
 * ```
 */
export class ExcitationBackprop extends Composite {
  constructor() {
    super(
      new GlobalTypeMap(
        [ConvLayer, new ZPlusRule()],
        ['Dense', new ZPlusRule()],
        [ActivationLayer, new GradientRule()],
      ),
    );
  }
}

/**
 * Guided backpropagation as a composite: the gradient everywhere, its positive part through ReLU.
 *
 * @see J. T. Springenberg et al.: Striving for Simplicity: The All Convolutional Net (2015)
 *
 * @example
 * ```ts
 * new GuidedBackprop().primitives.length; // => 1
 * ```
 */
export class GuidedBackprop extends Composite {
  constructor() {
    super(new GlobalMap(new GuidedRule()));
  }
}

/**
 * DeconvNet as a composite: the gradient everywhere, but what passes back through ReLU is what is positive.
 *
 * @see M. D. Zeiler, R. Fergus: Visualizing and Understanding Convolutional Networks (2014)
 *
 * @example
 * ```ts
 * new DeconvNet().primitives.length; // => 1
 * ```
 */
export class DeconvNet extends Composite {
  constructor() {
    super(new GlobalMap(new DeconvRule()));
  }
}

/**
 * The gradient with ReLU smoothed to softplus in the backward pass.
 *
 * @param beta the sharpness; the larger, the closer to the gradient
 * @see A.-K. Dombrowski et al.: Explanations Can Be Manipulated and Geometry Is to Blame (2019)
 *
 * @example
 * ```ts
 * new BetaSmooth(10).primitives.length; // => 1
 * ```
 */
export class BetaSmooth extends Composite {
  constructor(beta = 10) {
    super(new GlobalMap(new BetaSmoothRule(beta)));
  }
}
