import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import { policy } from './src/server/policy';

const packages = path.dirname(import.meta.dirname);
const models = path.join(packages, 'xai-cli/models');
const wasm = path.join(import.meta.dirname, 'node_modules/@tensorflow/tfjs-backend-wasm/dist');

/** The files of the models that are shipped; ONNX files only where there is no other form. */
const shipped = ['lenet', 'digits', 'mails', 'seasons', 'penguins', 'temperature'].flatMap((folder) =>
  readdirSync(path.join(models, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'README.md')
    .map((entry) => path.relative(models, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .filter((name) => !name.endsWith('.onnx') || name === 'mails/model.onnx'),
);

/** Copies what the page fetches beside its scripts: the models of the command line, and the runtime of TensorFlow.js. */
const copied: Plugin = {
  name: 'copied',
  apply: 'build',
  generateBundle() {
    const emit = (fileName: string, file: string) =>
      this.emitFile({ type: 'asset', fileName, source: readFileSync(file) });
    for (const name of shipped) emit(`models/${name}`, path.join(models, name));
    for (const name of readdirSync(wasm).filter((one) => one.endsWith('.wasm')))
      emit(`runtimes/${name}`, path.join(wasm, name));
  },
};

const withPolicy: Plugin = {
  name: 'with-policy',
  transformIndexHtml: (html) => html.replace('%POLICY%', policy),
};

export default defineConfig({
  base: './',
  define: { SHIPPED_FILES: JSON.stringify(shipped) },
  resolve: {
    alias: [
      { find: /^onnxruntime-web$/, replacement: 'onnxruntime-web/wasm' },
      // packages of the workspace from their sources, of which less is needed than of what they are built to
      {
        find: /^((?:tfjs|xai|onnx|svg|tree|model|explainable|relevance|vision|text|timeseries|tabular)-\w+)$/,
        replacement: `${packages}/$1/src/index.ts`,
      },
      { find: /^(tfjs-gradients)\/(wasm)$/, replacement: `${packages}/$1/src/$2.ts` },
    ],
  },
  build: {
    outDir: 'dist/app',
    target: 'es2022',
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 4000,
    assetsInlineLimit: 0,
  },
  worker: { format: 'es' },
  plugins: [copied, withPolicy],
});
