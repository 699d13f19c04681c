import { UnsupportedOperatorError } from '../reader/errors';

/** The error for what stands in the way of an ensemble being all of a model. */
export function unsupported({ op, domain }: { op: string; domain: string }, reason: string): UnsupportedOperatorError {
  const wayOut = 'KernelSHAP explains the model all the same: new KernelSHAP(file, { background }).';
  return new UnsupportedOperatorError([{ op, domain, count: 1, reason }], 'an ensemble of trees', wayOut);
}
