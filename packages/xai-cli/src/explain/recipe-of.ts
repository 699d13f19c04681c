import {
  describedBy,
  type Files,
  isOnnx,
  knownNames,
  type Meta,
  type Modality,
  type Recipe,
  resolvedMeta,
  withField,
} from 'xai-recipes';
import type { ExplainOptions } from './explain-options';
import { givenOptions, methodRecipe } from './method-recipe';
import { parseFix } from './parse-fix';
import { parseMissing } from './parse-missing';
import { parseNormalize } from './parse-normalize';
import { outputOf, parseTerm } from './parse-output';
import { parseSize } from './parse-size';
import { parseSummary } from './parse-summary';

/**
 * The recipe that the options of the command line are short forms of, with what the description of the model adds; or a given recipe, in which they
 * take the place of its fields.
 *
 * @throws {UsageError} for a value that is none
 * @throws {RecipeError} for an unknown method
 */
export async function recipeOf(
  files: Files,
  options: ExplainOptions,
  modality: Modality,
  { meta, base }: { readonly meta?: Meta; readonly base?: Recipe } = {},
): Promise<Recipe> {
  const { vocabulary, tokenizer, training, output, against, combine, region, batchSize, engine } = options;
  const overridden = { vocabulary: vocabulary !== undefined || tokenizer !== undefined, rows: training !== undefined };
  const described = describedBy(await resolvedMeta(files, meta, overridden), modality);
  const selection = {
    ...(output !== undefined && { output: outputOf(output) }),
    ...(against !== undefined && { against: outputOf(against) }),
    ...(combine && { combination: combine.map(parseTerm) }),
    ...(region !== undefined && { region }),
  };
  const labels = options.labels === undefined ? described.labels : labelsOf(options.labels);
  const recipe: Recipe = {
    version: 1,
    ...base,
    model: { ...base?.model, ...modelOf(options, described.model, base) },
    input: {
      kind: modality,
      ...described.input,
      ...base?.input,
      ...inputOf(options, modality, meta),
    } as Recipe['input'],
    ...(labels && { labels }),
    ...(described.task && { task: described.task }),
    method: methodRecipe(options, modality, base?.method),
    ...(Object.keys(selection).length > 0 && { selection }),
    ...comparisonOf(options, described.comparedWith ?? base?.comparedWith),
    ...(batchSize !== undefined && { batchSize }),
    ...(engine && { engine }),
  };
  return givenOptions(options).reduce(
    (known, [{ path }, value]) => (path === undefined ? known : withField(known, path, value)),
    recipe,
  );
}

/** Other rows than those that are known, or something that stands for either. */
function comparisonOf({ training, summary }: ExplainOptions, known?: Recipe['comparedWith']) {
  const rows = training === undefined ? known : { rows: training };
  const comparedWith = { ...rows, ...(summary !== undefined && { summary: parseSummary(summary) }) };
  return Object.keys(comparedWith).length > 0 ? { comparedWith } : {};
}

function modelOf(options: ExplainOptions, described: Pick<Recipe['model'], 'layout'>, base?: Recipe): Recipe['model'] {
  const { model, layout, externalData, modelInput, modelOutput, fix } = options;
  const source = model ?? (base?.model.source as string);
  const isOther = base !== undefined && model !== undefined;
  return {
    source,
    ...(isOther && { format: undefined }),
    ...(isOnnx(source) && described),
    ...(layout && { layout }),
    ...(externalData && { externalData }),
    ...(modelInput !== undefined && { input: modelInput }),
    ...(modelOutput !== undefined && { output: modelOutput }),
    ...(fix && { fix: parseFix(fix) }),
  };
}

function inputOf(options: ExplainOptions, modality: Modality, meta?: Meta): object {
  const {
    normalize,
    size,
    invert,
    fit,
    order,
    vocabulary,
    tokenizer,
    tokens,
    position,
    features,
    missing,
    categorical,
    rate,
  } = options;
  switch (modality) {
    case 'image':
      return {
        ...(normalize !== undefined && { normalize: parseNormalize(normalize) }),
        ...(size !== undefined && { size: parseSize(size) }),
        ...{ ...(invert && { invert }), ...(fit && { fit }), ...(order && { order }) },
      };
    case 'text':
      return {
        ...(vocabulary !== undefined && { vocabulary: { file: vocabulary } }),
        ...(tokenizer !== undefined && { tokenizer }),
        ...(tokens && { units: 'tokens' }),
        ...(position !== undefined && { position: /^-?\d+$/.test(position) ? Number(position) : position }),
      };
    default:
      return {
        ...(rate !== undefined && { rate }),
        ...(features && { features }),
        ...(missing !== undefined && { missing: parseMissing(missing) }),
        ...(categorical && categoricalOf(categorical, features ?? meta?.features, meta)),
      };
  }
}

/** Names of columns, some with the names of their categories: `sex`, `colour=red,green`. */
function categoricalOf(texts: readonly string[], known: readonly string[] = [], meta?: Meta): object {
  const parts = texts.map((text) => (known.includes(text) ? [text] : text.split(/=(.*)/s, 2)));
  const listed = parts
    .filter(([, names]) => names !== undefined)
    .map(([column, names]) => [column, names.split(',').map((name) => name.trim())]);
  const categories = { ...meta?.categories, ...Object.fromEntries(listed) };
  return {
    categorical: parts.map(([column]) => column),
    ...(Object.keys(categories).length > 0 && { categories }),
  };
}

/** A list by its name, or a file. */
function labelsOf(text: string): Recipe['labels'] {
  const known = knownNames.find((name) => name === text);
  return known ? { known } : { file: text };
}
