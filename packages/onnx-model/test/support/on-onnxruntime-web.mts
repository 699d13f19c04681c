import '@tensorflow/tfjs-backend-cpu';
import { readFileSync } from 'node:fs';
import { tensor2d } from '@tensorflow/tfjs-core';
import * as runtime from 'onnxruntime-web';
import { OnnxModel } from '../../src';

// A program of its own, since onnxruntime-web imports its parts in a way that jest's modules do not know.
const [file, rows] = process.argv.slice(2);
const model = await OnnxModel.load(readFileSync(file), { runtime });
const inputs: number[][][] = JSON.parse(rows);
const outputs = await Promise.all(inputs.map(async (input) => (await model(tensor2d(input))).array()));
console.log(JSON.stringify({ outputs, inputs: model.inputs, runtimes: Object.keys(runtime.env.versions) }));
await model.dispose();
