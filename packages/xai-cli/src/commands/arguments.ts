import { InvalidArgumentError } from 'commander';
import { decimalOf } from 'xai-recipes';

/** Reads a number from the command line. */
export function decimal(text: string): number {
  const value = decimalOf(text);
  if (!Number.isNaN(value)) return value;
  throw new InvalidArgumentError('Expected a number.');
}

/** Reads an integer of at least 1. */
export function positiveInteger(text: string): number {
  const value = decimalOf(text);
  if (Number.isSafeInteger(value) && value >= 1) return value;
  throw new InvalidArgumentError('Expected an integer of at least 1.');
}

/** Reads a share, from 0 to 1. */
export function share(text: string): number {
  const value = decimalOf(text);
  if (value >= 0 && value <= 1) return value;
  throw new InvalidArgumentError('Expected a number from 0 to 1.');
}

/** Reads a rule for a layer, `conv1=Gamma(0.25)`, and adds it to those before. */
export function rulesOfLayers(text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const [layer, rule] = text.split(/=([^=]*)$/);
  if (layer && rule) return { ...before, [layer]: rule };
  throw new InvalidArgumentError('Expected a layer and its rule: conv1=Gamma(0.25).');
}

/** Adds a value to those that the option had before. */
export function oneMore(text: string, before: readonly string[] = []): string[] {
  return [...before, text];
}

/** Reads an integer of at least 0. */
export function index(text: string): number {
  const value = decimalOf(text);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new InvalidArgumentError('Expected an integer of at least 0.');
}
