import { type LoadedModel, type LoadedText, type Meta, weightFiles } from 'xai-recipes';
import { diskFiles, isAddress } from 'xai-recipes/node';
import { checkOutputs, type NamedFile } from '../files/check-outputs';
import { isStandardOutput } from '../files/standard-output';
import type { ExplainOptions } from './explain-options';

/** What else is read, as far as it is known. */
export interface Read {
  readonly meta?: Meta;
  readonly loaded?: LoadedModel | LoadedText;
  /** The files that are explained. */
  readonly items?: readonly string[];
}

/**
 * Checks that `xai explain` writes over no file that it reads.
 *
 * @param heatmap the picture
 * @throws {UsageError} naming both options
 */
export async function checkFiles(
  options: ExplainOptions,
  model: string,
  heatmap: string | undefined,
  { meta, loaded, items = [] }: Read = {},
): Promise<void> {
  const { series, csv, training, vocabulary, tokenizer, labels, recipe, region, save } = options;
  const input = items.length > 0 ? items : options.input;
  const background = (options.background as readonly string[] | undefined) ?? [];
  const json = loaded && 'json' in loaded && !isAddress(model) ? loaded.json : undefined;
  const weights = json ? await weightFiles(diskFiles(), model, json) : [];
  const outputs = [...named('--out', heatmap), ...named('--save', save)].filter(({ file }) => !isStandardOutput(file));
  const inputs = [
    ...named('--model', model, ...weights),
    ...named('--meta', meta?.file),
    ...named('--input', ...[input].flat()),
    ...named('--series', ...[series].flat()),
    ...named('--csv', ...[csv].flat()),
    ...named('--training', training),
    ...named('--vocabulary', vocabulary),
    ...named('--labels', labels),
    ...named('--region', region),
    ...named('--recipe', recipe),
    ...named('--tokenizer', tokenizer),
    ...named('--background', ...background),
  ];
  await checkOutputs(outputs, inputs);
}

function named(option: string, ...files: readonly (string | undefined)[]): NamedFile[] {
  return files.filter((file) => file !== undefined).map((file) => ({ option, file }));
}
