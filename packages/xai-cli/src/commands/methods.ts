import { methodOptions } from '../methods/method-options';
import { groupTitles, methods } from '../methods/methods';
import type { Surroundings } from '../terminal/streams';
import { table } from '../terminal/table';

/** `xai methods`: what there is. */
export function listMethods({ json = false }: { json?: boolean }, { stdout }: Surroundings): void {
  if (json) {
    const described = methods.map(({ name, group, about, options, needs }) => ({ name, group, about, options, needs }));
    stdout.write(`${JSON.stringify(described, null, 2)}\n`);
    return;
  }
  for (const [group, title] of Object.entries(groupTitles)) {
    const rows = methods
      .filter((method) => method.group === group)
      .map(({ name, needs, options, about }) => [name, needs, options.map((one) => `--${one}`).join(' '), about]);
    stdout.write(`${title}\n\n${table(['method', 'needs', 'options', 'what it says'], rows)}\n`);
  }
  const flags = Object.values(methodOptions).map(({ flags, about }) => [flags, about]);
  stdout.write(`Options of \`xai explain\` for these methods\n\n${table(['option', 'what it is'], flags)}`);
}
