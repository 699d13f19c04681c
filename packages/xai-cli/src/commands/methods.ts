import { hasNative } from '../engines/start-engine';
import { methodOptions } from '../methods/method-options';
import { groupTitles, methods } from '../methods/methods';
import { modalities } from '../models/modality';
import { jsonText } from '../terminal/json';
import type { Console } from '../terminal/printable-output';
import { table } from '../terminal/table';

/** `xai methods`: what there is. */
export async function listMethods({ json = false }: { json?: boolean }, { stdout }: Console): Promise<void> {
  if (json) {
    const described = methods.map(({ name, group, about, options, needs, inputs }) => ({
      name,
      group,
      about,
      options,
      needs,
      inputs,
    }));
    stdout.write(jsonText(described));
    return;
  }
  for (const [group, title] of Object.entries(groupTitles)) {
    const rows = methods
      .filter((method) => method.group === group)
      .map(({ name, needs, inputs, options, about }) => [
        name,
        needs,
        inputs.length === modalities.length ? 'all' : inputs.join(', '),
        options.map((one) => `--${one}`).join(' '),
        about,
      ]);
    stdout.write(`${title}\n\n${table(['method', 'needs', 'inputs', 'options', 'what it says'], rows)}\n`);
  }
  const flags = Object.values(methodOptions).map(({ flags, about }) => [flags, about]);
  stdout.write(`Options of \`xai explain\` for these methods\n\n${table(['option', 'what it is'], flags)}\n`);
  const engine = (await hasNative())
    ? 'native: onnxruntime-node is installed'
    : 'wasm; onnxruntime-node makes it native';
  stdout.write(`Inputs: ${modalities.join(', ')}. Engine: ${engine}.\n`);
}
