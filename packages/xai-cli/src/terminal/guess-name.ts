import type { Command } from 'commander';
import { nearest } from 'xai-base';

/**
 * The message about an option or a command that there is not, with the one that is meant, if one is near: commander also guesses names that only share some letters.
 *
 * @param text the message
 * @param program whose commands and options there are; it has read the command
 */
export function withGuess(text: string, program: Command): string {
  const [, what, given] = /^error: unknown (option|command) '([^']*)'/.exec(text) ?? [];
  if (given === undefined) return text;
  const command = program.commands.find((one) => one.name() === program.args[0]) ?? program;
  const flags = command.options.flatMap(({ long }) => (long ? [long] : []));
  const guess = nearest(given, what === 'option' ? flags : program.commands.map((one) => one.name()));
  return guess ? `${text.trimEnd()}\n(Did you mean ${guess}?)\n` : text;
}
