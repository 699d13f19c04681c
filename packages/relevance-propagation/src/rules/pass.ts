import { reshape, type Tensor } from '@tensorflow/tfjs-core';
import { ShapeError } from 'xai-base';
import type { LinearPropagation } from './linear-propagation';
import { LRPRule } from './lrp-rule';

/**
 * Passes relevance on unchanged but for the shape; for reshaping and dropout layers, and activations.
 *
 * @throws {ShapeError} on a layer whose input has not as many elements as its output
 *
 * @example
 * ```ts
 * String(new PassRule()); // => 'PassRule'
 * ```
 */
export class PassRule extends LRPRule {
  override propagate({ input, relevance }: LinearPropagation): Tensor {
    if (input.size === relevance.size) return reshape(relevance, input.shape);
    throw new ShapeError(
      `PassRule cannot pass relevance [${relevance.shape}] to an input [${input.shape}]; expected as many elements.`,
      { argument: 'rule', value: input.shape, expected: 'a layer that keeps the number of elements' },
    );
  }
}
