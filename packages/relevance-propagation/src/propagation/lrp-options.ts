import { type AnalyzeOptions, checkKeys, wrongValue } from 'xai-base';
import { checkBoolean } from '../rules/check-argument';
import type { Conservation } from './passage-report';

/** How relevance propagation is set up. */
export interface LRPOptions {
  /**
   * The relevance to start from, at what is selected.
   *
   * true, the default: 1. Relevance is each part's share of the output, so that below an output that is negative all
   * signs are turned round: what speaks against it is positive.
   *
   * false: the output's value, the form whose signs are true. Positive relevance speaks for the output and negative
   * relevance against it, whatever the output's sign; maps of several outputs are compared in this form.
   */
  readonly normalizeOutputRelevance?: boolean;
  /**
   * Explains the logits of a model that ends in softmax, or its logarithm, and that is gone through by its operators; of a layers-model,
   * `stripSoftmax(model)` does.
   */
  readonly logits?: boolean;
  /** Leaves the model check out: a model that ends in softmax is then analyzed as it is. */
  readonly skipChecks?: boolean;
  /** Prints the layers with their rules to the console. */
  readonly verbose?: boolean;
  /**
   * What passes a product of two values that both depend on the input, of a model that is gone through by its operators.
   *
   * `'constant'`, the default, as CP-LRP: gates (what comes out of a sigmoid or softmax, such as that of squeeze-and-excite, of an LSTM, or attention
   * probabilities) are held constant, and what they are multiplied with takes all; two factors that are no gates take half each.
   *
   * `'relevant'`, as AttnLRP: each of the factors takes half, but for the gates of recurrent cells, which take nothing, and softmax passes its derivative.
   */
  readonly gates?: 'constant' | 'relevant';
  /**
   * What passes an operator that no rule is known for, of a model that is gone through by its operators: `'refuse'`, the default, is an error that
   * lists them; `'gradient'` takes the derivative.
   */
  readonly unknown?: 'refuse' | 'gradient';
}

/** The options of one analysis by relevance propagation. */
export interface LRPAnalyzeOptions extends AnalyzeOptions {
  /**
   * Adds the relevance of every layer's output, or operator's, to the explanation: `extras.layerwiseRelevances`, a tensor by name. A list of names adds
   * those of these layers alone; of a model without layers, those of any values.
   */
  layerwiseRelevances?: boolean | readonly string[];
  /** Adds where the relevance of every layer, or operator, went to the explanation: `extras.conservation`, a {@link LayerConservation} by name. */
  conservation?: boolean;
}

/** Where the relevance of a layer went, a number a sample: relevance = received + bias + stabilizer, for rules that conserve it. */
export type LayerConservation = Conservation<number[]>;

const flags = ['normalizeOutputRelevance', 'skipChecks', 'verbose'] as const;
const choices = { gates: ['constant', 'relevant'], unknown: ['refuse', 'gradient'] } as const;

/** @throws {ValueError} for an option that does not exist, or has another value than it may have */
export function checkLRPOptions(options: LRPOptions, hasLayers: boolean): void {
  checkKeys(options, [...flags, ...(hasLayers ? [] : ['logits', ...Object.keys(choices)])], 'LRP');
  for (const name of [...flags, 'logits'] as const) checkBoolean(name, options?.[name]);
  for (const [name, values] of Object.entries(choices)) {
    const value = options?.[name as keyof typeof choices];
    if (value === undefined || (values as readonly string[]).includes(value)) continue;
    const expected = values.join(' or ');
    throw wrongValue(name, value, expected);
  }
}
