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

/** Reads an integer of at least 0. */
export function index(text: string): number {
  const value = decimalOf(text);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new InvalidArgumentError('Expected an integer of at least 0.');
}
