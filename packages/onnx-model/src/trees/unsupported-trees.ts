import { UnsupportedOperatorError } from '../reader/errors';

/** The error for what stands in the way of an ensemble being all of a model. */
export function unsupported({ op, domain }: { op: string; domain: string }, reason: string): UnsupportedOperatorError {
  const wayOut =
    'Perturbation methods explain the model all the same, as the operators that readOnnx(file) reads or as onnxruntime runs it: new KernelSHAP(file, { background }).';
  return new UnsupportedOperatorError([{ op, domain, count: 1, reason }], 'an ensemble of trees', wayOut);
}
