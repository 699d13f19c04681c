import { readFile } from 'node:fs/promises';
import { checkPackage, createPackageFromTarballData, type Problem } from '@arethetypeswrong/core';
import { problemKindInfo } from '@arethetypeswrong/core/problems';
import { pack } from '../pack';
import type { Package } from '../workspace';

/** Are the types wrong? No: every entry resolves, to the types of the module that runs, from ESM, from CommonJS and in bundlers. */
export async function typesResolve(one: Package): Promise<string[]> {
  const result = await checkPackage(createPackageFromTarballData(new Uint8Array(await readFile(await pack(one)))));
  if (!result.types) return ['the tarball holds no types; run `pnpm build`'];
  return result.problems
    .filter((problem) => !isJustified(problem))
    .map((problem) => {
      const { title, docsUrl } = problemKindInfo[problem.kind];
      const { kind: _, ...details } = problem;
      return `${title}: ${JSON.stringify(details)}, see ${docsUrl}`;
    });
}

/** A font has no types. Node 10's resolution knows no `exports`, hence no entry but the main one; Node 20 is the least that the packages run on. */
function isJustified(problem: Problem): boolean {
  if (!('resolutionKind' in problem)) return false;
  const { resolutionKind, entrypoint } = problem;
  return entrypoint.endsWith('.ttf') || (resolutionKind === 'node10' && entrypoint !== '.');
}
