import { type Sample, ShapeError } from 'xai-base';

/** More features take minutes to solve for, and more evaluations than anyone makes to tell apart. */
const mostFeatures = 2048;

/** @throws {ShapeError} when a method that solves for a value of each feature has too many of them */
export function checkCount(method: string, count: number, { shape }: Sample): void {
  if (count <= mostFeatures) return;
  const expected = `at most ${mostFeatures} features to be solved for`;
  const ways = [
    '{ perturbation: new Blocks() } takes neighbours of a signal together, new Columns({ groups: [[0, 1, ...], ...] }) columns of a table',
    'RISE has no such limit',
  ];
  const message = `input has ${count} features in a sample of shape [${shape}]; ${method} expects ${expected}: ${ways.join('; ')}.`;
  throw new ShapeError(message, { argument: 'input', value: shape, expected });
}
