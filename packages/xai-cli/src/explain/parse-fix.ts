import { decimalOf, type Filling } from 'xai-recipes';
import { wrongOption } from '../errors/wrong-option';

/**
 * Reads the options `--fix`: each `name=ones`, `name=zeros`, `name=nothing` (length 0 along open axes), `name=` a number or some with commas between them, or `name=file`.
 *
 * @throws {UsageError} for one without a name or a value
 */
export function parseFix(fix: readonly string[]): Record<string, Filling> {
  return Object.fromEntries(fix.map((text) => [nameIn(text), fillingOf(text.slice(text.indexOf('=') + 1))]));
}

function nameIn(text: string): string {
  const [, name] = /^([^=]+)=./s.exec(text) ?? [];
  if (name !== undefined) return name;
  const expected = 'name=ones, zeros, nothing, a number or a file of numbers, with the name of an input';
  throw wrongOption('--fix', text, expected);
}

function fillingOf(value: string): Filling {
  if (value === 'ones' || value === 'zeros' || value === 'nothing') return value;
  const numbers = value.split(',').map((part) => decimalOf(part));
  if (numbers.some(Number.isNaN)) return { file: value };
  return numbers.length === 1 ? numbers[0] : numbers;
}
