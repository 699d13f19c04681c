import { readFileSync } from 'node:fs';
import path from 'node:path';
import { examplesIn } from '../../examples/blocks';
import { packagesImported } from '../program';
import type { Package } from '../workspace';

const INSTALLS = /^npm install (.*)$/gm;

/** Who does what a README says, in its order, can run its first program: the lines `npm install` above it name all that it imports. */
export function firstMinute({ directory }: Package): string[] {
  const readme = readFileSync(path.join(directory, 'README.md'), 'utf8');
  const example = examplesIn('README.md', readme).find(({ run }) => run);
  if (!example) return [];
  const above = readme.split('\n').slice(0, example.line).join('\n');
  const words = [...above.matchAll(INSTALLS)].flatMap(([, line]) => line.replace(/#.*/, '').trim().split(/\s+/));
  const missing = [...new Set(packagesImported(example.text))].filter((name) => !words.includes(name));
  return missing.map(
    (name) =>
      `${directory}/README.md:${example.line}: the first program imports ${name}, which no line \`npm install\` above it names`,
  );
}
