import type { Explanation } from 'xai-base';
import type { Subject } from '../inputs/subject';
import type { Method } from '../methods/method';
import { innerOf } from '../recipe/check-method';
import type { Recipe } from '../recipe/recipe';

/** What is known of an explanation besides its numbers. */
export interface About {
  /** What was explained: the name of a file, or the text itself. */
  readonly source: string;
  /** For the names of files. */
  readonly name: string;
  /** What stands in for hidden parts, or is the reference, of methods that have one. */
  readonly comparedWith?: string;
  /** What of the input is not explained, or was taken for granted. */
  readonly warnings: readonly string[];
}

/** Groups of methods that compare the input with something. */
const COMPARING = ['references', 'perturbation', 'model-agnostic', 'trees'];

/** What was explained, and how. */
export interface Explained {
  readonly recipe: Recipe;
  readonly method: Method;
  readonly explanation: Explanation;
  /** The names of the outputs. */
  readonly labels?: readonly string[];
}

/** What is known of the explanation of a subject by a method. */
export function aboutSubject(
  { source, name, comparison, warnings = [] }: Subject,
  { recipe, method, explanation, labels }: Explained,
): About {
  const inner = innerOf(recipe.method, method, recipe.input.kind); // the one that the method takes the mean of
  const comparing = [method, inner?.[1]].find((one) => one && COMPARING.includes(one.group));
  const comparedWith = comparing && (comparison[comparing.name] ?? comparison.usual);
  return {
    source,
    name,
    ...(comparing && { comparedWith }),
    warnings: [...warnings, ...countWarning(explanation, labels)],
  };
}

/** Names that are more or fewer than the classes are those of another model, or begin elsewhere; a single score may have the names of both its sides. */
function countWarning({ output }: Explanation, labels?: readonly string[]): string[] {
  const [, classes = 1, ...more] = output.shape;
  if (!labels || classes === 1 || more.length > 0 || labels.length === classes) return [];
  return [`There are ${labels.length} names for ${classes} outputs; recipe.labels says which are right.`];
}
