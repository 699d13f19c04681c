import type { PlainTensor } from 'xai-base';
import type { LayerRule } from 'xai-recipes';
import type { LayerReport } from './explained';

type Numbers = Readonly<Record<'relevance' | 'received' | 'bias' | 'stabilizer', readonly number[]>>;

/** What an explanation says of each layer that has a rule. */
export function layerReports(rules: readonly LayerRule[], extras: Readonly<Record<string, unknown>>): LayerReport[] {
  const conservation = (extras.conservation ?? {}) as Readonly<Record<string, Numbers>>;
  const relevances = (extras.layerwiseRelevances ?? {}) as Readonly<Record<string, PlainTensor>>;
  return rules.map((rule) => {
    const { [rule.layer]: went } = conservation;
    const { [rule.layer]: tensor } = relevances;
    return { ...rule, ...(tensor && { relevances: tensor }), ...(went && { conservation: ofFirst(went) }) };
  });
}

/** Of the one sample that was explained. */
function ofFirst({ relevance, received, bias, stabilizer }: Numbers): NonNullable<LayerReport['conservation']> {
  return { relevance: relevance[0], received: received[0], bias: bias[0], stabilizer: stabilizer[0] };
}
