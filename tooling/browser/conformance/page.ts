import './in-page/buffer';
import { engineOfPage, engineReady } from '../in-page/engines';
import { collect, namesCollected, runCollected, type Tell } from './in-page/collect';

/** The tests of packages that compare with published implementations. */
const files: Record<string, () => Promise<unknown>> = {
  gradients: () => import('../../../packages/explainable-ai/test/conformance.test'),
  relevance: () => import('../../../packages/relevance-propagation/test/conformance/lrp.test'),
  concepts: () => import('../../../packages/relevance-propagation/test/conformance/crp.test'),
  rise: () => import('../../../packages/model-agnostic/test/rise/conformance.test'),
  lime: () => import('../../../packages/model-agnostic/test/lime/images.test'),
  'lime-series': () => import('../../../packages/model-agnostic/test/lime/series.test'),
  'lime-tables': () => import('../../../packages/model-agnostic/test/lime/tables.test'),
  'kernel-shap': () => import('../../../packages/model-agnostic/test/kernelshap/conformance.test'),
  kernels: () => import('../../../packages/xai-native/test/kernels/kernels.test'),
  convolutions: () => import('../../../packages/xai-native/test/kernels/convolution.test'),
};

/** Whether an engine can run the tests of a file: models of perturbation methods are functions, of which nothing is compiled. */
function canRun(engine: string, file: string): boolean {
  return engine.startsWith('compiled') ? !/rise|lime|shap/.test(file) : !/kernels|convolutions/.test(file);
}

/** Collects the tests that the page's engine can run, and gives their names. */
async function collectTests(): Promise<string[]> {
  for (const [name, load] of Object.entries(files)) {
    if (canRun(engineOfPage, name)) await collect(name, load);
  }
  return namesCollected();
}

/** Runs tests by their names, after {@link collectTests}, and tells how each ended to whom the page knows. */
async function runTests(names: readonly string[]): Promise<void> {
  await engineReady();
  await runCollected(new Set(names), (globalThis as never as { tell: Tell }).tell);
}

Object.assign(globalThis, { collectTests, runTests });
