import { checkKeys, ValueError } from 'xai-base';

/**
 * Checks that there is no option but those that are known, and gives those with an old name their new one.
 *
 * @param known the names that there are
 * @param owner what takes the options, for messages
 * @param renamed the new name of each old one, which is still taken
 * @throws {ValueError} for an option that does not exist, naming the nearest that does, or one that is given by both its names
 *
 * @example
 * ```ts
 * currentOptions({ colorscheme: 'bwr' }, ['colormap'], 'heatmap', { colorscheme: 'colormap' }); // => { colormap: 'bwr' }
 * ```
 */
export function currentOptions<Options extends object>(
  options: Options | undefined,
  known: readonly string[],
  owner: string,
  renamed: Readonly<Record<string, string>> = {},
): Options {
  const given = Object.entries(options ?? {});
  checkKeys(
    Array.isArray(options) || typeof options !== 'object' || options === null
      ? options
      : Object.fromEntries(given.filter(([name]) => !Object.hasOwn(renamed, name))),
    known,
    owner,
  );
  const current: Record<string, unknown> = {};
  for (const [name, value] of given) {
    if (value === undefined) continue;
    const newName = Object.hasOwn(renamed, name) ? renamed[name] : name;
    if (newName in current) {
      const expected = `${newName} alone`;
      const message = `${owner} was given ${newName} by its new and its old name; expected ${expected}.`;
      throw new ValueError(message, { argument: newName, value, expected });
    }
    current[newName] = value;
  }
  return current as Options;
}
