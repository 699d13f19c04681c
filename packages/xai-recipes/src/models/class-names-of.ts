import type { LoadedModel } from './loaded-model';

/** The names of the classes, where the model itself says them. */
export function classNamesOf({ model }: LoadedModel): readonly string[] | undefined {
  if ('classNames' in model) return model.classNames;
  const { outputs } = model as { readonly outputs?: readonly { readonly classes?: readonly string[] }[] };
  return outputs?.find(({ classes }) => classes)?.classes;
}
