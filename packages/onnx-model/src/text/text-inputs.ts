import { ValueError } from 'xai-base';
import { describeName, describeValue, type ValueInfo } from '../session/value-info';

/** What an input of a text model is. */
export type TextInputRole = 'ids' | 'mask' | 'types' | 'positions' | 'steps' | 'past' | 'branch';

const names: readonly [role: TextInputRole, pattern: RegExp][] = [
  ['mask', /(^|[._])(attention_mask|input_mask|mask)$/i],
  ['types', /(token_type|segment)(_ids)?$/i],
  ['steps', /^cache_position$/i],
  ['positions', /position(_ids)?$/i],
  ['past', /^past|past_key|past_value|^cache/i],
  ['branch', /^use_cache(_branch)?$/i],
  ['ids', /^(input_ids|tokens?|ids|input)$/i],
];

/**
 * What each input of a graph is, by its name, as exporters name them; one that has no such name is that of the ids if there is no other.
 *
 * @param ids the name of the input with the ids, where the caller says it
 * @param fixed the names of inputs that the caller gives
 * @throws {ValueError} for an input that is of no known kind
 */
export function textInputs(
  inputs: readonly ValueInfo[],
  ids: string | undefined,
  fixed: readonly string[],
): ReadonlyMap<TextInputRole, readonly ValueInfo[]> {
  const free = inputs.filter(({ name }) => !fixed.includes(name));
  const roleOf = ({ name }: ValueInfo) =>
    name === ids ? 'ids' : names.find(([role, pattern]) => (role !== 'ids' || !ids) && pattern.test(name))?.[0];
  const roles = new Map<TextInputRole, ValueInfo[]>();
  const unknown: ValueInfo[] = [];
  for (const input of free) {
    const role = roleOf(input);
    if (role) roles.set(role, [...(roles.get(role) ?? []), input]);
    else unknown.push(input);
  }
  if (!roles.has('ids') && unknown.length === 1) roles.set('ids', unknown.splice(0));
  const [other] = unknown;
  if (other) {
    const way = `fromOnnx(file, tokenizer, { fixedInputs: { ${JSON.stringify(describeName(other.name))}: tensor } })`;
    const expected = 'ids, an attention mask, token types, positions or a past';
    throw new ValueError(
      `The model takes ${describeValue(other)}, which is none of ${expected}; give it: ${way}, or name the ids by { ids: 'name' }.`,
      { argument: 'fixedInputs', value: other.name, expected },
    );
  }
  if (roles.get('ids')?.length === 1) return roles;
  const expected = 'the name of the input that has the ids of the tokens';
  const listed = free.map(describeValue).join('; ');
  throw new ValueError(
    `Which input has the ids of the tokens is not clear among ${listed}; name it: { ids: 'name' }.`,
    {
      argument: 'ids',
      value: ids,
      expected,
    },
  );
}
