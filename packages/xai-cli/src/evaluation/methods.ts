import { XaiError } from 'xai-base';
import type { AnalyzersByName } from 'xai-metrics';
import { findMethod, type Item, type JudgedMethod, type Method, type Prepared, repeatable } from 'xai-recipes';
import { UsageError } from '../errors/errors';

/** What is judged if nothing is said: one of each way to explain that is fast, where it explains the model. */
const usual = ['Gradient', 'InputTimesGradient', 'IntegratedGradients', 'SmoothGrad', 'LRP', 'GradCAM'];

/** What `--sanity` adds: two that are known not to look at what was learnt. */
const known = ['GuidedBackprop', 'Deconvnet'];

/** Methods that are ready to be judged. */
export interface JudgedMethods {
  readonly analyzers: AnalyzersByName;
  /** What inputs are compared with, `[1, ...]`; it is freed with them. */
  readonly absent: JudgedMethod['inputRef'];
  /** Those of the usual ones that do not explain the model, and why. */
  readonly left: readonly string[];
  dispose(): Promise<void>;
}

/**
 * The methods that are asked for, by their names.
 *
 * @param prepared any recipe for the model
 * @param like an item of the data
 * @param changing a metric that explains changed models, if there is one
 * @throws {UsageError} for one that gives no map of the input, where none of the usual ones explains the model, and the errors of methods that are asked for and cannot explain the model
 */
export async function judgedMethods(
  prepared: Prepared,
  like: Item,
  asked: readonly string[] | undefined,
  { isSanity, changing }: { readonly isSanity: boolean; readonly changing?: string },
): Promise<JudgedMethods> {
  const names = asked ?? [...usual, ...(isSanity ? known : [])];
  const owned: { dispose(): unknown }[] = [];
  const dispose = async () => {
    for (const one of owned.splice(0).reverse()) await one.dispose();
  };
  const [found, left]: [Record<string, JudgedMethod>, string[]] = [{}, []];
  try {
    for (const name of names) {
      const method = findMethod(name);
      checkMaps(method);
      try {
        if (changing !== undefined) checkAnyModel(method, changing);
        const { seed, selection, comparedWith, ...recipe } = prepared.recipe;
        const own = await prepared.with(
          repeatable({ ...recipe, ...(comparedWith && { comparedWith }), method: { name } }),
        );
        owned.push(own);
        found[name] = await own.judged(like);
        owned.push(found[name]);
      } catch (error) {
        if (asked !== undefined || !(error instanceof XaiError)) throw error;
        left.push(`${name}: ${error.message}`);
      }
    }
    if (left.length === names.length) throw noneExplains(left);
    const all = Object.entries(found).map(([name, { analyzer }]) => [name, analyzer]);
    return { analyzers: Object.fromEntries(all), absent: Object.values(found)[0].inputRef, left, dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

function noneExplains(left: readonly string[]): UsageError {
  const expected = '--methods with some that do';
  return new UsageError(`None of the usual methods explains the model; expected ${expected}. ${left.join(' ')}`, {
    argument: '--methods',
    value: left,
    expected,
  });
}

/** @throws {UsageError} for a method whose values are no map of the input, but of features of a layer */
function checkMaps({ name }: Method): void {
  if (name !== 'CRP') return;
  const expected = 'a method that gives one map of the input';
  throw new UsageError(`--methods ${name} gives a map for each feature of a layer; expected ${expected}.`, {
    argument: '--methods',
    value: name,
    expected,
  });
}

/** @throws {UsageError} for a method that looks at the layers of one model, when others are explained */
function checkAnyModel({ name, needs }: Method, metric: string): void {
  if (needs !== 'feature maps' && needs !== 'trees') return;
  const expected = 'other methods, or other metrics';
  throw new UsageError(`${name} explains one model, and ${metric} asks about changed ones; expected ${expected}.`, {
    argument: '--methods',
    value: name,
    expected,
  });
}
