import type { Consumer } from './consumer';
import { byEsbuild } from './esbuild';
import { byNext } from './next';
import { byReaders } from './pages';
import { byBun, byCommonJs, byDeno, byNode } from './programs';
import { byReference } from './reference';
import { byTemplates } from './templates';
import { byTypes } from './types';
import { byVite } from './vite';
import { byWebpack } from './webpack';

/** Who uses the packages, by name. */
export const CONSUMERS: Record<string, Consumer> = {
  types: byTypes,
  node: byNode,
  commonjs: byCommonJs,
  reference: byReference,
  templates: byTemplates,
  esbuild: byEsbuild,
  vite: byVite,
  webpack: byWebpack,
  next: byNext,
  bun: byBun,
  deno: byDeno,
  pages: byReaders,
};

/** What they need beside the packages, from the catalog. */
export const TOOLS: Record<string, readonly string[]> = {
  vite: ['vite'],
  webpack: ['webpack'],
  next: ['next', 'react', 'react-dom'],
  bun: ['bun'],
  deno: ['deno'],
  pages: ['vite', '@huggingface/tokenizers', '@tensorflow/tfjs-backend-webgl', 'playwright-core', 'tsx', 'typescript'],
};
