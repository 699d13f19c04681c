import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { command } from '../package-checks/processes';
import { publish } from './publish';
import { packAll } from './tarballs';

/**
 * Publishes every package in the version that its package.json has, unless the registry has it: `pnpm release`, after `pnpm changeset version`
 * and `pnpm build`. `--scope @someone` publishes them under a scope; `--provenance` says where they were built.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { scope: { type: 'string' }, provenance: { type: 'boolean' } } });
  const destination = await mkdtemp(path.join(tmpdir(), 'tarballs-'));
  try {
    const tarballs = await packAll(process.cwd(), destination, values.scope);
    for (const { name, version } of await publish(tarballs, { provenance: values.provenance }))
      console.log(`published ${name}@${version}`);
    // what it prints tells the workflow which releases to describe
    process.stdout.write(await command('node', ['node_modules/@changesets/cli/bin.js', 'tag'], process.cwd()));
  } finally {
    await rm(destination, { recursive: true, force: true });
  }
}

main().catch((error) => {
  console.error((error as Error).message);
  process.exitCode = 1;
});
