import { type BranchMode, RandomStream, type TreeEnsemble, type TreeNode } from 'xai-base';

const modes: readonly BranchMode[] = ['<=', '<', '>=', '>', '==', '!='];

/** Draws from [0, 1), the same for the same seed. */
export function draws(seed: number): () => number {
  const stream = new RandomStream(seed);
  return () => stream.uniform();
}

/** Halves from -1 to 1, so that thresholds are met, and now and then a missing value. */
export const value = (next: () => number, missing = 0.15): number =>
  next() < missing ? Number.NaN : Math.floor(next() * 5) / 2 - 1;

export const row = (next: () => number, features: number): number[] =>
  Array.from({ length: features }, () => value(next));

function tree(next: () => number, features: number, outputs: number, depth: number): TreeNode {
  const cover = next() < 0.1 ? 0 : Math.ceil(next() * 20);
  if (depth === 0 || next() < 0.15) {
    return { cover, values: Array.from({ length: outputs }, () => Math.fround(next() * 4 - 2)) };
  }
  return {
    cover,
    feature: Math.floor(next() * features),
    mode: modes[Math.floor(next() * modes.length)],
    threshold: value(next, 0),
    missingIsTrue: next() < 0.5,
    whenTrue: tree(next, features, outputs, depth - 1),
    whenFalse: tree(next, features, outputs, depth - 1),
  };
}

/** An ensemble of a few trees up to a depth, of all modes of branches. */
export function randomEnsemble(seed: number, features: number, outputs = 2, depth = 5): TreeEnsemble {
  const next = draws(seed);
  return {
    trees: Array.from({ length: 1 + Math.floor(next() * 3) }, () => tree(next, features, outputs, depth)),
    outputs,
    features,
    baseValues: Array.from({ length: outputs }, () => next() - 0.5),
    aggregate: next() < 0.3 ? 'average' : 'sum',
    transform: 'none',
  };
}
