import { run } from 'xai-cli';

/**
 * Runs the command line.
 *
 * @returns what it printed
 * @throws {Error} with what it complained of, if it did not do what was asked
 */
export async function xai(...argv: readonly string[]): Promise<string> {
  const written = { stdout: '', stderr: '' };
  const into = (name: keyof typeof written) => ({
    write(text: string) {
      written[name] += text;
    },
  });
  const code = await run(argv, { stdout: into('stdout'), stderr: into('stderr') });
  if (code === 0) return written.stdout;
  throw new Error(written.stderr.replaceAll(/\s+/g, ' ').trim().slice(0, 300));
}
