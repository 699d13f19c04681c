import type { TensorBag } from 'xai-base';
import type { Item } from '../inputs/item';
import { readSubject } from '../inputs/read-subject';
import type { Subject } from '../inputs/subject';
import { readWords } from '../inputs/texts/read-words';
import { textOf } from '../inputs/texts/text-of';
import { loadModel } from '../models/load-model';
import { takesTexts } from '../models/takes-texts';
import type { TextRecipe } from '../recipe/input-recipe';
import type { Recipe } from '../recipe/recipe';
import type { CurrentModel, PreparedParts } from './prepared-parts';

/** Reads an item as the model takes it. */
export async function readItem(
  parts: PreparedParts,
  current: CurrentModel,
  item: Item,
  bag: TensorBag,
): Promise<Subject> {
  await fitLength(parts, current, item);
  const { recipe, files, executor } = parts;
  const { loaded } = current;
  const reading = { recipe, item, files, bag };
  if (!('text' in loaded)) return readSubject({ ...reading, loaded });
  const { readTokenSubject } = await import('../inputs/texts/token-subject'); // loaded when it is needed
  return readTokenSubject({ ...reading, recipe: recipe as Recipe & { input: TextRecipe } }, loaded.text, executor);
}

/** Of texts, what other inputs get may be as long as these: the model is then read again for that length. */
async function fitLength({ recipe, files }: PreparedParts, current: CurrentModel, item: Item): Promise<void> {
  const { loaded } = current;
  if (
    recipe.input.kind !== 'text' ||
    loaded.format !== 'onnx' ||
    'text' in loaded ||
    loaded.input === undefined ||
    takesTexts(loaded)
  )
    return;
  const { words } = await readWords(files, await textOf(files, item), recipe.input);
  if (current.length === words.length) return;
  const again = await loadModel(files, recipe.model, { length: words.length });
  await loaded.model.dispose();
  Object.assign(current, { loaded: again, length: words.length });
}
