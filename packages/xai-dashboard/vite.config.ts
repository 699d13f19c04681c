import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import { NOTICE, thirdPartyNotice } from '../../tooling/tsup/third-party';
import { policy } from './src/server/policy';

const packages = path.dirname(import.meta.dirname);
const models = path.join(packages, 'xai-cli/models');
const app = path.join(import.meta.dirname, 'dist/app');
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

/** Whose code and data the page holds: of modules in its own scripts and in the worker's, and of files that were copied. */
const parts = new Set(shipped.map((name) => path.join(models, name)));
const licenses: Plugin = {
  name: 'licenses',
  apply: 'build',
  generateBundle(_options, bundle) {
    for (const one of Object.values(bundle))
      for (const file of one.type === 'chunk' ? one.moduleIds : one.originalFileNames)
        if (existsSync(file)) parts.add(file);
  },
};
const notice: Plugin = {
  name: 'notice',
  apply: 'build',
  closeBundle() {
    const text = thirdPartyNotice([...parts, path.join(wasm, 'tfjs-backend-wasm.wasm')]);
    writeFileSync(path.join(app, NOTICE), text); // in the folder that is copied to web servers
  },
};

/** Runtimes and readers that are kept when they are used, and what the page does not load. */
const LATER = /third-party|ort-wasm|hdf5|threaded|tfjs-backend-wasm\.wasm/;

/** Tells the service worker which files there are, when all are written. */
const offline: Plugin = {
  name: 'offline',
  apply: 'build',
  closeBundle() {
    const worker = path.join(app, 'service-worker.js');
    const files = readdirSync(app, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== 'service-worker.js' && !LATER.test(entry.name))
      .map((entry) => path.relative(app, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
      .sort();
    const hash = createHash('sha256');
    for (const file of files) hash.update(file).update(readFileSync(path.join(app, file)));
    const names = JSON.stringify(['./', ...files]);
    const text = readFileSync(worker, 'utf8').replace('PAGE_FILES', () => names);
    writeFileSync(worker, text.replace('PAGE_VERSION', JSON.stringify(hash.digest('hex').slice(0, 16))));
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
      { find: /^(tfjs-gradients|xai-patterns)\/(wasm|plots)$/, replacement: `${packages}/$1/src/$2.ts` },
    ],
  },
  build: {
    outDir: 'dist/app',
    target: 'es2022',
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 4000,
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { index: 'index.html', 'service-worker': 'src/offline/service-worker.ts' },
      output: { entryFileNames: ({ name }) => (name === 'service-worker' ? '[name].js' : 'assets/[name]-[hash].js') },
    },
  },
  worker: { format: 'es', plugins: () => [licenses], rolldownOptions: { output: { keepNames: true } } }, // rules are told by the names of their classes
  plugins: [copied, offline, withPolicy, licenses, notice],
});
