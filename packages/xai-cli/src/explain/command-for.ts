import type { Filling, Modality, Recipe } from 'xai-recipes';

/** What stands for the user's own file or text, by the kind of input. */
const subjects: Readonly<Record<Modality, readonly string[]>> = {
  image: ['--input', 'photo.jpg'],
  text: ['--text', 'a delectable and intriguing thriller'],
  series: ['--series', 'series.csv'],
  table: ['--csv', 'table.csv'],
};

/** What of a model is told to the command line, as the file alone does not say it. */
export interface CommandOptions {
  readonly meta?: string;
}

/**
 * The command that explains something as a guessed recipe says: what was guessed as options, and a file of the user's. What the description beside the model says is left
 * out, as `xai explain` reads that itself.
 *
 * @returns its words
 */
export function commandFor({ model, input, labels, method, reasons = {} }: Recipe, { meta }: CommandOptions): string[] {
  const isGuessed = (field: string) => `recipe.${field}` in reasons;
  const image = input.kind === 'image' ? input : undefined;
  const text = input.kind === 'text' ? input : undefined;
  const fixed = Object.entries(model.fix ?? {}).map(([name, filling]) => `${name}=${fillingText(filling)}`);
  const named = labels as { readonly known?: string; readonly file?: string } | undefined;
  return [
    ...['xai', 'explain', '--model', model.source],
    ...option('--meta', meta),
    ...subjects[input.kind],
    ...option('--model-input', model.input),
    ...option('--model-output', model.output),
    ...(fixed.length > 0 ? ['--fix', ...fixed] : []),
    ...option('--layout', model.layout),
    ...(model.externalData ? ['--external-data'] : []),
    ...(isGuessed('input.rate') && 'rate' in input ? option('--rate', String(input.rate)) : []),
    ...(isGuessed('input.size') ? option('--size', [...new Set(image?.size)].join(',')) : []),
    ...(isGuessed('input.normalize') ? option('--normalize', image?.normalize as string | undefined) : []),
    ...(isGuessed('input.tokenizer') ? option('--tokenizer', text?.tokenizer) : []),
    ...(isGuessed('input.vocabulary') ? option('--vocabulary', text?.vocabulary?.file) : []),
    ...(isGuessed('labels') ? option('--labels', named?.known ?? named?.file) : []),
    ...option('--method', method.name),
  ];
}

const option = (name: string, value?: string): string[] => (value === undefined ? [] : [name, value]);

const fillingText = (filling: Filling): string =>
  typeof filling === 'object' && 'file' in filling ? filling.file : String(filling);

/**
 * Words as a shell takes them.
 *
 * @param words of a command
 */
export const shellText = (words: readonly string[]): string =>
  words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)).join(' ');
