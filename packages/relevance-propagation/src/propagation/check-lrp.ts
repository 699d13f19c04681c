import { wrongValue } from 'xai-base';
import type { LRP } from '../lrp';

/** @throws {ValueError} for anything but an analyzer by relevance propagation, of whatever copy of this package */
export function checkLRP(lrp: unknown): asserts lrp is LRP {
  const given = lrp as LRP | undefined | null;
  if (given?.operators?.view !== undefined || typeof given?.network?.nodeOf === 'function') return;
  const expected = 'an analyzer by relevance propagation, such as new LRP(model, new EpsilonPlus())';
  throw wrongValue('lrp', lrp, expected);
}
