import { dispose, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { ValueError } from 'xai-base';
import { parameterSets } from '../rules/kept-parameters';
import { LinearStep } from '../steps/linear-step';
import type { RuledNetwork, RuledNode } from './ruled-network';

/**
 * Says which rule is at fault for relevance that is not finite, if one makes such parameters.
 *
 * @throws {ValueError} that names the first one
 */
export async function checkParameters(network: RuledNetwork): Promise<void> {
  for (const node of network.nodes) {
    for (const step of node.steps) {
      if (step instanceof LinearStep) await checkStep(network, node, step);
    }
  }
}

async function checkStep(network: RuledNetwork, node: RuledNode, step: LinearStep): Promise<void> {
  const rule = network.ruleOf(node, step);
  const type = node.node.layer.getClassName();
  const made = tidy(() => {
    const own = step.parameters();
    const sets = parameterSets(rule, own, { type, hasWeight: own.weight !== undefined });
    const parameters = Object.values(sets).flatMap(({ weight, bias }) => [weight, bias]);
    const isMade = (one: Tensor | undefined): one is Tensor => !!one && one !== own.weight && one !== own.bias;
    return parameters.filter(isMade).map((one) => one.clone());
  });
  try {
    for (const parameter of made) {
      const value = (await parameter.data<'float32'>()).find((one) => !Number.isFinite(one));
      if (value === undefined) continue;
      const expected = 'finite numbers';
      throw new ValueError(`What ${rule} makes of the parameters of a ${type} holds ${value}; expected ${expected}.`, {
        argument: 'rules',
        value,
        expected,
      });
    }
  } finally {
    dispose(made);
  }
}
