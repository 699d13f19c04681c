import { groupTitles, methodOptions, methods, modalities } from 'xai-recipes';
import { hasNative } from '../engines/start-engine';
import { jsonText } from '../terminal/json';
import type { Console } from '../terminal/printable-output';
import { table } from '../terminal/table';
import { flagsOf, helpOf } from './method-flags';

/** `xai methods`: what there is. */
export async function listMethods({ json = false }: { json?: boolean }, { stdout }: Console): Promise<void> {
  if (json) {
    const described = methods.map(({ name, group, about, options, needs, inputs }) => ({
      name,
      group,
      about,
      options: options.map((one) => one.name),
      needs,
      inputs,
    }));
    stdout.write(jsonText(described));
    return;
  }
  for (const [group, title] of Object.entries(groupTitles)) {
    const members = methods.filter((method) => method.group === group);
    if (members.length === 0) continue;
    const rows = members.map(({ name, needs, inputs, options, about }) => [
      name,
      needs,
      inputs.length === modalities.length ? 'all' : inputs.join(', '),
      options.map((one) => `--${one.name}`).join(' '),
      about,
    ]);
    stdout.write(`${title}\n\n${table(['method', 'needs', 'inputs', 'options', 'what it says'], rows)}\n`);
  }
  const flags = methodOptions().map((option) => [flagsOf(option), helpOf(option)]);
  stdout.write(`Options of \`xai explain\` for these methods\n\n${table(['option', 'what it is'], flags)}\n`);
  const engine = (await hasNative())
    ? 'native: onnxruntime-node is installed'
    : 'wasm; onnxruntime-node makes it native';
  stdout.write(`Inputs: ${modalities.join(', ')}. Engine: ${engine}.\n`);
}
