import { onlyOne } from '../session/choose';
import type { ValueInfo } from '../session/value-info';

/** What is returned beside the scores: the past of a language model, and values that were asked for. */
const beside = /^(present|past|hidden_states|attentions|cross_attentions|encoder_|all_)/i;

/**
 * The output that is explained when none was chosen: the logits, or the only one.
 *
 * @throws {ValueError} when there are several and none are called logits
 */
export function textOutput(outputs: readonly ValueInfo[]): ValueInfo {
  const logits = outputs.find(({ name }) => /(^|[._])logits$/i.test(name));
  if (logits) return logits;
  const own = outputs.filter(({ name }) => !beside.test(name));
  return onlyOne('output', own.length > 0 ? own : outputs);
}
