/** What the command line calls the fields of a recipe, and the parts of what is explained. */
const flags: Readonly<Record<string, string>> = {
  'recipe.model.source': '--model',
  'recipe.model.layout': '--layout',
  'recipe.model.input': '--model-input',
  'recipe.model.output': '--model-output',
  'recipe.model.fix': '--fix',
  'recipe.model.externalData': '--external-data',
  'recipe.model.logits': '--logits',
  'recipe.input.normalize': '--normalize',
  'recipe.input.invert': '--invert',
  'recipe.input.fit': '--fit',
  'recipe.input.order': '--order',
  'recipe.input.size': '--size',
  'recipe.input.units': '--tokens',
  'recipe.input.vocabulary': '--vocabulary',
  'recipe.input.tokenizer': '--tokenizer',
  'recipe.input.position': '--position',
  'recipe.input.features': '--features',
  'recipe.input.categorical': '--categorical',
  'recipe.input.missing': '--missing',
  'recipe.labels': '--labels',
  'recipe.selection.output': '--output',
  'recipe.selection.against': '--against',
  'recipe.selection.combination': '--combine',
  'recipe.selection.region': '--region',
  'recipe.input.rate': '--rate',
  'recipe.comparedWith.brightness': '--reference',
  'recipe.comparedWith.images': '--background',
  'recipe.comparedWith.rows': '--training',
  'recipe.comparedWith.summary': '--summary',
  'recipe.method.name': '--method',
  'recipe.seed': '--seed',
  'recipe.batchSize': '--batch-size',
  'recipe.engine': '--engine',
  'item.text': '--text',
  'item.row': '--row',
};

/**
 * The flag of a field of a recipe.
 *
 * @param path such as `recipe.method.steps`, or `recipe.method.rules.conv1`
 */
export function flagOf(path: string): string | undefined {
  const [, option, layer] = /^recipe\.method\.(?:of\.)*(\w+)(?:\.(.+))?$/.exec(path) ?? [];
  const flag = option && `--${option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  return flags[path] ?? (layer === undefined ? flag : `${flag} ${layer}`);
}

/** A message about a recipe in words of the command line: with flags in the place of paths. */
export function inWords(message: string): string {
  return message.replace(/\b(?:task\.)?((?:recipe|item)(?:\.\w+)+)/g, (whole, path) => flagOf(path) ?? whole);
}
