import { Option } from 'commander';
import type { MethodOption } from 'xai-recipes';
import { decimal, positiveInteger, rulesOfLayers } from './arguments';

/** The flag of an option of methods, and what stands for its value: `--steps <n>`. */
export function flagsOf({ name, placeholder }: MethodOption): string {
  const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  return placeholder ? `${flag} <${placeholder}>` : flag;
}

/** What it means, and what is taken without it. */
export function helpOf({ about, usual }: MethodOption): string {
  return usual === undefined ? about : `${about} (default: ${usual})`;
}

/** An option of methods as one of `xai explain`. */
export function methodFlag(option: MethodOption): Option {
  const flag = new Option(flagsOf(option), helpOf(option)).helpGroup('Options of some methods:');
  if (option.kind === 'count') return flag.argParser(positiveInteger);
  if (option.kind === 'rules') return flag.argParser(rulesOfLayers);
  return option.kind === 'number' ? flag.argParser(decimal) : flag;
}
