import { findMethod, groupTitles, type Method, methodOptions, methods, modalities } from 'xai-recipes';
import { hasNative } from '../engines/start-engine';
import { jsonText } from '../terminal/json';
import type { Console } from '../terminal/printable-output';
import { table } from '../terminal/table';
import { flagsOf, helpOf } from './method-flags';

/**
 * `xai methods`: what there is, or what is known of one method.
 *
 * @throws {RecipeError} when there is no such method
 */
export async function listMethods(
  name: string | undefined,
  { json = false }: { json?: boolean },
  { stdout }: Console,
): Promise<void> {
  const asked = name === undefined ? undefined : findMethod(name);
  if (json) stdout.write(jsonText(asked ? described(asked) : methods.map(described)));
  else stdout.write(asked ? methodText(asked) : await allText());
}

const described = ({ name, group, about, options, needs, inputs }: Method) => ({
  name,
  group,
  about,
  options: options.map((one) => one.name),
  needs,
  inputs,
});

const inputsOf = ({ inputs }: Method): string => (inputs.length === modalities.length ? 'all' : inputs.join(', '));

function methodText(method: Method): string {
  const { name, about, needs, options, of } = method;
  const said = [`${name}: ${about}`, '', `needs:  ${needs}`, `inputs: ${inputsOf(method)}`];
  if (of) said.push(`of:     ${of.name}, unless --of names another method`);
  const flags = options.map((option) => [flagsOf(option), helpOf(option)]);
  return `${said.join('\n')}\n${flags.length ? `\n${table(['option', 'what it is'], flags)}` : ''}`;
}

async function allText(): Promise<string> {
  const parts = Object.entries(groupTitles).flatMap(([group, title]) => {
    const rows = methods
      .filter((method) => method.group === group)
      .map((method) => [
        method.name,
        method.needs,
        inputsOf(method),
        method.options.map((option) => flagsOf(option).split(' ')[0]).join(' '),
        method.about,
      ]);
    return rows.length ? [`${title}\n\n${table(['method', 'needs', 'inputs', 'options', 'what it says'], rows)}`] : [];
  });
  const flags = methodOptions().map((option) => [flagsOf(option), helpOf(option)]);
  parts.push(`Options of \`xai explain\` for these methods\n\n${table(['option', 'what it is'], flags)}`);
  const engine = (await hasNative())
    ? 'native: onnxruntime-node is installed'
    : 'wasm; onnxruntime-node makes it native';
  parts.push(`Inputs: ${modalities.join(', ')}. Engine: ${engine}.\n`);
  return parts.join('\n');
}
