import type { LayerVerdict } from 'relevance-propagation';

/** The call in a program that mends a model which ends in softmax. */
const CALL = /; explain the logits: stripSoftmax\(model\)\./;

/** Whether all that is wrong with a layer is that the model ends in its softmax, which the logits are free of. */
export function endsInSoftmax({ problem = '' }: LayerVerdict): boolean {
  return CALL.test(problem);
}

/** What is wrong with a layer, without what a program would do about it. */
export function withoutCode(problem: string): string {
  return problem.replace(CALL, '.').replace(/ \(\{ skipChecks: true \}[^)]*\)/, '');
}
