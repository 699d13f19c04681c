import { groupTitles, type Method, type MethodOption, methods } from 'xai-recipes';

/** A method of the table of recipes as plain data, which a form is made of. */
export interface ListedMethod extends Pick<Method, 'name' | 'about' | 'needs' | 'inputs'> {
  /** The title of its chapter. */
  readonly group: string;
  readonly options: readonly MethodOption[];
  /** Of an augmentation: the method whose explanations it takes the mean of, unless another one is named. */
  readonly of?: string;
}

/** All methods, also those that were registered. */
export function methodTable(): ListedMethod[] {
  return methods.map(({ name, about, needs, inputs, group, options, of }) => ({
    ...{ name, about, needs, inputs, options },
    group: groupTitles[group],
    ...(of && { of: of.name }),
  }));
}

/** The options that a method listens to, and the one that it takes the mean of. */
export function optionsOf(table: readonly ListedMethod[], name: string, inner?: string): readonly MethodOption[] {
  const found = table.find((method) => method.name === name);
  if (!found) return [];
  const mean = found.options.some((option) => option.name === 'of') ? (inner ?? found.of) : undefined;
  return [...found.options, ...(mean === undefined ? [] : optionsOf(table, mean))];
}
