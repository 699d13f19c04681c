import type { Modality } from '../inputs/modality';
import type { Method, MethodSettings } from '../methods/method';
import { innerOf } from '../recipe/check-method';
import type { MethodRecipe } from '../recipe/recipe';

/** What a method works on, besides its options. */
export type MethodContext = Pick<
  MethodSettings,
  'background' | 'sample' | 'contrast' | 'hiding' | 'bag' | 'logits' | 'layer'
>;

/** What a method is told: its options, the method that it takes the mean of with options of its own, and what it works on. */
export function settingsOf(
  recipe: MethodRecipe,
  method: Method,
  kind: Modality,
  context: MethodContext,
): MethodSettings {
  const { name, of, ...options } = recipe;
  const inner = innerOf(recipe, method, kind);
  return { ...options, ...(inner && { of: told(...inner, kind) }), ...context };
}

/** A method that is told its options already. */
function told(recipe: MethodRecipe, method: Method, kind: Modality): Method {
  return {
    ...method,
    create: (model, context) => method.create(model, settingsOf(recipe, method, kind, contextIn(context))),
  };
}

function contextIn(settings: MethodSettings): MethodContext {
  const { background, sample, contrast, hiding, bag, logits, layer } = settings;
  return { background, sample, contrast, hiding, bag, logits, layer };
}
