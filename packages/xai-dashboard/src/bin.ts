#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { ServedFileError } from './server/errors';
import { serveDashboard } from './server/serve-dashboard';

const USAGE = `Usage: xai-dashboard [--model <file>] [--data <folder>] [--port <n>]

Explains a model on a page, in your browser. Nothing is sent anywhere, nothing but what is named here is read.

  --model <file>    model.json, *.onnx, *.keras or *.h5; without it, the models that come with the page
  --data <folder>   images, texts, CSV files to explain
  --port <n>        a free one, if it is left out
`;

const options = {
  model: { type: 'string' },
  data: { type: 'string' },
  port: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

async function run(): Promise<void> {
  const { values } = parseArgs({ options });
  if (values.help) return void process.stdout.write(USAGE);
  const { model, data, port } = values;
  if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) < 65_536))
    throw new ServedFileError(`--port is ${port}; expected a number from 0 to 65535.`);
  const { url } = await serveDashboard({ model, data, ...(port !== undefined && { port: Number(port) }) });
  process.stdout.write(`Open ${url} in a browser. Ctrl+C ends it.\n`);
}

run().catch((error: Error & { code?: string }) => {
  const isUsage = error instanceof ServedFileError || error.code?.startsWith('ERR_PARSE_ARGS');
  process.stderr.write(isUsage ? `error: ${error.message}\n` : `${error.stack}\n`);
  process.exitCode = isUsage ? 2 : 1;
});
