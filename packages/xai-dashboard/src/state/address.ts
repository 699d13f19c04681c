import type { MethodRecipe, SelectionRecipe } from 'xai-recipes';
import type { Start } from './dashboard-start';
import type { DashboardState } from './dashboard-state';
import { shippedModels } from './shipped-models';

/** What the address of a page says of what it shows: of a model that is shipped, as others cannot be had from it. Empty of others. */
export function addressOf({ model, item, methods, classes, items }: DashboardState): string {
  if (!model?.shipped || items[item]?.file === undefined) return '';
  const said = new URLSearchParams({
    model: model.shipped,
    item: String(item),
    methods: JSON.stringify(methods),
    classes: JSON.stringify(classes),
  });
  return `#${said}`;
}

/** What an address asks for; what cannot be understood of it is left out. */
export function startIn(hash: string): Start {
  const said = new URLSearchParams(hash.replace(/^#/, ''));
  const shipped = shippedModels.find(({ name }) => name === said.get('model'));
  if (!shipped) return {};
  const item = Number(said.get('item') ?? shipped.item);
  const methods = listIn(said.get('methods')).filter(isMethod);
  const classes = listIn(said.get('classes')) as SelectionRecipe[];
  return {
    shipped,
    item: Number.isSafeInteger(item) && item >= 0 ? item : shipped.item,
    ...(methods.length > 0 && { methods }),
    ...(classes.length > 0 && { classes }),
  };
}

function isMethod(value: object): value is MethodRecipe {
  return 'name' in value && typeof value.name === 'string';
}

function listIn(text: string | null): object[] {
  try {
    const list: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(list) ? list.filter((one) => typeof one === 'object' && one !== null) : [];
  } catch {
    return [];
  }
}
